import { sha1Loop, sha256Loop } from './hash-loops.ts';
import { roundConstants } from './sha256-constants.ts';

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
 * Messages in: `{ hash, module }`, the WebAssembly for a hash (until it comes, or where it cannot
 * run, the loop does it), and `{ id, job }`. Out: `{ id, digest }` or `{ id, error }`. It works in
 * slices: so a job that comes later finds a free lane at once, and V8, which replaces WebAssembly
 * by its optimised code only between two calls, can do so.
 */
export function workerSource(): string {
  return `'use strict';
const { createHash } = require('node:crypto');
const { parentPort } = require('node:worker_threads');
const __name = (value) => value;
const sha256Loop = ${String(sha256Loop)};
const k = Int32Array.of(${roundConstants.join()});
const loops = { sha1: ${String(sha1Loop)}, sha256: (state, times) => sha256Loop(state, times, k) };
const modules = {};
const slice = 4096;
const waiting = [];

function words(bytes) {
  const view = Buffer.from(bytes);
  return Int32Array.from({ length: view.length / 4 }, (_, i) => view.readInt32BE(4 * i));
}
function bytes(words) {
  const view = Buffer.alloc(4 * words.length);
  words.forEach((word, i) => view.writeInt32BE(word, 4 * i));
  return view;
}
function useModule(hash, module) {
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module));
    modules[hash] = { run: exports.run, cells: new Int32Array(exports.memory.buffer) };
  } catch {
    delete modules[hash];
  }
}
function widthOf(hash) {
  return hash === 'sha1' && modules.sha1 !== undefined ? ${lanes} : 1;
}
function iterate(hash, jobs, times) {
  const width = widthOf(hash);
  if (modules[hash] !== undefined) {
    const { run, cells } = modules[hash];
    jobs.forEach(({ state }, l) => state.forEach((word, w) => { cells[width * w + l] = word; }));
    run(times);
    jobs.forEach(({ state }, l) => state.forEach((_, w) => { state[w] = cells[width * w + l]; }));
  } else if (loops[hash] !== undefined) {
    loops[hash](jobs[0].state, times);
  } else {
    for (let n = 0; n < times; n += 1) jobs[0].state = createHash(hash).update(jobs[0].state).digest();
  }
}
function hashSlice() {
  const { hash } = waiting[0];
  const now = waiting.filter((one) => one.hash === hash).slice(0, widthOf(hash));
  const times = Math.min(slice, ...now.map((one) => one.left));
  let error;
  try {
    iterate(hash, now, times);
  } catch (thrown) {
    error = thrown;
  }
  for (const one of now) {
    one.left -= times;
    if (one.left > 0 && error === undefined) continue;
    waiting.splice(waiting.indexOf(one), 1);
    const digest = Uint8Array.from(hash in loops ? bytes(one.state) : one.state);
    parentPort.postMessage(error === undefined ? { id: one.id, digest } : { id: one.id, error });
  }
  if (waiting.length > 0) setImmediate(hashSlice);
}
parentPort.on('message', ({ hash, module, id, job }) => {
  if (module !== undefined) return useModule(hash, module);
  const state = job.hash in loops ? words(job.digest) : job.digest;
  waiting.push({ id, hash: job.hash, state, left: job.times });
  if (waiting.length === 1) setImmediate(hashSlice);
});
`;
}
