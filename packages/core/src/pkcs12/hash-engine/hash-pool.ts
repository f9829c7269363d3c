import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type HashJob, lanes, workerSource } from './hash-worker.ts';
import { sha1LanesModule } from './sha1-lanes.ts';
import { sha256Module } from './sha256-module.ts';

interface Waiting {
  readonly job: HashJob;
  readonly resolve: (digest: Uint8Array) => void;
  readonly reject: (reason: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  /** By the number they were sent with. */
  readonly jobs: Map<number, Waiting>;
}

type Answer =
  | { readonly id: number; readonly digest: Uint8Array }
  | { readonly id: number; readonly error: unknown };

/** A file is opened by one; the second is for another file, or for a hash without lanes. */
const mostThreads = Math.min(2, availableParallelism());
const idleMs = 5000;

const threads = new Set<Thread>();
const queue: Waiting[] = [];
let lastId = 0;
let idleTimer: NodeJS.Timeout | undefined;

/** Assembled once, by hash. */
const modules = new Map<string, Uint8Array>();
const assemblers = { sha1: sha1LanesModule, sha256: sha256Module } as const;

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
  for (const waiting of queue.splice(0)) {
    const thread = [...threads].find((one) => hasRoom(one, waiting.job)) ?? tryToStart(waiting);
    if (thread !== undefined) send(thread, waiting);
  }
}

/** SHA-1 for two rows of lanes, as many as one file asks for; or one of anything else. */
function hasRoom({ jobs }: Thread, { hash }: HashJob): boolean {
  if (jobs.size === 0) return true;
  const areNarrow = [...jobs.values()].every(({ job }) => job.hash === 'sha1');
  return hash === 'sha1' && areNarrow && jobs.size < 2 * lanes;
}

function send(thread: Thread, waiting: Waiting): void {
  clearTimeout(idleTimer);
  lastId += 1;
  thread.jobs.set(lastId, waiting);
  thread.worker.ref();
  post(thread.worker, { id: lastId, job: waiting.job });
}

function post(worker: Worker, message: object): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  worker.postMessage(message);
}

/** A new thread, or nothing: then the job waits, or is rejected if there is no thread at all. */
function tryToStart(waiting: Waiting): Thread | undefined {
  try {
    if (threads.size < mostThreads) return startThread();
  } catch (error) {
    if (threads.size === 0) {
      waiting.reject(error);
      return undefined;
    }
  }
  queue.push(waiting);
  return undefined;
}

function startThread(): Thread {
  const worker = new Worker(workerSource(), {
    eval: true,
    name: 'pkcs12',
    // Neither secrets of the environment nor loaders of the command line are for it.
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
  });
  const thread: Thread = { worker, jobs: new Map() };
  threads.add(thread);
  worker.on('message', (answer: Answer) => finish(thread, answer));
  worker.on('error', (error) => drop(thread, error));
  worker.on('exit', () => drop(thread, new Error('worker thread ended')));
  sendModules(thread);
  return thread;
}

/** Each in a turn of its own: starting the thread was long enough for one. */
function sendModules(thread: Thread): void {
  for (const [hash, assemble] of Object.entries(assemblers)) {
    setImmediate(() => {
      const module = modules.get(hash) ?? assemble();
      modules.set(hash, module);
      if (threads.has(thread)) post(thread.worker, { hash, module });
    });
  }
}

function finish(thread: Thread, answer: Answer): void {
  const waiting = thread.jobs.get(answer.id);
  thread.jobs.delete(answer.id);
  if ('error' in answer) waiting?.reject(answer.error);
  else waiting?.resolve(answer.digest);
  afterWork(thread);
}

function drop(thread: Thread, error: unknown): void {
  threads.delete(thread);
  for (const waiting of thread.jobs.values()) waiting.reject(error);
  thread.jobs.clear();
  afterWork(thread);
}

function afterWork(thread: Thread): void {
  assign();
  if (thread.jobs.size === 0) thread.worker.unref();
  if ([...threads].some(({ jobs }) => jobs.size > 0)) return;
  clearTimeout(idleTimer);
  idleTimer = setTimeout(endThreads, idleMs).unref();
}

function endThreads(): void {
  for (const { worker } of threads) void worker.terminate();
}
