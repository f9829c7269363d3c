import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

export const main = path.resolve(import.meta.dirname, '../packages/cli/dist/main.js');
const counting = pathToFileURL(path.join(import.meta.dirname, 'counting.mjs')).href;

/** What a process used, as it told when it ended. */
export interface Used {
  readonly ms: number;
  readonly cpuMs: number;
  readonly megabytes: number;
  readonly opened: number;
  readonly fsyncs: number;
  readonly bytes: number;
}

interface Told {
  readonly cpuMs: number;
  readonly peakKb: number;
  readonly opened: number;
  readonly fsyncs: number;
  readonly bytes: number;
}

/** Runs Node beside this process, which may be serving meanwhile, and counts. */
export async function used(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  input = '',
): Promise<Used> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', counting, ...args], {
    env,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  child.stdin.end(input);
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  const ms = performance.now() - begun;
  const told = /^counted (.*)$/m.exec(stderr)?.[1];
  if (told === undefined || (code !== 0 && code !== 10)) throw new Error(stderr);
  const { cpuMs, peakKb, opened, fsyncs, bytes }: Told = JSON.parse(told);
  return { ms, cpuMs, megabytes: peakKb / 1024, opened, fsyncs, bytes };
}

/**
 * Time and processor time of a process that is not counted: what is loaded before it would be most of
 * it. The shell tells what the system has accounted to it.
 */
export async function costOfStart(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ readonly ms: number; readonly cpuMs: number }> {
  const script = 'TIMEFORMAT=\'spent %3R %3U %3S\'; time "$@" >/dev/null';
  const child = spawn('bash', ['-c', script, 'bash', program, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  const [, real, user, system] = /^spent (\S+) (\S+) (\S+)$/m.exec(stderr) ?? [];
  if (system === undefined || code !== 0) throw new Error(stderr);
  return { ms: Number(real) * 1000, cpuMs: (Number(user) + Number(system)) * 1000 };
}

/** Milliseconds of a process that is not counted either. */
export async function timed(
  program: string,
  args: readonly string[],
  { env, input = '' }: { readonly env: NodeJS.ProcessEnv; readonly input?: string },
): Promise<number> {
  const begun = performance.now();
  const child = spawn(program, args, { env, stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  if (code !== 0 && code !== 10) throw new Error(`${program} ended with ${String(code)}`);
  return performance.now() - begun;
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

export function environment({ folder, home }: { readonly folder: string; readonly home: string }) {
  return { PATH: process.env['PATH'], HOME: folder, WEBORCA_CERT_HOME: home, LANG: 'ja_JP.UTF-8' };
}
