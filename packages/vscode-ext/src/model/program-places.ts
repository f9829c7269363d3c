import { posix, win32 } from 'node:path';

/**
 * Where the command may lie. Only absolute folders: a relative one would be the workspace's, and what
 * lies there is a stranger's. On Windows the executable alone: a .cmd takes a shell to start.
 */
export function programPlaces(
  searchPath: string,
  platform: NodeJS.Platform,
  delimiter: string,
): readonly string[] {
  const paths = platform === 'win32' ? win32 : posix;
  const name = platform === 'win32' ? 'weborca-cert.exe' : 'weborca-cert';
  return searchPath
    .split(delimiter)
    .filter((folder) => paths.isAbsolute(folder))
    .map((folder) => paths.join(folder, name));
}
