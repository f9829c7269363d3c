import { basename, dirname, join, posix, sep, win32 } from 'node:path';
import { isErrno } from './errno.ts';
import type { FileSystem } from './file-system.ts';

/** From where paths in the configuration are understood. */
export interface PathBase {
  /** The configuration file; relative paths start at its folder. */
  readonly configFile: string;
  readonly homeDir: string;
  readonly platform: NodeJS.Platform;
}

/**
 * A path as written in the configuration, made absolute: `~` is the home folder, what is relative
 * starts at the file's own folder, never at the working folder (which a scheduler chooses).
 */
export function resolvePath(text: string, base: PathBase): string {
  const path = base.platform === 'win32' ? win32 : posix;
  return path.resolve(path.dirname(base.configFile), asMeant(text, base));
}

/**
 * A path as a person has typed it: with its home folder, and on Windows without the blanks and dots at
 * the end of a name that Windows itself drops. Node keeps them: a folder that it makes as `backup `,
 * after a blank too many, is opened and removed by nothing else, Explorer least of all.
 *
 * @example
 * asMeant('E:\\backup ', { homeDir: 'C:\\Users\\hanako', platform: 'win32' }); // E:\backup
 */
export function asMeant(text: string, base: Pick<PathBase, 'homeDir' | 'platform'>): string {
  const path = fromHome(text, base);
  // Behind this prefix every letter counts, for Windows too.
  if (base.platform !== 'win32' || path.startsWith('\\\\?\\')) return path;
  return path.replaceAll(
    /[^\\/]+/g,
    (name) => /^\.{1,2}(?= *$)/.exec(name)?.[0] ?? name.replace(/[. ]+$/, ''),
  );
}

/**
 * A path whose `~` no shell has made the home folder: typed at a prompt, in quotes or behind `=`, or
 * handed on by cmd.exe. Everything else, `~taro` too, stays as it is.
 *
 * @example
 * fromHome('~/backup', { homeDir: '/home/hanako', platform: 'linux' }); // /home/hanako/backup
 */
function fromHome(
  text: string,
  { homeDir, platform }: Pick<PathBase, 'homeDir' | 'platform'>,
): string {
  const path = platform === 'win32' ? win32 : posix;
  const isAtHome = /^~(?:$|\/)/.test(text) || (platform === 'win32' && text.startsWith('~\\'));
  return isAtHome ? path.join(homeDir, text.slice(1)) : text;
}

/**
 * What two names of one file have in common where upper and lower case, and the two ways to write an
 * accent, make no difference: Windows and macOS.
 */
export function fileKey(path: string, platform: NodeJS.Platform): string {
  return platform === 'win32' || platform === 'darwin' ? path.normalize('NFC').toLowerCase() : path;
}

/** Whether `path`, with links on its way followed, lies in `folder` or is it. */
export async function liesIn(
  { files, platform }: { readonly files: FileSystem; readonly platform: NodeJS.Platform },
  path: string,
  folder: string,
): Promise<boolean> {
  const inside = fileKey(await canonicalPath(files, path), platform);
  const outside = fileKey(await canonicalPath(files, folder), platform);
  return inside === outside || inside.startsWith(outside + sep);
}

/** With links followed, as far as it exists and may be looked at; the rest is taken as it stands. */
export async function canonicalPath(files: FileSystem, path: string): Promise<string> {
  try {
    return await files.realPath(path);
  } catch (error) {
    const parent = dirname(path);
    if (!isErrno(error, 'ENOENT', 'ENOTDIR', 'EACCES') || parent === path) return path;
    return join(await canonicalPath(files, parent), basename(path));
  }
}

/**
 * One field of each line in `/proc/self/mounts` or `mountinfo` (proc(5)), in which blank, tab, line
 * end and backslash are three octal digits.
 */
export function mountFields(table: string, field: number): readonly string[] {
  return table.split('\n').flatMap((line) => {
    const written = line.split(' ')[field] ?? '';
    const read = written.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCodePoint(Number.parseInt(octal, 8)),
    );
    return read === '' ? [] : [read];
  });
}
