import { posix, win32 } from 'node:path';

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
