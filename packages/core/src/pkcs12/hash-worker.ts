import { sha1Loop, sha256Loop } from './hash-loops.ts';

/** What a worker thread is asked for: `digest`, hashed `times` more times. */
export interface HashJob {
  readonly hash: string;
  readonly digest: Uint8Array;
  readonly times: number;
}

/**
 * The program of a worker thread, as text: a worker with a file of its own would have to be found
 * again by every bundle (ESM in pieces, one CommonJS file, VS Code's extension host). The loops
 * come along as their own text, so they must use nothing from outside; `__name` is what esbuild's
 * `keepNames` puts into functions.
 */
export function workerSource(): string {
  return `'use strict';
const { createHash } = require('node:crypto');
const { parentPort } = require('node:worker_threads');
const __name = (value) => value;
const loops = { sha1: ${String(sha1Loop)}, sha256: ${String(sha256Loop)} };
parentPort.on('message', ({ hash, digest, times }) => {
  const loop = loops[hash];
  let bytes = Buffer.from(digest);
  if (loop === undefined) {
    for (let n = 0; n < times; n += 1) bytes = createHash(hash).update(bytes).digest();
  } else {
    const state = Int32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readInt32BE(4 * i));
    loop(state, times);
    state.forEach((word, i) => bytes.writeInt32BE(word, 4 * i));
  }
  parentPort.postMessage(Uint8Array.from(bytes));
});
`;
}
