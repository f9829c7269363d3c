import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientMaterial } from '@weborca-cert/simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { textWidth } from '../src/render/width.ts';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import type { Ran } from './support/cli.ts';
import { makeClient, renewAtSite, zipOf, type Delivery } from './support/management-site.ts';
import { problemsOf } from './support/schema.ts';
import { stable } from './support/transcript.ts';
import { storedZip } from './support/stored-zip.ts';
import { inTerminal } from './support/terminal.ts';

let clinic: Clinic;
/** Each its own tenant's client001. */
let clients: readonly ClientMaterial[];
let zips: readonly Delivery[];
let stranger: Uint8Array;
beforeAll(async () => {
  clinic = await openClinic();
  const { simulator } = clinic;
  const make = (index: number, daysLeft = 45) =>
    makeClient(simulator, { tenant: `JP_u0000000${index}`, commonName: 'client001', daysLeft });
  clients = await Promise.all([make(1), make(2), make(3, -3)]);
  zips = await Promise.all(clients.map((client) => renewAtSite(simulator, client)));
  stranger = (await renewAtSite(simulator, await make(9))).zip;
}, 120_000);
afterAll(() => clinic.close());

let number = 0;
let home: string;
let downloads: string;
const names = ['青葉台内科', '桜丘小児科', '緑山眼科'];

/** A computer with the three under care. */
beforeAll(async () => {
  const prepared = join(clinic.folder, 'prepared');
  const folder = join(prepared, '証明書');
  for (const one of [join(prepared, 'config'), join(prepared, 'Downloads'), folder])
    mkdirSync(one, { recursive: true, mode: 0o700 });
  const { weborca, caFile: ca } = clinic.simulator;
  const services = { rehearsal: { weborca, ca, site: 'https://site.example/' } };
  writeConfig(prepared, { services });
  for (const [index, { p12Bytes, password }] of clients.entries()) {
    writeFileSync(join(folder, `${names[index]}.p12`), p12Bytes);
    writeFileSync(join(folder, `${names[index]}.txt`), password);
  }
  const { code, stderr } = await clinic.cli(['add', folder], { home: prepared });
  if (code !== 0) throw new Error(stderr);
}, 120_000);

beforeEach(() => {
  number += 1;
  home = join(clinic.folder, `home-${number}`);
  downloads = join(home, 'Downloads');
  cpSync(join(clinic.folder, 'prepared'), home, { recursive: true });
});

function save(name: string, bytes: Uint8Array | undefined): string {
  const file = join(downloads, name);
  writeFileSync(file, bytes ?? '');
  return file;
}

const receive = (args: readonly string[], lang: 'ja' | 'en' = 'en'): Promise<Ran> =>
  clinic.cli(['receive', ...args], { home, lang, cwd: downloads });

async function inUse(): Promise<Record<string, string>> {
  const { stdout } = await clinic.cli(['status', '--json'], { home });
  const { certificates }: { certificates: { name: string; fingerprintSha256: string }[] } =
    JSON.parse(stdout);
  return Object.fromEntries(certificates.map((one) => [one.name, one.fingerprintSha256]));
}

const renewed = (): Record<string, string> =>
  Object.fromEntries(names.map((name, index) => [name, zips[index]?.fingerprint ?? '']));

describe('several zips', () => {
  test('go to the certificate whose subject fits, in any order, old ones and twice', async () => {
    const files = [
      save('download (1).zip', zips[2]?.zip),
      save('download (2).zip', zips[0]?.zip),
      save('download (3).zip', zipOf(clients[0] ?? never())),
      save('download (4).zip', zips[0]?.zip),
      save('download (5).zip', zipOf(clients[1] ?? never())),
      save('download.zip', zips[1]?.zip),
    ];
    const { code, stdout } = await receive([...files, '--json']);
    expect(problemsOf('receive', stdout)).toEqual([]);
    const { results } = JSON.parse(stdout);
    expect(results).toMatchObject([
      { file: files[0], name: names[2], outcome: 'renewed', verified: true },
      { file: files[1], name: names[0], outcome: 'renewed' },
      { file: files[2], name: names[0], outcome: 'not-due', passedOver: 'earlier' },
      { file: files[3], name: names[0], outcome: 'not-due', passedOver: 'twice' },
      { file: files[4], name: names[1], outcome: 'not-due', passedOver: 'earlier' },
      { file: files[5], name: names[1], outcome: 'renewed' },
    ]);
    expect(code).toBe(0);
    expect(await inUse()).toEqual(renewed());
    const again = JSON.parse((await receive([...files, '--json'])).stdout);
    expect(again.results[5]).toMatchObject({ outcome: 'not-due', passedOver: 'in-use' });
    const history = await clinic.cli(['history', '--json'], { home });
    expect(history.stdout).not.toContain('"failed"');
  });

  test.each(['ja', 'en'] as const)('one table, and what did not go, in %s', async (lang) => {
    save('download (1).zip', zips[0]?.zip);
    save('download (2).zip', zips[1]?.zip);
    save('その他の医療機関.zip', stranger);
    save('half.zip', zips[2]?.zip.subarray(0, 900));
    save('closed.p12', clients[2]?.p12Bytes);
    for (const name of ['a', 'b', 'c', 'd'])
      save(`写真-${name}.zip`, storedZip([['x.txt', Buffer.from(name)]]));
    // As a shell that fills nothing in hands it on.
    const { code, stdout, stderr } = await receive(['*.zip', 'closed.p12'], lang);
    expect(code).toBe(1);
    const screen = stable(`${stdout}\n---\n${stderr}`, { ...clinic, home });
    for (const line of stdout.split('\n'))
      expect({ line, fits: textWidth(line) <= 80 }).toEqual({ line, fits: true });
    await expect(screen).toMatchFileSnapshot(`golden/receive-several.${lang}.txt`);
    expect(await inUse()).toMatchObject({ [names[0] ?? '']: zips[0]?.fingerprint });
  });

  test('a folder of them, with a password file beside a .p12', async () => {
    save('1.zip', zips[0]?.zip);
    save('2.zip', zips[1]?.zip);
    const { p12Bytes, password } = await renewedP12();
    save('third.p12', p12Bytes);
    writeFileSync(join(downloads, 'third.txt'), `${password}\r\n`);
    const { code, stderr } = await receive([downloads]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(Object.keys(await inUse())).toHaveLength(3);
    expect((await clinic.cli(['check', '--quiet'], { home })).code).toBe(0);
  });

  test('what is said of one file goes with one file', async () => {
    for (const flag of ['--name', '--cn', '--accept-cn', '--key-password-file']) {
      const { code, stderr } = await receive(['a.zip', 'b.zip', flag, 'x']);
      expect({ code, named: stderr.includes(flag) }).toEqual({ code: 2, named: true });
    }
    expect((await receive([])).code).toBe(2);
  });

  test('a password is asked for where there is none, and Enter leaves that one out', async () => {
    save('a.p12', (await renewedP12()).p12Bytes);
    save('b.zip', zips[0]?.zip);
    const asked = [['Password of', '\r']] as const;
    const files = [join(downloads, 'a.p12'), join(downloads, 'b.zip')];
    const { code, screen } = await inTerminal(home, ['receive', ...files], asked, { lang: 'en' });
    expect(code).toBe(1);
    expect(screen).toContain('[password-missing]');
    expect(await inUse()).toMatchObject({ [names[0] ?? '']: zips[0]?.fingerprint });
  });
});

async function renewedP12(): Promise<ClientMaterial> {
  const { identity } = clients[2] ?? never();
  return clinic.simulator.makeVariant(identity, 'renewed');
}

function never(): never {
  throw new Error('no client');
}
