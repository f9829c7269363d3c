import { expect, test } from 'vitest';
import { inspectPkcs12 } from '../../src/pkcs12/api.ts';
import { Secret } from '../../src/secret.ts';
import { judge, verdict } from './support/judge.ts';
import { vectorBytes, vectors } from './support/vectors.ts';

// Behind a wrong key lies garbage, and once in a while it looks like padding, then like ASN.1: with a
// stream cipher in one of 60, with 8 bytes to a block in one of 10,000.

const longRun = Number(process.env['WEBORCA_WRONG_PASSWORDS'] ?? 0);

interface Encrypted {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Of all derivations together. */
  readonly iterations: number;
}

async function encryptedVectors(): Promise<readonly Encrypted[]> {
  const found: Encrypted[] = [];
  for (const { file } of vectors) {
    const bytes = vectorBytes(file);
    if (file.startsWith('wrap-')) continue;
    const { mac, encryption } = await inspectPkcs12(bytes);
    const counts = encryption.map((part) => part.iterations);
    if (counts.every((count) => count === 0)) continue;
    const iterations = (mac?.iterations ?? 0) + counts.reduce((sum, count) => sum + count, 0);
    found.push({ file, bytes, iterations });
  }
  return found;
}

/** Every verdict on so many passwords, none of which is the right one. */
async function verdicts({ bytes }: Encrypted, tries: number): Promise<ReadonlySet<string>> {
  const met = new Set<string>();
  for (let number = 0; number < tries; number += 1) {
    met.add(verdict(await judge(bytes, new Secret(`wrong ${number}`))));
  }
  return met;
}

const stream = /RC4/;
const wrong = new Set(['password-wrong']);

test('2,000 wrong passwords are wrong passwords', async () => {
  const all = await encryptedVectors();
  for (const one of all) {
    if (stream.test(one.file)) expect(await verdicts(one, 700), one.file).toEqual(wrong);
    else if (one.iterations <= 100) expect(await verdicts(one, 200), one.file).toEqual(wrong);
  }
}, 120_000);

/** WEBORCA_WRONG_PASSWORDS=100000; an hour or so. The cheaper a file, the more it is tried. */
test.skipIf(longRun === 0)(
  'the long run over all encrypted files',
  async () => {
    const all = await encryptedVectors();
    const weight = ({ iterations }: Encrypted): number => 1 / (iterations + 1000);
    const total = all.reduce((sum, one) => sum + weight(one), 0);
    for (const one of all) {
      const tries = Math.ceil((longRun * weight(one)) / total);
      expect(await verdicts(one, tries), one.file).toEqual(wrong);
    }
  },
  24 * 3600 * 1000,
);
