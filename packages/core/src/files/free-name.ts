import { exists } from './durable.ts';
import type { FileSystem } from './file-system.ts';

/** `NAME`, `NAME-2`, `NAME-3`, … */
export function numbered(name: string, n: number): string {
  return n === 1 ? name : `${name}-${n}`;
}

/**
 * The first number, from 1 on, of which nothing is taken.
 *
 * @throws Error with code EEXIST when a thousand are taken
 */
export async function firstFree(isTaken: (n: number) => Promise<boolean>): Promise<number> {
  for (let n = 1; n < 1000; n += 1) if (!(await isTaken(n))) return n;
  throw Object.assign(new Error('no free name'), { code: 'EEXIST' });
}

/** The first of `PATH`, `PATH-2`, … at which nothing lies. */
export async function freePath(files: FileSystem, path: string): Promise<string> {
  return numbered(path, await firstFree((n) => exists(files, numbered(path, n))));
}
