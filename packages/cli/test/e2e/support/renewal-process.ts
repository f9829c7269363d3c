import { existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  createContext,
  nodeEffects,
  renew,
  type Connect,
  type Context,
  type FileSystem,
} from '@weborca-cert/core';
import { workingInPlace } from '../../../../core/src/files/in-place.ts';
import { hookedFileSystem, isChange } from '../../../../core/test/support/file-operations.ts';

/**
 * A renewal in a process of its own, which kills or stops itself at a point of the parent's choice. What it
 * wrote to its standard output before is in the pipe and outlives it.
 *
 * Points are counted from 1: before every file-system operation, in the middle of every one that
 * writes bytes, before and after every call over the network.
 */
interface Job {
  readonly home: string;
  readonly name: string;
  /** How far this process's clock is ahead, milliseconds. */
  readonly aheadMs: number;
  readonly killAt: number | null;
  /** Where it stops itself (SIGSTOP), until somebody wakes it. */
  readonly stopAt: number | null;
  /** The machine's name, as the lock tells it; null: the real one. */
  readonly host: string | null;
  /** What the volume with the store promises; null: nothing. */
  readonly volume: string | null;
}

const command = 'renewal-process';
const job = readJob(process.argv[2] ?? '');

function readJob(text: string): Job {
  const parsed: Job = JSON.parse(text);
  return parsed;
}

function tell(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

let points = 0;

/** True when this is where the process ends. */
function arrive(what: string, changes: boolean): boolean {
  points += 1;
  tell({ point: points, what, changes });
  if (points === job.stopAt) process.kill(process.pid, 'SIGSTOP');
  return points === job.killAt;
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

/** Half of the bytes, as a write that was cut off leaves them: the rest is as it was. */
function writeHalf(path: string, bytes: Uint8Array, flags: 'wx' | 'a' | 'r+'): void {
  writeSync(openSync(path, flags, 0o600), bytes, 0, Math.floor(bytes.length / 2));
}

function killing(inner: FileSystem): FileSystem {
  const flags = { create: 'wx', append: 'a', overwrite: 'r+' } as const;
  return hookedFileSystem(inner, {
    before(operation) {
      const { kind, path } = operation;
      const changes = isChange(operation) && kind !== 'syncFile' && kind !== 'syncDirectory';
      if (arrive(`before ${kind} ${path}`, changes)) die();
      if (kind !== 'create' && kind !== 'append' && kind !== 'overwrite') return;
      // Where the folder is not there yet, nothing is half-written: it is made, and then tried again.
      if (!existsSync(dirname(path))) return;
      if (!arrive(`amid ${kind} ${path}`, true)) return;
      writeHalf(path, operation.bytes, flags[kind]);
      die();
    },
    after({ kind, path }) {
      // Another process may have removed it under our hand.
      if (kind !== 'syncFile' || !path.includes('answers') || !existsSync(path)) return;
      const { pass } = JSON.parse(readFileSync(path, 'utf8'));
      if (pass !== undefined) tell({ issued: pass });
    },
  });
}

function killingCalls(connect: Connect): Connect {
  return (target) => {
    const connection = connect(target);
    return {
      ...connection,
      async call(call, signal) {
        const what = `${call.method} ${call.url.pathname}`;
        if (arrive(`before ${what}`, true)) die();
        const exchange = await connection.call(call, signal);
        if (arrive(`after ${what}`, true)) die();
        return exchange;
      },
    };
  };
}

/** As the command line works at them, and for every other point as the extension does. */
function files(): FileSystem {
  const { files: inTurn, platform } = nodeEffects({ command });
  if (job.killAt !== null && job.killAt % 2 === 1) return inTurn;
  return workingInPlace(inTurn, join(job.home, 'store'), platform);
}

const self = nodeEffects({ command }).process;
const real = createContext({
  command,
  effects: {
    process: job.host === null ? self : { ...self, host: job.host },
    now: () => new Date(Date.now() + job.aheadMs),
    env: {
      WEBORCA_CERT_HOME: job.home,
      ...(job.volume === null ? {} : { WEBORCA_CERT_VOLUME: job.volume }),
    },
    files: killing(files()),
  },
});
const context: Context = { ...real, connect: killingCalls(real.connect) };
const [result] = await renew(context, [job.name], { force: false, dryRun: false });
tell({ outcome: result?.outcome, code: result?.error?.code ?? null });
