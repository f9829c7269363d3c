import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { int, octetString, oid, seq } from '../../src/pkcs12/der.ts';
import { createBudget, defaultLimits } from '../../src/pkcs12/limits.ts';
import { openPkcs12 } from '../../src/pkcs12/open.ts';
import { Secret } from '../../src/secret.ts';
import { openPair } from '../../src/store/store.ts';
import {
  certificateBag,
  encryptedSafe,
  keyBag,
  macData,
  pbes2,
  pfx,
  plainSafe,
  scryptPbes2,
} from './support/build.ts';
import { judge, verdict } from './support/judge.ts';
import { vectorBytes } from './support/vectors.ts';

const password = new Secret('testpass123');
const sha256 = '2.16.840.1.101.3.4.2.1';
const aes = '2.16.840.1.101.3.4.1.42';
const block = Buffer.alloc(16);

/** A key, and a certificate of another one. */
async function unlikePair(): Promise<{
  readonly privateKey: Uint8Array;
  readonly der: Uint8Array;
}> {
  const bytes = vectorBytes('ossl30-default-p256.p12');
  const { identity } = await openPkcs12(bytes, password);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }),
    der: identity.leaf.der,
  };
}

/** A safe takes no more elements than some thousand. */
function inSafes(count: number, bag: () => Uint8Array): readonly Uint8Array[] {
  const each = 100;
  return Array.from({ length: Math.ceil(count / each) }, (_, index) =>
    plainSafe(...Array.from({ length: Math.min(each, count - index * each) }, bag)),
  );
}

async function quickVerdict(bytes: Uint8Array): Promise<string> {
  const start = performance.now();
  const result = verdict(await judge(bytes, password));
  // Refused, not computed: none of these would be ready in less than seconds.
  expect(performance.now() - start).toBeLessThan(3000);
  return result;
}

describe('hostile files are refused before they cost anything', () => {
  test.each([0x7fffffff, 2 ** 40, 5_000_001])('%d iterations of the MAC', async (iterations) => {
    const file = pfx([], macData(sha256, 32, iterations));
    expect(await quickVerdict(file)).toBe('pkcs12-limit (iterations)');
  });

  test('2^31 iterations of PBKDF2', async () => {
    const safe = encryptedSafe(pbes2(aes, block, 2 ** 31), block);
    expect(await quickVerdict(pfx([safe]))).toBe('pkcs12-limit (iterations)');
  });

  test('2^31 iterations of an old scheme', async () => {
    const parameters = seq(octetString(Buffer.alloc(8)), int(2 ** 31));
    const safe = encryptedSafe(seq(oid('1.2.840.113549.1.12.1.3'), parameters), block);
    expect(await quickVerdict(pfx([safe]))).toBe('pkcs12-limit (iterations)');
  });

  test('many derivations that are allowed one by one', async () => {
    const safe = encryptedSafe(pbes2(aes, block, 4_000_000), block);
    expect(await quickVerdict(pfx(Array.from({ length: 50 }, () => safe)))).toBe(
      'pkcs12-limit (iterations)',
    );
  });

  test('very many cheap derivations', async () => {
    const safe = encryptedSafe(pbes2(aes, block, 1), block);
    expect(await quickVerdict(pfx(Array.from({ length: 201 }, () => safe)))).toBe(
      'pkcs12-limit (derivations)',
    );
  });

  test('scrypt that wants 1 GiB', async () => {
    const safe = encryptedSafe(scryptPbes2(2 ** 20, 8, 1), block);
    expect(await quickVerdict(pfx([safe]))).toBe('pkcs12-limit (memory)');
  });

  test('scrypt that is small but endless', async () => {
    const safe = encryptedSafe(scryptPbes2(1024, 8, 100_000), block);
    expect(await quickVerdict(pfx([safe]))).toMatch(/^pkcs12-limit/);
  });

  test('nesting', async () => {
    let nested = seq();
    for (let depth = 0; depth < 5000; depth += 1) nested = seq(nested);
    expect(await quickVerdict(pfx([plainSafe(nested)]))).toBe('pkcs12-limit (nesting)');
  });

  test('very many elements', async () => {
    const many = Array.from({ length: 50_000 }, () => seq());
    expect(await quickVerdict(pfx([plainSafe(...many)]))).toBe('pkcs12-limit (nesting)');
  });

  // Nothing of it is encrypted, and each key would be held against each certificate.
  test.each([
    ['keys', 201, 1],
    ['certificates', 1, 1001],
  ])('very many %s', async (what, keys, certificates) => {
    const { privateKey, der } = await unlikePair();
    const safes = [
      ...inSafes(keys, () => keyBag(privateKey)),
      ...inSafes(certificates, () => certificateBag(der)),
    ];
    expect(await quickVerdict(pfx(safes))).toBe(`pkcs12-limit (${what})`);
  });

  test('as many keys and certificates as are allowed, none of which fit', async () => {
    const { privateKey, der } = await unlikePair();
    const bags = [
      ...inSafes(200, () => keyBag(privateKey)),
      ...inSafes(600, () => certificateBag(der)),
    ];
    expect(await quickVerdict(pfx(bags))).toBe('not-a-certificate (key without its certificate)');
  });

  test('size', async () => {
    const file = Buffer.concat([vectorBytes('ossl30-default-p256.p12'), Buffer.alloc(5_000_000)]);
    expect(await quickVerdict(file)).toBe('pkcs12-limit (size)');
  });
});

test('a million iterations are a real file', async () => {
  const bytes = vectorBytes('ossl30-default-iter1000000.p12');
  expect(verdict(await judge(bytes, password))).toBe('opened');
}, 60_000);

test('the budget counts all spellings of a password together', async () => {
  const bytes = vectorBytes('ossl30-default-pw-ja.p12');
  const total = (totalIterations: number) =>
    openPkcs12(bytes, new Secret('違う'), { limits: { totalIterations } });
  // MAC, certificates and key cost 2,048 each; the other spellings need more than is left.
  await expect(total(3 * 2048)).rejects.toMatchObject({ code: 'password-wrong' });
  await expect(total(3 * 2048 - 1)).rejects.toMatchObject({ code: 'pkcs12-limit' });
}, 60_000);

test('whoever opens several pairs within one budget opens none beyond it', async () => {
  const bytes = vectorBytes('ossl30-default-p256.p12');
  const budget = createBudget({ ...defaultLimits, totalIterations: 15_000 });
  expect(await openPair(bytes, password, budget)).toHaveProperty('facts');
  await expect(
    (async () => {
      for (let again = 0; again < 5; again += 1) await openPair(bytes, password, budget);
    })(),
  ).rejects.toMatchObject({ code: 'pkcs12-limit' });
});
