import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type HashJob, workerSource } from './hash-worker.ts';

interface Waiting {
  readonly job: HashJob;
  readonly resolve: (digest: Uint8Array) => void;
  readonly reject: (reason: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  busyWith: Waiting | null;
}

/** More than four would rarely have work: a file asks for six derivations at most. */
const mostThreads = Math.min(4, availableParallelism());
const idleMs = 5000;

const threads = new Set<Thread>();
const queue: Waiting[] = [];
let idleTimer: NodeJS.Timeout | undefined;

/**
 * Runs a job in a worker thread. Threads are started when there is work, and end five seconds
 * after the last of it; idle ones do not keep the process alive.
 *
 * @throws whatever kept the thread from working; the job can then be done in another way
 */
export async function runInWorker(job: HashJob): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    queue.push({ job, resolve, reject });
    assign();
  });
}

function assign(): void {
  while (queue.length > 0) {
    const thread = [...threads].find(({ busyWith }) => busyWith === null) ?? tryToStart();
    const waiting = thread === undefined ? undefined : queue.shift();
    if (thread === undefined || waiting === undefined) return;
    clearTimeout(idleTimer);
    thread.busyWith = waiting;
    thread.worker.ref();
    // A thread of our own, not a window: it has no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    thread.worker.postMessage(waiting.job);
  }
}

function tryToStart(): Thread | undefined {
  if (threads.size >= mostThreads) return undefined;
  try {
    return startThread();
  } catch (error) {
    // The threads that run already go on with the queue; without any there is nobody.
    if (threads.size === 0) for (const { reject } of queue.splice(0)) reject(error);
    return undefined;
  }
}

function startThread(): Thread {
  const worker = new Worker(workerSource(), {
    eval: true,
    name: 'pkcs12',
    // Neither secrets of the environment nor loaders of the command line are for it.
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 8 },
  });
  const thread: Thread = { worker, busyWith: null };
  threads.add(thread);
  worker.on('message', (digest: Uint8Array) =>
    finish(thread, (waiting) => waiting.resolve(digest)),
  );
  worker.on('error', (error) => drop(thread, error));
  worker.on('exit', () => drop(thread, new Error('worker thread ended')));
  return thread;
}

function finish(thread: Thread, settle: (waiting: Waiting) => void): void {
  const waiting = thread.busyWith;
  thread.busyWith = null;
  thread.worker.unref();
  if (waiting !== null) settle(waiting);
  assign();
  if ([...threads].every(({ busyWith }) => busyWith === null)) {
    clearTimeout(idleTimer);
    idleTimer = setTimeout(endThreads, idleMs).unref();
  }
}

function drop(thread: Thread, error: unknown): void {
  threads.delete(thread);
  finish(thread, (waiting) => waiting.reject(error));
}

function endThreads(): void {
  for (const { worker } of threads) void worker.terminate();
}
