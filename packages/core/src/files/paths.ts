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
  return path.resolve(path.dirname(base.configFile), fromHome(text, base));
}

/**
 * A path whose `~` no shell has made the home folder: typed at a prompt, in quotes or behind `=`, or
 * handed on by cmd.exe. Everything else, `~taro` too, stays as it is.
 *
 * @example
 * fromHome('~/backup', { homeDir: '/home/hanako', platform: 'linux' }); // /home/hanako/backup
 */
export function fromHome(
  text: string,
  { homeDir, platform }: Pick<PathBase, 'homeDir' | 'platform'>,
): string {
  const path = platform === 'win32' ? win32 : posix;
  const isAtHome = /^~(?:$|\/)/.test(text) || (platform === 'win32' && text.startsWith('~\\'));
  return isAtHome ? path.join(homeDir, text.slice(1)) : text;
}
