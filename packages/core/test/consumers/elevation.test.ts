import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe as always, expect, it, vi } from 'vitest';
import { haveCounterparts } from '../support/counterparts.ts';
import { quotePowerShell, quoteShell } from '../../src/consumers/quoting.ts';
import { certificateToPem, encryptedKeyPem } from '../../src/pkcs12/pem.ts';
import { type Certificates, makeCertificates } from './support/certificates.ts';
import { makePlace, type Place } from './support/place.ts';
import { rootOnly } from '../support/left-out.ts';

const describe = haveCounterparts('openssl') ? always : always.skip;

// Real files, keys and programs, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.close());

/** Settings that belong to the system, a key pair that they name, and a .p12 of one's own. */
async function clinic(): Promise<Place> {
  const { old, renewed } = certificates;
  const place = await makePlace(old, renewed);
  await mkdir(place.at('etc'));
  await mkdir(place.at('own'));
  await writeFile(place.at('own', 'client.crt'), certificateToPem(old.identity.leaf.der));
  const key = encryptedKeyPem(old.identity, old.password).reveal();
  await writeFile(place.at('own', 'client.pem'), key);
  await writeFile(place.at('own', 'client.p12'), old.p12);
  const names = [
    `:cert: '${place.at('own', 'client.crt')}'`,
    `:cert_key: '${place.at('own', 'client.pem')}'`,
  ];
  await writeFile(
    place.at('etc', 'push.yml'),
    [...names, ':passphrase: OldIssued1', ''].join('\n'),
  );
  const consumers = [
    { kind: 'pem', certificate: '~/own/client.crt', key: '~/own/client.pem' },
    { kind: 'push-exchanger', path: '~/etc/push.yml' },
    { kind: 'pkcs12', path: '~/own/client.p12', format: 'compatible' },
  ];
  const deploy = { consumers, fingerprint: renewed.fingerprint };
  await writeFile(place.at('deploy.json'), JSON.stringify(deploy));
  if (isRoot) await run('chown', ['-R', '65534:65534', place.root]);
  if (isRoot) await chown(place.at('etc'), 0, 0);
  if (isRoot) await chown(place.at('etc', 'push.yml'), 0, 0);
  await chmod(place.at('etc', 'push.yml'), 0o644);
  await chmod(place.at('etc'), 0o555);
  return place;
}

interface Told {
  readonly probes: readonly { path: string; ok: boolean; needsElevation: boolean }[];
  readonly statuses: readonly { kind: string; state: string; command?: string }[];
}

async function deployAsNobody(place: Place): Promise<Told> {
  const child = join(import.meta.dirname, 'support', 'deploy-as-nobody.ts');
  const { stdout } = await run(process.execPath, [child, place.root], { cwd: '/' });
  const told: Told = JSON.parse(stdout);
  return told;
}

describe('a consumer that needs other rights', () => {
  it('waits with all that share a file with it; the others go on', async () => {
    const place = await clinic();
    const { probes, statuses } = await deployAsNobody(place);
    const blocked = probes.filter(({ ok }) => !ok);
    expect(blocked).toStrictEqual([
      {
        path: place.at('etc', 'push.yml'),
        ok: false,
        reason: 'no-permission',
        needsElevation: true,
      },
    ]);
    expect(statuses.map(({ state }) => state)).toStrictEqual([
      'needs-elevation',
      'needs-elevation',
      'current',
    ]);
    const old = certificateToPem(certificates.old.identity.leaf.der);
    expect(await readFile(place.at('own', 'client.crt'), 'utf8')).toBe(old);
    const folder = place.at('store', 'clinic-a', 'consumers', 'staged');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(statuses[1]?.command).toMatch(/^sudo sh -c '/);
    expect(statuses[1]?.command).not.toContain('weborca-cert ');
    expect(JSON.stringify(statuses)).not.toMatch(/NewIssued2|OldIssued1/);
    await chmod(place.at('etc'), 0o755);
  });

  it.runIf(isRoot)(`is current after exactly the commands that were told${rootOnly}`, async () => {
    const place = await clinic();
    const { statuses } = await deployAsNobody(place);
    const commands = statuses.flatMap(({ command }) => command ?? []);
    // The run of the next night says the same, though what is sealed has other bytes each time.
    const nextNight = await deployAsNobody(place);
    expect(nextNight.statuses.flatMap(({ command }) => command ?? [])).toStrictEqual(commands);
    for (const command of [...commands, ...commands]) {
      await run('sh', ['-c', command.replace('sudo ', '')]);
    }
    const kept = (await readdir(place.at('etc'))).filter((name) => name.includes('.old-'));
    expect(kept).toHaveLength(1);
    const settings = await stat(place.at('etc', 'push.yml'));
    expect([settings.uid, settings.gid, settings.mode & 0o777]).toStrictEqual([0, 0, 0o644]);
    expect(await readFile(place.at('etc', 'push.yml'), 'utf8')).toContain('NewIssued2');
    const again = await deployAsNobody(place);
    expect(again.statuses.map(({ state }) => state)).toStrictEqual(Array(3).fill('current'));
  });

  it.runIf(isRoot)(`keeps group and mode, never wider${rootOnly}`, async () => {
    const { old, renewed } = certificates;
    const place = await makePlace(old, renewed);
    await writeFile(place.at('client.p12'), old.p12);
    await chown(place.at('client.p12'), 65_534, 12_345);
    await chmod(place.at('client.p12'), 0o440);
    await place.deploy([{ kind: 'pkcs12', path: '~/client.p12' }], renewed);
    const { uid, gid, mode } = await stat(place.at('client.p12'));
    expect([uid, gid, mode & 0o777]).toStrictEqual([65_534, 12_345, 0o440]);
  });

  it('quotes paths for a shell and for PowerShell', () => {
    expect(quoteShell('/a b/表')).toBe(`'/a b/表'`);
    expect(quoteShell(`it's`)).toBe(String.raw`'it'\''s'`);
    expect(quoteShell('/etc/x.yml')).toBe('/etc/x.yml');
    expect(quotePowerShell('C:\\a’b')).toBe(`'C:\\a’’b'`);
  });
});
