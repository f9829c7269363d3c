// The one way into this folder (a test keeps it so).
//
// Why there is an engine: the key derivation of PKCS#12 (RFC 7292, appendix B) hashes a digest again
// and again, one `update` after the other, and Node has that neither in one call nor off the event
// loop. NSS and GnuTLS write files with 600,000 rounds. By `createHash` in a loop such a file takes
// 1.4 to 1.7 times as long as Node's own `pfx`, and the event loop stands for 70 ms at a time.
//
// When it runs: only for that derivation, which is to say for the MAC of nearly every file and the
// keys of old ones; PBKDF2 and scrypt are Node's own. Up to 4,096 rounds are done here and now by
// the loops of `hash-loops.ts`; more go to a worker thread, which starts with the same loops and
// goes on in WebAssembly (`sha1-lanes.ts`: four at once; `sha256-module.ts`) when it is compiled.
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sha1Loop, sha256Loop } from './hash-loops.ts';
import { runInWorker } from './hash-pool.ts';
import type { HashName } from '../scheme.ts';
import { roundConstants } from './sha256-constants.ts';

/** About a millisecond of the loops, four of `createHash`: not worth a thread. */
const shortEnough = 4096;

/** Several derivations take their turns beside each other. */
const slice = 1024;

/** `digest`, hashed `times` more times. Long work runs in a worker thread. */
export async function iterateHash(
  hash: HashName,
  digest: Uint8Array,
  times: number,
): Promise<Uint8Array> {
  // A turn for each: a file asks for several, and starting a thread takes milliseconds, too.
  if (times > 256) await nextTurn();
  if (times <= shortEnough) return hashAgain(hash, digest, times);
  try {
    return await runInWorker({ hash, digest, times });
  } catch {
    // Where threads cannot be had (permission model, exotic hosts) it takes longer, not wrong.
    return iterateInTurns(hash, digest, times);
  }
}

/** On this thread, which gets its turn for other things every few milliseconds. */
export async function iterateInTurns(
  hash: HashName,
  digest: Uint8Array,
  times: number,
): Promise<Uint8Array> {
  let state = digest;
  for (let left = times; left > 0; left -= slice) {
    state = hashAgain(hash, state, Math.min(left, slice));
    await nextTurn();
  }
  return state;
}

const loops: Readonly<Partial<Record<HashName, typeof sha1Loop>>> = {
  sha1: sha1Loop,
  sha256: (state, times) => sha256Loop(state, times, roundConstants),
};

function hashAgain(hash: HashName, digest: Uint8Array, times: number): Uint8Array {
  const loop = loops[hash];
  if (loop === undefined) {
    let state = digest;
    for (let n = 0; n < times; n += 1) state = createHash(hash).update(state).digest();
    return state;
  }
  const bytes = Buffer.from(digest);
  const words = Int32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readInt32BE(4 * i));
  loop(words, times);
  words.forEach((word, i) => bytes.writeInt32BE(word, 4 * i));
  return bytes;
}
