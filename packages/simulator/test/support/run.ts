import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const start = promisify(execFile);

/** Runs a program of the system to its end, and gives its standard output. Rejects on another exit code than 0. */
export async function run(program: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await start(program, [...args], { timeout: 30_000 });
  return stdout;
}
