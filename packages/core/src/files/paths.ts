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
  if (text === '~') return path.normalize(base.homeDir);
  if (text.startsWith('~/') || (base.platform === 'win32' && text.startsWith('~\\'))) {
    return path.join(base.homeDir, text.slice(2));
  }
  return path.resolve(path.dirname(base.configFile), text);
}
