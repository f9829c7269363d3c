import { resolve } from 'node:path';

/**
 * What starts this very program: `[node, main.js]`, or the single-file executable alone. Links are
 * left as they are: a package manager's link stays where it is over updates, its target does not.
 */
export async function ownProgram(): Promise<readonly string[]> {
  const { isSea } = await import('node:sea');
  const [, script = ''] = process.argv;
  return isSea() ? [process.execPath] : [process.execPath, resolve(script)];
}
