import type { ChildProcess, spawn as Spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Readable } from 'node:stream';
import type { ProgramCall, ProgramResult } from '../effects.ts';
import { quietly, WeborcaError } from '../errors.ts';
import { isErrno } from '../files/errno.ts';
import { cleanEnvironment } from './environment.ts';
import { systemProgram, windowsFolder } from './find.ts';

/** Kept of each of stdout and stderr; what comes after is read and dropped. */
export const maxOutputBytes = 1024 * 1024;

const defaultTimeoutMs = 120_000;

/** A program that left something running in the background keeps its pipes open: not waited for. */
const pipesGraceMs = 500;

/**
 * Runs one program to its end: absolute path, argument array, no shell, no terminal to ask at, a
 * neutral working folder. Without `env` it gets `cleanEnvironment`; `env` replaces that.
 *
 * @returns whatever its exit code; `timedOut` when it was killed, with all it had started
 * @throws WeborcaError `tool-missing`: no such program, or it may not be started
 */
export async function runProgram(call: ProgramCall): Promise<ProgramResult> {
  if (!isAbsolute(call.program)) throw new WeborcaError('tool-missing', { tool: call.program });
  const { platform, env } = process;
  const cwd = call.cwd ?? neutralFolder(platform, env);
  // spawn says ENOENT for a missing folder too, as if the program were missing.
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new WeborcaError('file-not-found', { path: cwd });
  }
  // Taken when it is needed: `check` starts no program.
  const { spawn } = await import('node:child_process');
  const usual = {
    cwd,
    env: { ...(call.env ?? cleanEnvironment(env, platform)) },
    shell: false,
  } as const;
  if (call.leaveOpen === true) {
    // Hidden (SW_HIDE), a program of Windows would open its window invisibly.
    return opened(
      spawn(call.program, [...call.args], { ...usual, detached: true, stdio: 'ignore' }),
      call,
    );
  }
  const child = spawn(call.program, [...call.args], {
    ...usual,
    windowsHide: true,
    // A group of its own, so that a timeout ends its children too; and no terminal to prompt at.
    detached: platform !== 'win32',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ending = ended(child, call, spawn);
  // Without a file handle left it has no pipes either; why it was not started is told in a moment.
  if (child.pid === undefined) return { ...(await ending), stdout: '', stderr: '' };
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  // It may end without reading: its exit code tells, not our broken pipe.
  child.stdin.on('error', () => {});
  child.stdin.end(call.stdin ?? '');
  const end = await ending;
  const read = async (bytes: Uint8Array): Promise<string> =>
    call.encoding === 'latin1' ? Buffer.from(bytes).toString('latin1') : decode(bytes, platform);
  return { ...end, stdout: await read(stdout()), stderr: await read(stderr()) };
}

/** Resolves as soon as it runs; it goes on when we end. */
function opened(child: ChildProcess, call: ProgramCall): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(notStarted(cause, call)));
    child.once('spawn', () => {
      child.unref();
      resolve({ exitCode: 0, signal: null, stdout: '', stderr: '' });
    });
  });
}

function notStarted(cause: Error, { program }: ProgramCall): Error {
  const missing = isErrno(cause, 'ENOENT', 'EACCES', 'ENOEXEC', 'EINVAL', 'UNKNOWN');
  return missing ? new WeborcaError('tool-missing', { tool: program }, { cause }) : cause;
}

type End = Pick<ProgramResult, 'exitCode' | 'signal' | 'timedOut'>;

function ended(child: ChildProcess, call: ProgramCall, spawn: typeof Spawn): Promise<End> {
  return new Promise((resolve, reject) => {
    let timedOut = false;
    let grace: NodeJS.Timeout | undefined;
    const timer = setTimeout(() => {
      timedOut = true;
      killTree(child, spawn);
    }, call.timeoutMs ?? defaultTimeoutMs);
    child.once('error', (cause) => {
      clearTimeout(timer);
      reject(notStarted(cause, call));
    });
    child.once('exit', () => {
      clearTimeout(timer);
      grace = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, pipesGraceMs);
    });
    child.once('close', (exitCode, signal) => {
      clearTimeout(grace);
      resolve({ exitCode, signal, ...(timedOut ? { timedOut } : {}) });
    });
  });
}

function killTree(child: ChildProcess, spawn: typeof Spawn): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    // The tree hangs by the parent's number: without a parent its children are not found any more.
    const parent = (): void => void child.kill('SIGKILL');
    const taskkill = systemProgram({ env: process.env, platform: 'win32' }, 'taskkill');
    if (taskkill === null) return parent();
    const args = ['/T', '/F', '/PID', String(child.pid)];
    const killing = spawn(taskkill, args, { stdio: 'ignore', windowsHide: true });
    killing.once('error', parent).once('exit', parent);
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group has ended by itself in this moment.
  }
}

function neutralFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  return platform === 'win32' ? windowsFolder(env) : '/';
}

/** Reads a stream to its end and keeps its beginning. */
function collect(stream: Readable): () => Uint8Array {
  const chunks: Uint8Array[] = [];
  let room = maxOutputBytes;
  stream.on('data', (chunk: Uint8Array) => {
    if (room === 0) return;
    const part = chunk.subarray(0, room);
    room -= part.length;
    chunks.push(part);
  });
  stream.on('error', () => {});
  return () => Buffer.concat(chunks);
}

let codePage: Promise<number | null> | undefined;

/** Asked once, and seldom at all (`decodeConsole`). */
async function askCodePage(): Promise<number | null> {
  const { codePageCall, codePageIn } = await import('./console-text.ts');
  const call = codePageCall(process.env);
  return quietly(async () => codePageIn((await runProgram({ ...call, timeoutMs: 10_000 })).stdout));
}

async function decode(bytes: Uint8Array, platform: NodeJS.Platform): Promise<string> {
  if (platform !== 'win32') return new TextDecoder().decode(bytes);
  const { decodeConsole } = await import('./console-text.ts');
  return decodeConsole(bytes, () => (codePage ??= askCodePage()));
}
