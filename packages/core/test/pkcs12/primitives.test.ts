import * as fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sha1Loop, sha256Loop } from '../../src/pkcs12/hash-engine/hash-loops.ts';
import { roundConstants } from '../../src/pkcs12/hash-engine/sha256-constants.ts';
import { runInWorker } from '../../src/pkcs12/hash-engine/hash-pool.ts';
import { iterateHash, iterateInTurns } from '../../src/pkcs12/hash-engine/iterate-hash.ts';
import { derive } from '../../src/pkcs12/kdf.ts';
import { passwordForm } from '../../src/pkcs12/password.ts';
import { decryptRc2Cbc } from '../../src/pkcs12/rc2.ts';
import { rc4 } from '../../src/pkcs12/rc4.ts';
import { type HashName, hashLengths } from '../../src/pkcs12/scheme.ts';

function bytes(text: string): Buffer {
  return Buffer.from(text.replaceAll(' ', ''), 'hex');
}

function hex(value: Uint8Array): string {
  return Buffer.from(value).toString('hex');
}

describe('RC2, the vectors of RFC 2268 section 5', () => {
  test.each([
    ['0000000000000000', 63, '0000000000000000', 'ebb773f993278eff'],
    ['ffffffffffffffff', 64, 'ffffffffffffffff', '278b27e42e2f0d49'],
    ['3000000000000000', 64, '1000000000000001', '30649edf9be7d2c2'],
    ['88', 64, '0000000000000000', '61a8a244adacccf0'],
    ['88bca90e90875a', 64, '0000000000000000', '6ccf4308974c267f'],
    ['88bca90e90875a7f0f79c384627bafb2', 64, '0000000000000000', '1a807d272bbe5db1'],
    ['88bca90e90875a7f0f79c384627bafb2', 128, '0000000000000000', '2269552ab0f85ca6'],
    [
      '88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e',
      129,
      '0000000000000000',
      '5b78d3a43dfff1f1',
    ],
  ])('key %s, %d bits', (key, bits, plain, cipher) => {
    const iv = Buffer.alloc(8);
    expect(hex(decryptRc2Cbc({ key: bytes(key), effectiveBits: bits, iv }, bytes(cipher)))).toBe(
      plain,
    );
  });

  test('blocks are chained', () => {
    const key = bytes('88');
    const data = bytes('61a8a244adacccf0 61a8a244adacccf0');
    expect(hex(decryptRc2Cbc({ key, effectiveBits: 64, iv: Buffer.alloc(8) }, data))).toBe(
      '000000000000000061a8a244adacccf0',
    );
  });
});

test.each([
  ['0102030405', 'b2396305f03dc027ccc3524a0a1118a8'],
  ['0102030405060708090a0b0c0d0e0f10', '9ac7cc9a609d1ef7b2932899cde41b97'],
])('RC4, RFC 6229: key %s', (key, stream) => {
  expect(hex(rc4(bytes(key), Buffer.alloc(16)))).toBe(stream);
});

describe('PKCS#12 derivation, answers of OpenSSL (evppbe_pkcs12.txt)', () => {
  test.each([
    ['smeg', '0a58cf64530d823f', 1, 1, '8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3'],
    ['smeg', '0a58cf64530d823f', 1, 2, '79993dfe048d3b76'],
    ['queeg', '05dec959acff72f7', 1000, 1, 'ed2034e36328830ff09df1e1a07dd357185dac0d4f9eb3d4'],
    ['queeg', '05dec959acff72f7', 1000, 2, '11dedad7758d4860'],
  ] as const)('%s, %s, %d times, purpose %d', async (password, salt, iterations, purpose, key) => {
    const length = key.length / 2;
    const derivation = {
      kind: 'pkcs12',
      hash: 'sha1',
      salt: bytes(salt),
      iterations,
      purpose,
      length,
    } as const;
    expect(hex(await derive(derivation, passwordForm(password)))).toBe(key);
  });
});

function reference(hash: HashName, digest: Uint8Array, times: number): string {
  let state = digest;
  for (let n = 0; n < times; n += 1) state = createHash(hash).update(state).digest();
  return hex(state);
}

describe('a digest hashed again and again', () => {
  test.each([
    ['sha1', sha1Loop],
    ['sha256', (state: Int32Array, times: number) => sha256Loop(state, times, roundConstants)],
  ] as const)('%s: the loop is node:crypto', (hash, loop) => {
    const length = hashLengths[hash];
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: length, maxLength: length }),
        fc.nat({ max: 50 }),
        (digest, times) => {
          const view = Buffer.from(digest);
          const words = Int32Array.from({ length: length / 4 }, (_, i) => view.readInt32BE(4 * i));
          loop(words, times);
          words.forEach((word, i) => view.writeInt32BE(word, 4 * i));
          expect(hex(view)).toBe(reference(hash, digest, times));
        },
      ),
    );
  });

  test.each(Object.keys(hashLengths).filter((hash) => hash in hashLengths))(
    '%s: thread, turns and main thread agree',
    async (name) => {
      const hash = Object.keys(hashLengths).find((key): key is HashName => key === name);
      if (hash === undefined) throw new Error(name);
      const digest = createHash(hash).update('x').digest();
      const wanted = reference(hash, digest, 5000);
      expect(hex(await iterateHash(hash, digest, 5000))).toBe(wanted);
      expect(hex(await iterateInTurns(hash, digest, 5000))).toBe(wanted);
      expect(hex(await iterateHash(hash, digest, 3))).toBe(reference(hash, digest, 3));
      expect(hex(await runInWorker({ hash, digest, times: 3 }))).toBe(reference(hash, digest, 3));
    },
  );

  test('many at the same time, of different lengths, in lanes of WebAssembly', async () => {
    // By the end of a first job the modules have come.
    await runInWorker({ hash: 'sha1', digest: Buffer.alloc(20), times: 50_000 });
    const hashes = fc.constantFrom('sha1' as const, 'sha256' as const);
    const jobs = fc.array(fc.record({ hash: hashes, times: fc.integer({ min: 1, max: 6000 }) }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(jobs, fc.string(), async (wanted, seed) => {
        const results = wanted.map(async ({ hash, times }, index) => {
          const digest = createHash(hash).update(`${seed}${index}`).digest();
          const result = await runInWorker({ hash, digest, times });
          expect(hex(result)).toBe(reference(hash, digest, times));
        });
        await Promise.all(results);
      }),
      { numRuns: 6 },
    );
  }, 60_000);

  test('a thread that fails rejects, and the next job gets a new one', async () => {
    const digest = Buffer.alloc(20);
    await expect(runInWorker({ hash: 'no-such-hash', digest, times: 1 })).rejects.toThrow(
      'Digest method not supported',
    );
    expect(hex(await runInWorker({ hash: 'sha1', digest, times: 2 }))).toBe(
      reference('sha1', digest, 2),
    );
  });
});
