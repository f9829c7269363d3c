import { expect, test } from 'vitest';
import { inspectPkcs12 } from '../../src/pkcs12/api.ts';
import { Secret } from '../../src/secret.ts';
import { judge, verdict } from './support/judge.ts';
import { vectorBytes, vectors } from './support/vectors.ts';
import { leftOut } from '../support/left-out.ts';

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

/** Every verdict on so many passwords, none of which is the right one, with the file it was given on. */
async function verdicts(
  files: readonly Encrypted[],
  triesOf: (one: Encrypted) => number,
  onFile: (file: string, tries: number) => void = () => {},
): Promise<readonly string[]> {
  const met = new Set<string>();
  for (const one of files) {
    const tries = triesOf(one);
    onFile(one.file, tries);
    for (let number = 0; number < tries; number += 1) {
      const said = verdict(await judge(one.bytes, new Secret(`wrong ${number}`)));
      met.add(said === 'password-wrong' ? said : `${one.file}, wrong ${number}: ${said}`);
    }
  }
  return [...met];
}

/** An hour is long to wait for a word; and it is the report of how many there were of which. */
function tell(file: string, tries: number): void {
  process.stdout.write(`${file}: ${tries}\n`);
}

/** The cheaper a file, the more it is tried. */
function weight({ iterations }: Encrypted): number {
  return 1 / (iterations + 1000);
}

/** Where garbage looks like something most often, and where a try costs next to nothing. */
function fewTries({ file, iterations }: Encrypted): number {
  if (file.includes('RC4')) return 700;
  return iterations <= 100 ? 200 : 0;
}

test('2,000 wrong passwords are wrong passwords', async () => {
  const all = await encryptedVectors();
  expect(await verdicts(all, fewTries)).toEqual(['password-wrong']);
}, 120_000);

/** WEBORCA_WRONG_PASSWORDS=100000; an hour or so. */
test.skipIf(longRun === 0)(
  `the long run over all encrypted files${leftOut(longRun > 0, 'WEBORCA_WRONG_PASSWORDS')}`,
  async () => {
    const all = await encryptedVectors();
    const total = all.reduce((sum, one) => sum + weight(one), 0);
    const triesOf = (one: Encrypted): number => Math.ceil((longRun * weight(one)) / total);
    expect(await verdicts(all, triesOf, tell)).toEqual(['password-wrong']);
  },
  24 * 3600 * 1000,
);
