import { execFileSync } from 'node:child_process';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe as always, expect, it, vi } from 'vitest';
import { readCaFile } from '../../src/connection/trust.ts';
import { detectConsumers } from '../../src/detection/detect.ts';
import { findAdoptable } from '../../src/consumers/find-adoptable.ts';
import { workspaceFiles } from '../../src/detection/workspace.ts';
import { haveCounterparts } from '../support/counterparts.ts';
import { type Certificates, makeCertificates } from './support/certificates.ts';
import { makePlace, type Place, states } from './support/place.ts';

const describe = haveCounterparts('openssl', 'mkfifo') ? always : always.skip;

// Real files, on machines that are busy with other tests: what blocks runs into this.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.close());

const entries = [
  { kind: 'pkcs12', path: '~/at/client.p12' },
  { kind: 'password-file', path: '~/at/client.p12' },
  { kind: 'pem', certificate: '~/at/client.p12' },
  { kind: 'push-exchanger', path: '~/at/client.p12' },
  { kind: 'receipt-viewer', path: '~/at/client.p12' },
  { kind: 'monsiaj', path: '~/at/client.p12' },
  { kind: 'env-file', path: '~/at/client.p12', passwordKey: 'P' },
];

async function fifo(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  execFileSync('mkfifo', [path]);
  return path;
}

async function reasonsFor(place: Place): Promise<ReadonlySet<string>> {
  const found: string[] = [];
  for (const entry of entries) {
    found.push(...states(await place.deploy([entry], certificates.renewed)));
    found.push(...states(await place.inspect([entry], certificates.renewed)));
  }
  return new Set(found);
}

describe('in a consumer’s place', () => {
  it('a named pipe, which nobody writes to, blocks nothing', async () => {
    const place = await makePlace(certificates.old, certificates.renewed);
    await fifo(place.at('at', 'client.p12'));
    expect(await reasonsFor(place)).toStrictEqual(new Set(['failed not-a-file']));
    const certificate = { name: 'a', consumers: entries };
    const { effects, certificateFolder, store } = place;
    const of = { effects, certificate, configFile: place.at('c'), store, certificateFolder };
    expect(await findAdoptable({ ...of, fingerprint: 'x' })).toStrictEqual([]);
  });

  it('a folder, a link and a file without end are named', async () => {
    const folder = await makePlace(certificates.old, certificates.renewed);
    await mkdir(folder.at('at', 'client.p12'), { recursive: true });
    expect(await reasonsFor(folder)).toStrictEqual(new Set(['failed not-a-file']));
    const link = await makePlace(certificates.old, certificates.renewed);
    await mkdir(link.at('at'));
    await symlink('/dev/zero', link.at('at', 'client.p12'));
    expect(await reasonsFor(link)).toStrictEqual(new Set(['failed symbolic-link']));
    const huge = await makePlace(certificates.old, certificates.renewed);
    await mkdir(huge.at('at'));
    await writeFile(huge.at('at', 'client.p12'), '');
    await truncate(huge.at('at', 'client.p12'), 64 * 1024 ** 3);
    expect(await reasonsFor(huge)).toStrictEqual(new Set(['failed too-large']));
  });

  it('a named pipe that settings name as certificate or key', async () => {
    const place = await makePlace(certificates.old, certificates.renewed);
    const pipe = await fifo(place.at('client.crt'));
    await writeFile(place.at('push.yml'), `:cert: ${pipe}\n:cert_key: ${pipe}\n:passphrase: x\n`);
    const entry = { kind: 'push-exchanger', path: '~/push.yml' };
    expect(states(await place.deploy([entry], certificates.renewed))).toStrictEqual([
      'failed not-a-file',
    ]);
  });
});

describe('in a project, or as a service’s authority', () => {
  it('named pipes are passed over, or refused', async () => {
    const place = await makePlace(certificates.old, certificates.renewed);
    const env = await fifo(place.at('project', '.env'));
    await fifo(place.at('project', 'client.p12'));
    const { settings } = await workspaceFiles(place.effects, [place.at('project')]);
    expect(settings).toStrictEqual([env]);
    const known = { fingerprints: new Set<string>(), p12Digests: new Set<string>(), fileNames: [] };
    const found = await detectConsumers({
      effects: place.effects,
      ...known,
      workspaceFiles: settings,
    });
    expect(found).toStrictEqual([]);
    await expect(readCaFile(place.effects.files, env)).rejects.toMatchObject({
      code: 'config-invalid',
    });
  });
});
