import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { mayBeKept, runKept } from './kept-process.ts';

export const mainFile = join(import.meta.dirname, '../../dist/main.js');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Becomes HOME and, with `/config`, WEBORCA_CERT_HOME. */
  readonly home: string;
  readonly lang?: 'ja' | 'en';
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
  /** Words before the command line: what it is started by (`withDrives`). */
  readonly before?: readonly string[];
}

/** Nothing of the developer's environment gets in. */
export function cleanEnvironment({ home, lang = 'en', env = {} }: RunOptions): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: home,
    WEBORCA_CERT_HOME: join(home, 'config'),
    LANG: lang === 'ja' ? 'ja_JP.UTF-8' : 'en_US.UTF-8',
    TZ: 'Asia/Tokyo',
    ...env,
  };
}

export function startCli(
  args: readonly string[],
  options: RunOptions,
): ChildProcessWithoutNullStreams {
  const line = [...(options.before ?? []), process.execPath, mainFile, ...args];
  const [program = process.execPath, ...words] = line;
  return spawn(program, words, {
    cwd: options.cwd ?? '/',
    env: cleanEnvironment(options),
    stdio: 'pipe',
  });
}

/**
 * Runs the built command to its end, where it can be in a process that is kept: what is asked for is
 * what the command does. Whatever is about its process starts one (`runInOwnProcess`, `startCli`).
 */
export async function runCli(args: readonly string[], options: RunOptions): Promise<Ran> {
  const env = withoutUndefined(cleanEnvironment(options));
  const { before, cwd = '/', input = '' } = options;
  if (before !== undefined || !mayBeKept(args)) return runInOwnProcess(args, options);
  return runKept({ program: mainFile, args, env, cwd, input: Buffer.from(input) });
}

function withoutUndefined(env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Runs the built command to its end, in a process of its own. */
export async function runInOwnProcess(args: readonly string[], options: RunOptions): Promise<Ran> {
  const child = startCli(args, options);
  const output = collect(child);
  child.stdin.on('error', () => undefined); // it may end without reading
  child.stdin.end(options.input ?? '');
  await once(child, 'close');
  return { code: child.exitCode, ...output() };
}

export function collect(
  child: ChildProcessWithoutNullStreams,
): () => { readonly stdout: string; readonly stderr: string } {
  const chunks: { readonly stdout: Buffer[]; readonly stderr: Buffer[] } = {
    stdout: [],
    stderr: [],
  };
  child.stdout.on('data', (chunk: Buffer) => chunks.stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.stderr.push(chunk));
  return () => ({
    stdout: Buffer.concat(chunks.stdout).toString('utf8'),
    stderr: Buffer.concat(chunks.stderr).toString('utf8'),
  });
}
