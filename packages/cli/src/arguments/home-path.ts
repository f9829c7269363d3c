import { homedir } from 'node:os';
import { asMeant } from '@weborca-cert/core';

/** A path that a person typed, with the home folder for a `~` that no shell has filled in. */
export function homePath(path: string): string {
  const { platform } = process;
  // Where a home folder is not asked for, none need be known.
  return path.startsWith('~') || platform === 'win32'
    ? asMeant(path, { homeDir: homedir(), platform })
    : path;
}
