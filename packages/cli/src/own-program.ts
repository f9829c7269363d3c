import { windowlessTwin } from '@weborca-cert/core';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * What a schedule starts to start this very program: `[node, main.js]`, or the single-file executable
 * alone, on Windows the one without a console that lies beside it. Links are left as they are: a
 * package manager's link stays where it is over updates, its target does not.
 */
export async function ownProgram(): Promise<readonly string[]> {
  const { isSea } = await import('node:sea');
  const [, script = ''] = process.argv;
  if (!isSea()) return [process.execPath, resolve(script)];
  const twin = process.platform === 'win32' ? windowlessTwin(process.execPath) : null;
  return [twin !== null && existsSync(twin) ? twin : process.execPath];
}
