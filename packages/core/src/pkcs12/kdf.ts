import { createHash, pbkdf2, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { iterateHash } from './hash-engine/iterate-hash.ts';
import type { PasswordForm } from './password.ts';
import { unsupported } from './problems.ts';
import { blockLengths, type Derivation, type HashName, hashLengths } from './scheme.ts';

const pbkdf2Async = promisify(pbkdf2);

/** Derives bytes from a password. Long ones run outside the main thread. */
export async function derive(derivation: Derivation, password: PasswordForm): Promise<Uint8Array> {
  if (derivation.kind === 'pkcs12') return derivePkcs12(derivation, password.wide);
  if (derivation.kind === 'scrypt') return deriveScrypt(derivation, password);
  if (derivation.kind === 'pbkdf1') return derivePbkdf1(derivation, password.narrow);
  const { hash, salt, iterations, length } = derivation;
  return pbkdf2Async(password.narrow, salt, iterations, length, hash).catch((cause: unknown) => {
    throw unsupported(hash, cause);
  });
}

async function deriveScrypt(
  derivation: Extract<Derivation, { kind: 'scrypt' }>,
  password: PasswordForm,
): Promise<Uint8Array> {
  const { salt, iterations: N, blockSize: r, parallel: p, length } = derivation;
  return new Promise((resolve, reject) => {
    const maxmem = 128 * r * (N + p) + 1024 * 1024;
    scrypt(password.narrow, salt, length, { N, r, p, maxmem }, (cause, key) => {
      if (cause === null) resolve(key);
      else reject(unsupported('scrypt', cause));
    });
  });
}

/** RFC 8018, 5.1. */
async function derivePbkdf1(
  { hash, salt, iterations, length }: Extract<Derivation, { kind: 'pbkdf1' }>,
  password: Uint8Array,
): Promise<Uint8Array> {
  const first = digest(hash, [password, salt]);
  return (await iterateHash(hash, first, iterations - 1)).subarray(0, length);
}

/** RFC 7292, B.2. */
async function derivePkcs12(
  derivation: Extract<Derivation, { kind: 'pkcs12' }>,
  password: Uint8Array,
): Promise<Uint8Array> {
  const { hash, salt, iterations, purpose, length } = derivation;
  const blockLength = blockLengths[hash];
  const diversifier = new Uint8Array(blockLength).fill(purpose);
  const input = Buffer.concat([repeated(salt, blockLength), repeated(password, blockLength)]);
  const output = new Uint8Array(length);
  for (let done = 0; done < length; done += hashLengths[hash]) {
    const block = await iterateHash(hash, digest(hash, [diversifier, input]), iterations - 1);
    output.set(block.subarray(0, length - done), done);
    addToBlocks(input, repeated(block, blockLength, 1), blockLength);
  }
  return output;
}

/** Copies of `bytes` up to the next multiple of the block length, or `blocks` blocks. */
function repeated(bytes: Uint8Array, blockLength: number, blocks?: number): Uint8Array {
  const total = (blocks ?? Math.ceil(bytes.length / blockLength)) * blockLength;
  return Uint8Array.from({ length: total }, (_, index) => bytes[index % bytes.length] ?? 0);
}

/** Step 6C: every block of `input` becomes `block + addend + 1`, modulo 2 to the power of its bits. */
function addToBlocks(input: Uint8Array, addend: Uint8Array, blockLength: number): void {
  for (let start = 0; start < input.length; start += blockLength) {
    let carry = 1;
    for (let index = blockLength - 1; index >= 0; index -= 1) {
      carry += (input[start + index] ?? 0) + (addend[index] ?? 0);
      input[start + index] = carry & 0xff;
      carry >>>= 8;
    }
  }
}

function digest(hash: HashName, pieces: readonly Uint8Array[]): Uint8Array {
  try {
    const hasher = createHash(hash);
    for (const piece of pieces) hasher.update(piece);
    return hasher.digest();
  } catch (cause) {
    throw unsupported(hash, cause);
  }
}
