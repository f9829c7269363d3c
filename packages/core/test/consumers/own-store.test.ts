import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe as always, expect, it, vi } from 'vitest';
import { haveCounterparts } from '../support/counterparts.ts';
import { type Certificates, makeCertificates } from './support/certificates.ts';
import { makePlace, placeIn, states } from './support/place.ts';

const describe = haveCounterparts('openssl') ? always : always.skip;

// Real files and keys, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.close());

describe('the store is no place for consumers', () => {
  it('a version is never changed once written, whatever an entry names', async () => {
    const { old, renewed } = certificates;
    const place = await makePlace(old);
    const versions = join(place.certificateFolder, 'versions');
    const [id = ''] = await readdir(versions);
    const file = join(versions, id, 'certificate.p12');
    await symlink(versions, place.at('elsewhere'));
    const before = await readFile(file);
    const entries = [
      { kind: 'pkcs12', path: file },
      { kind: 'password-file', path: join(versions, id, 'password.txt') },
      { kind: 'pem', certificate: join(place.certificateFolder, 'x.crt') },
      { kind: 'pkcs12', path: join(place.at('elsewhere'), id, 'certificate.p12') },
      { kind: 'password-file', path: join(place.certificateFolder, '..', 'other', 'password.txt') },
    ];
    for (const entry of entries) {
      expect(states(await place.deploy([entry], renewed))).toStrictEqual(['failed in-store']);
    }
    expect(await readFile(file)).toStrictEqual(before);
    expect(await readFile(join(versions, id, 'password.txt'), 'utf8')).toBe('OldIssued1');
  });
});

describe('one file under two names', () => {
  it('is one where case makes no difference: what contradicts is a conflict', async () => {
    const { old, renewed } = certificates;
    const place = placeIn((await makePlace(old)).root, { platform: 'darwin' });
    await mkdir(place.at('Keys'));
    await writeFile(place.at('Keys', 'Client.p12'), old.p12);
    await writeFile(place.at('Keys', 'client.P12'), old.p12);
    const entries = [
      { kind: 'pkcs12', path: '~/Keys/Client.p12', password: 'keep' },
      { kind: 'pkcs12', path: '~/Keys/client.P12', password: 'issued' },
    ];
    expect(states(await place.deploy(entries, renewed))).toContain('failed conflict');
  });
});
