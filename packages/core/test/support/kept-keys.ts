import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** So many simulators in a row, of five or six keys each, have different ones. */
const size = 32;

/** Each checkout makes its own; it is not in the repository. */
const folder = join(import.meta.dirname, '../../node_modules/.cache/test-keys');

/** Goes on whoever asks: no two simulators of a test begin at the same key. */
let next = 0;

/**
 * RSA keys for a simulator that are kept from one run of the tests to the next: to make one takes a
 * quarter of a second, and hundreds of simulators have several each. For tests that look at what is
 * done with a certificate, not at its key.
 *
 * @example
 * await startSimulator({ dir, keys: keptKey });
 */
export async function keptKey(algorithm: 'rsa-2048' | 'p-256' | 'rsa-1024'): Promise<KeyPair> {
  if (algorithm === 'p-256') return promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
  const index = next;
  next = (next + 1) % size;
  const file = join(folder, `${algorithm}-${index}.pem`);
  try {
    const privateKey = createPrivateKey(readFileSync(file));
    return { privateKey, publicKey: createPublicKey(privateKey) };
  } catch {
    return makeAndKeep(file, algorithm === 'rsa-2048' ? 2048 : 1024);
  }
}

async function makeAndKeep(file: string, modulusLength: number): Promise<KeyPair> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength });
  mkdirSync(folder, { recursive: true });
  // Others make it at the same time: the file is there as a whole or not.
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  renameSync(mine, file);
  return pair;
}
