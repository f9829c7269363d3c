import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { isLongRun } from '../../../core/test/support/sweep.ts';

export interface KeptJob {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly input: Uint8Array;
}

export interface KeptResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** They hand their streams to another program, or live until somebody ends them. */
const living = new Set(['exec', 'mcp', 'simulate']);

/** What Node and what it is made of read when they start: for each of these there is a process. */
const readAtStart = /^(?:NODE_|SSL_CERT_|OPENSSL_|LANG$|LC_)/;

/** So many of a kind wait for the next command: a test of sixteen at once would leave sixteen behind. */
const mostIdle = 2;

/** Those that have nothing to do, by what they were started with. */
const idle = new Map<string, ChildProcess[]>();

/**
 * Whether this call may go to a process that is kept. Most of a short command's time is the start of
 * its process, which is tested elsewhere (process, distribution, lost-output, terminal); in the long
 * run each has its own all the same.
 */
export function mayBeKept(args: readonly string[]): boolean {
  if (isLongRun || process.platform === 'win32') return false;
  return !args.some((word) => living.has(word));
}

/**
 * Runs the command in a process that this worker keeps until its end. Each works at one command at a
 * time: what is started side by side has a process each, as ever.
 */
export async function runKept(job: KeptJob): Promise<KeptResult> {
  const given = Object.entries(job.env).filter(([name]) => readAtStart.test(name));
  const key = JSON.stringify(given);
  const waiting = idle.get(key) ?? [];
  idle.set(key, waiting);
  const child = waiting.pop() ?? start(Object.fromEntries(given));
  const answered = Promise.withResolvers<KeptResult>();
  const answer = (result: KeptResult): void => answered.resolve(result);
  const gone = (code: number | null): void =>
    answered.reject(new Error(`the kept process ended with ${code} in: ${job.args.join(' ')}`));
  child.once('message', answer);
  child.once('exit', gone);
  child.ref();
  child.channel?.ref();
  child.send(job);
  try {
    const result = await answered.promise;
    if (waiting.length < mostIdle) waiting.push(child);
    else child.disconnect();
    return result;
  } finally {
    child.off('message', answer);
    child.off('exit', gone);
    // It does not keep the worker from ending; and ends with it.
    child.unref();
    child.channel?.unref();
  }
}

function start(env: Readonly<Record<string, string>>): ChildProcess {
  // A short answer would be written to the first descriptor, past the stream: where that cannot be
  // written, the stream gets it.
  const unwritable = openSync(devNull, 'r');
  try {
    return fork(join(import.meta.dirname, 'kept-command.ts'), [], {
      stdio: ['ignore', unwritable, 'inherit', 'ipc'],
      serialization: 'advanced',
      env: { PATH: process.env['PATH'], TZ: 'Asia/Tokyo', ...env },
      execArgv: [],
    });
  } finally {
    closeSync(unwritable);
  }
}
