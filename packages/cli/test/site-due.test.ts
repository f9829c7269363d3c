import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import { storedZip } from './support/stored-zip.ts';
import { inTerminal } from './support/terminal.ts';

const clinics = 5;
const names = Array.from({ length: clinics }, (_, index) => `clinic-${index}`);

let clinic: Clinic;
let downloads: string;
/** The zip that the site delivers for a clinic, and what it holds. */
let zips: readonly { readonly bytes: Uint8Array; readonly fingerprint: string }[];
beforeEach(async () => {
  clinic = await openClinic({ daysLeft: 45, clients: clinics });
  downloads = join(clinic.folder, 'ダウンロード');
  mkdirSync(downloads);
  for (const [index, name] of names.entries()) await clinic.add(name, index);
  const { weborca, caFile: ca } = clinic.simulator;
  writeConfig(clinic.home, {
    services: { rehearsal: { weborca, ca, site: 'https://site.example/' } },
    certificates: Object.fromEntries(names.map((name) => [name, { service: 'rehearsal' }])),
  });
  zips = await Promise.all(
    clinic.simulator.certificates.map(async ({ identity }) => {
      const renewed = await clinic.simulator.makeVariant(identity, 'renewed');
      const bytes = storedZip([
        ['client/certificate.p12', renewed.p12Bytes],
        ['client/password.txt', Buffer.from(`${renewed.password}\r\n`)],
      ]);
      return { bytes, fingerprint: renewed.identity.leaf.facts.fingerprintSha256 };
    }),
  );
});
afterEach(() => clinic.close());

let delivered = 0;
/** Under a name that says nothing, as browsers number them. */
function deliver(index: number): string {
  delivered += 1;
  const { bytes } = zips[index] ?? {};
  writeFileSync(join(downloads, `download (${delivered}).zip`), bytes ?? '');
  return '';
}

async function inUse(): Promise<readonly string[]> {
  const { stdout } = await clinic.cli(['status', '--json']);
  const { certificates }: { certificates: readonly { fingerprintSha256: string }[] } =
    JSON.parse(stdout);
  return certificates.map(({ fingerprintSha256 }) => fingerprintSha256);
}

const due = ['site', '--due', '--downloads'];

test.each(['ja', 'en'] as const)(
  'zips in any order and twice, interrupted and continued, without a keystroke (%s)',
  async (lang) => {
    writeFileSync(join(downloads, 'holiday.zip'), storedZip([['a.txt', Buffer.from('b')]]));
    writeFileSync(join(downloads, 'half.zip'), (zips[0]?.bytes ?? Buffer.of()).subarray(0, 900));
    for (const index of [3, 1, 3]) deliver(index);
    // Where nobody is in front of it, what is there is taken in, and nothing is waited for.
    const first = JSON.parse((await clinic.cli([...due, downloads, '--json'])).stdout);
    expect(first).toMatchObject({
      results: [{ name: 'clinic-3' }, { name: 'clinic-1' }],
      left: ['clinic-0', 'clinic-2', 'clinic-4'],
    });
    const waiting = lang === 'ja' ? 'を待っています' : 'Waiting for the zip';
    const stopped = await inTerminal(
      clinic.home,
      [...due, downloads],
      [
        [waiting, () => deliver(4)],
        ['clinic-4', '\u0003'],
      ],
      { lang },
    );
    expect(stopped.code).toBe(130);
    const { code, screen } = await inTerminal(
      clinic.home,
      [...due, downloads],
      [
        // The last one first, and again what an interrupted run has taken in.
        [waiting, () => deliver(4) + deliver(2)],
        [lang === 'ja' ? 'clinic-2 を更新しました' : 'clinic-2 was renewed', () => deliver(0)],
      ],
      { lang },
    );
    expect({ code, screen: code === 0 ? '' : screen }).toEqual({ code: 0, screen: '' });
    expect(screen).toContain(lang === 'ja' ? '件とも更新しました' : 'are renewed.');
    expect(await inUse()).toEqual(zips.map(({ fingerprint }) => fingerprint));
    const again = await clinic.cli([...due, downloads], { lang });
    expect(again.stdout).toContain(
      lang === 'ja' ? 'いまはありません' : 'No certificate has to be renewed',
    );
    const history = await clinic.cli(['history', '--json']);
    expect(history.stdout).not.toContain('"failed"');
  },
);

test('Enter passes over one, and what is left is named', async () => {
  const waiting = 'Waiting for the zip';
  const skips = names.map(() => [waiting, '\r'] as const);
  const { code, screen } = await inTerminal(clinic.home, [...due, downloads], skips, {
    lang: 'en',
  });
  expect(code).toBe(0);
  expect(screen).toContain('Still to be renewed: clinic-0, clinic-1, clinic-2, clinic-3, clinic-4');
});

test('a folder that is not there is said, with the way out', async () => {
  const { code, stdout } = await clinic.cli([...due, join(clinic.folder, 'nowhere')]);
  expect(code).toBe(1);
  expect(stdout).toContain('weborca-cert site --due --downloads FOLDER');
});
