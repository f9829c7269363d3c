import { homedir } from 'node:os';
import { fromHome } from '@weborca-cert/core';

/** A path that a person typed, with the home folder for a `~` that no shell has filled in. */
export function homePath(path: string): string {
  return path.startsWith('~')
    ? fromHome(path, { homeDir: homedir(), platform: process.platform })
    : path;
}
