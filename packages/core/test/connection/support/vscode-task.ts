import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Issued } from './authority.ts';

export interface HostTask {
  readonly url: string;
  readonly client: Issued;
  readonly chain: readonly Issued[];
  readonly ca: string | null;
  readonly proxy: string | null;
  readonly tryNaive: boolean;
}

export interface HostReport {
  /** The status, or the failure's details, of a POST and a GET. */
  readonly core: readonly (number | object)[];
  readonly naive: number | string | null;
}

const host = fileURLToPath(new URL('vscode-host.ts', import.meta.url));

/** Runs a task in a process of its own that has VS Code's patches. */
export async function inVscodeHost(
  task: HostTask,
  env: Readonly<Record<string, string>> = {},
): Promise<HostReport> {
  const child = spawn(process.execPath, ['--no-warnings', host], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.end(JSON.stringify(task));
  return JSON.parse(await text(child.stdout));
}
