import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openPkcs12 } from '../../src/pkcs12/open.ts';
import { sealPkcs12 } from '../../src/pkcs12/seal.ts';
import { readStructure } from '../../src/pkcs12/describe.ts';
import type { Identity } from '../../src/pkcs12/types.ts';
import { Secret } from '../../src/secret.ts';
import { sampleIdentity } from './support/identity.ts';
import { createRandom } from './support/fuzz.ts';
import { fingerprints, publicKeySha256 } from './support/judge.ts';

const password = new Secret('pw');
const sample = await sampleIdentity();

function repeatable(): (size: number) => Uint8Array {
  const random = createRandom(7);
  return (size) => Uint8Array.from({ length: size }, () => random(256));
}

describe.each(['modern', 'compatible'] as const)('%s', (format) => {
  const options = { format, iterations: 10 };

  async function again(identity: Identity): Promise<Identity> {
    return (await openPkcs12(await sealPkcs12(identity, password, options), password)).identity;
  }

  test('key, leaf, chain and localKeyId stay', async () => {
    const identity = await again(sample);
    expect(publicKeySha256(identity)).toBe(publicKeySha256(sample));
    expect(fingerprints(identity)).toEqual(fingerprints(sample));
    expect(identity.localKeyId).toEqual(sample.localKeyId);
    expect(identity.privateKey.reveal()).toBe(sample.privateKey.reveal());
  });

  test('any friendlyName stays, also none and an empty one', async () => {
    const names = fc.option(fc.string({ unit: 'grapheme', maxLength: 30 }));
    await fc.assert(
      fc.asyncProperty(names, async (friendlyName) => {
        expect((await again({ ...sample, friendlyName })).friendlyName).toBe(friendlyName);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  test('without localKeyId, key and leaf get one', async () => {
    expect((await again({ ...sample, localKeyId: null })).localKeyId).toHaveLength(20);
  });

  test('a certificate without chain', async () => {
    expect(fingerprints(await again({ ...sample, chain: [] }))).toHaveLength(1);
  });

  test('under another password the same identity', async () => {
    const first = await sealPkcs12(sample, password, options);
    const other = new Secret('別のパスワード');
    const second = await sealPkcs12((await openPkcs12(first, password)).identity, other, options);
    expect(fingerprints((await openPkcs12(second, other)).identity)).toEqual(fingerprints(sample));
    await expect(openPkcs12(second, password)).rejects.toMatchObject({ code: 'password-wrong' });
  });

  test('salts and IVs are fresh, and come from the given randomness', async () => {
    const one = await sealPkcs12(sample, password, options);
    const two = await sealPkcs12(sample, password, options);
    expect(Buffer.compare(one, two)).not.toBe(0);
    const [a, b] = await Promise.all([
      sealPkcs12(sample, password, { ...options, randomBytes: repeatable() }),
      sealPkcs12(sample, password, { ...options, randomBytes: repeatable() }),
    ]);
    expect(Buffer.compare(a, b)).toBe(0);
  });

  test.each([0, -1, 1.5, Number.NaN])('%d iterations are refused', async (iterations) => {
    const sealing = sealPkcs12(sample, password, { format, iterations });
    await expect(sealing).rejects.toMatchObject({ code: 'pkcs12-limit' });
  });
});

test('modern is AES-256, PBKDF2 and SHA-256, 100,000 times', async () => {
  const algorithm = 'PBES2 AES-256-CBC, PBKDF2 HMAC-SHA-256';
  const bytes = await sealPkcs12(sample, password, { format: 'modern' });
  expect(readStructure(bytes)).toEqual({
    mac: { algorithm: 'HMAC-SHA-256', iterations: 100_000 },
    encryption: [
      { for: 'certificates', algorithm, iterations: 100_000 },
      { for: 'key', algorithm, iterations: 100_000 },
    ],
  });
});

test('compatible is 3DES and SHA-1, 2,048 times', async () => {
  const algorithm = 'PKCS#12 3DES-CBC, SHA-1';
  const bytes = await sealPkcs12(sample, password, { format: 'compatible' });
  expect(readStructure(bytes)).toEqual({
    mac: { algorithm: 'HMAC-SHA-1', iterations: 2048 },
    encryption: [
      { for: 'certificates', algorithm, iterations: 2048 },
      { for: 'key', algorithm, iterations: 2048 },
    ],
  });
});
