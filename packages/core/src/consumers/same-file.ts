import { basename, dirname, join, sep } from 'node:path';
import type { Effects } from '../effects.ts';
import { isErrno } from '../files/errno.ts';

/**
 * What two names of one file have in common where upper and lower case, and the two ways to write an
 * accent, make no difference: Windows and macOS.
 */
export function fileKey(path: string, platform: NodeJS.Platform): string {
  return platform === 'win32' || platform === 'darwin' ? path.normalize('NFC').toLowerCase() : path;
}

/** Whether `path`, with links on its way followed, lies in `folder` or is it. */
export async function liesIn(
  { files, platform }: Pick<Effects, 'files' | 'platform'>,
  path: string,
  folder: string,
): Promise<boolean> {
  const inside = fileKey(await canonicalPath(files, path), platform);
  const outside = fileKey(await canonicalPath(files, folder), platform);
  return inside === outside || inside.startsWith(outside + sep);
}

/** With links followed, as far as it exists and may be looked at; the rest is taken as it stands. */
export async function canonicalPath(files: Effects['files'], path: string): Promise<string> {
  try {
    return await files.realPath(path);
  } catch (error) {
    const parent = dirname(path);
    if (!isErrno(error, 'ENOENT', 'ENOTDIR', 'EACCES') || parent === path) return path;
    return join(await canonicalPath(files, parent), basename(path));
  }
}
