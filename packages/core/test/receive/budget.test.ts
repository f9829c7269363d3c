import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type { Derivation } from '../../src/pkcs12/scheme.ts';
import { defaultLimits } from '../../src/pkcs12/limits.ts';
import type { Secret as SecretText } from '../../src/secret.ts';
import { encryptedSafe, pbes2, pfx } from '../pkcs12/support/build.ts';
import { zipOf } from './support/zip-of.ts';

// Work is counted, not timed: the derivations are only said to have been done. Modules of this file's
// own, since the next file in this worker derives keys.
const work = { iterations: 0, derivations: 0 };
const kdf = '../../src/pkcs12/kdf.ts';
vi.resetModules();
vi.doMock(kdf, () => ({
  derive: async ({ iterations, length }: Derivation) => {
    work.iterations += iterations;
    work.derivations += 1;
    return new Uint8Array(length);
  },
}));
const { findInZip } = await import('../../src/receive/zip.ts');
const { Secret } = await import('../../src/secret.ts');
afterAll(() => {
  vi.doUnmock(kdf);
  vi.resetModules();
});
beforeEach(() => {
  work.iterations = 0;
  work.derivations = 0;
});

const aes = '2.16.840.1.101.3.4.1.42';
const block = Buffer.alloc(16);
const passwords = [...Array(12).keys()].map((n) => `guess ${n}`).join('\n');

async function hostile(files: number, iterations: number): Promise<Buffer> {
  const bytes = pfx([encryptedSafe(pbes2(aes, block, iterations), block)]);
  const names = [...Array(files).keys()].map((n) => [`${n}.p12`, bytes] as const);
  return zipOf(...names, ['passwords.txt', passwords]);
}

const asked = async (): Promise<SecretText> => new Secret('from a person');

test.each([
  ['a few dear files', 40, 4_000_000],
  ['many middling ones', 60, 200_000],
  ['very cheap ones', 60, 1],
])('%s cost no more than one file, with all passwords together', async (_, files, iterations) => {
  const zip = await hostile(files, iterations);
  const finding = findInZip(zip, { path: 'z.zip', password: asked, randomBytes });
  await expect(finding).rejects.toMatchObject({
    code: iterations === 1 ? 'password-wrong' : 'pkcs12-limit',
  });
  expect(work.iterations).toBeLessThanOrEqual(defaultLimits.totalIterations);
  expect(work.derivations).toBeLessThanOrEqual(1000);
});

test('certificates in PEM are counted over all files of a zip', async () => {
  const one = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  const real = `${rootCertificates[0]}\n`;
  const files = [...Array(9).keys()].map((n) => [`${n}.pem`, real + one.repeat(150)] as const);
  const zip = await zipOf(...files, ['key.pem', key]);
  const finding = findInZip(zip, { path: 'z.zip', password: asked, randomBytes });
  await expect(finding).rejects.toMatchObject({
    code: 'pkcs12-limit',
    details: { limit: 'certificates' },
  });
});

test('beginnings of keys without an end are gone through once', async () => {
  const begin = '-----BEGIN PRIVATE KEY-----\n';
  const text = begin.repeat(Math.floor((2 * 1024 * 1024) / begin.length));
  const zip = await zipOf(['a.pem', text], ['b.pem', text]);
  const start = performance.now();
  const finding = findInZip(zip, { path: 'z.zip', password: async () => null, randomBytes });
  await expect(finding).rejects.toMatchObject({ code: 'password-missing' });
  // Looking for an end from each of them took 150 s for each file.
  expect(performance.now() - start).toBeLessThan(10_000);
});
