import { sha1Loop, sha256Loop } from './hash-loops.ts';

/** What a worker thread is asked for: `digest`, hashed `times` more times. */
export interface HashJob {
  readonly hash: string;
  readonly digest: Uint8Array;
  readonly times: number;
}

/** Jobs that a thread takes on at the same time; SHA-1 has four lanes. */
export const lanes = 4;

/**
 * The program of a worker thread, as text: a worker with a file of its own would have to be found
 * again by every bundle (ESM in pieces, one CommonJS file, VS Code's extension host). The loops
 * come along as their own text, so they must use nothing from outside; `__name` is what esbuild's
 * `keepNames` puts into functions.
 *
 * Messages in: `{ module }`, the WebAssembly for SHA-1 (until it comes, or where it cannot run,
 * the loop does it), and `{ id, job }`. Out: `{ id, digest }` or `{ id, error }`. SHA-1 is done in
 * slices, so that a job that comes later finds a free lane at once.
 */
export function workerSource(): string {
  return `'use strict';
const { createHash } = require('node:crypto');
const { parentPort } = require('node:worker_threads');
const __name = (value) => value;
const loops = { sha1: ${String(sha1Loop)}, sha256: ${String(sha256Loop)} };
const slice = 4096;
const waiting = [];
let wide = null;

function words(bytes) {
  const view = Buffer.from(bytes);
  return Int32Array.from({ length: view.length / 4 }, (_, i) => view.readInt32BE(4 * i));
}
function bytes(words) {
  const view = Buffer.alloc(4 * words.length);
  words.forEach((word, i) => view.writeInt32BE(word, 4 * i));
  return Uint8Array.from(view);
}
function useModule(module) {
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module));
    wide = { run: exports.run, cells: new Int32Array(exports.memory.buffer) };
  } catch {
    wide = null;
  }
}
function hashSlice() {
  const now = waiting.slice(0, wide === null ? 1 : ${lanes});
  const times = Math.min(slice, ...now.map((one) => one.left));
  if (wide === null) loops.sha1(now[0].state, times);
  else {
    now.forEach(({ state }, l) => state.forEach((word, w) => { wide.cells[4 * w + l] = word; }));
    wide.run(times);
    now.forEach(({ state }, l) => state.forEach((_, w) => { state[w] = wide.cells[4 * w + l]; }));
  }
  for (const one of now) {
    one.left -= times;
    if (one.left > 0) continue;
    waiting.splice(waiting.indexOf(one), 1);
    parentPort.postMessage({ id: one.id, digest: bytes(one.state) });
  }
  if (waiting.length > 0) setImmediate(hashSlice);
}
function hashAtOnce({ hash, digest, times }) {
  if (hash === 'sha256') {
    const state = words(digest);
    loops.sha256(state, times);
    return bytes(state);
  }
  let state = digest;
  for (let n = 0; n < times; n += 1) state = createHash(hash).update(state).digest();
  return Uint8Array.from(state);
}
parentPort.on('message', ({ module, id, job }) => {
  if (module !== undefined) useModule(module);
  else if (job.hash === 'sha1') {
    waiting.push({ id, state: words(job.digest), left: job.times });
    if (waiting.length === 1) setImmediate(hashSlice);
  } else {
    try {
      parentPort.postMessage({ id, digest: hashAtOnce(job) });
    } catch (error) {
      parentPort.postMessage({ id, error });
    }
  }
});
`;
}
