import { posix, win32 } from 'node:path';

/** Where to look, the likeliest first. */
interface ProgramPlaces {
  /** What can be started by itself. */
  readonly programs: readonly string[];
  /** What npm has installed on Windows, where its own command is a .cmd, which takes a shell to start. */
  readonly scripts: readonly string[];
  /** Node for one of these scripts. */
  readonly nodes: readonly string[];
}

/**
 * Where the command may lie. On Windows first where the zip for clinics puts it, which no update of
 * editor, extension or Node moves and no PATH names. Only absolute folders: a relative one would be
 * the workspace's, and what lies there is a stranger's.
 */
export function programPlaces(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): ProgramPlaces {
  const windows = platform === 'win32';
  const paths = windows ? win32 : posix;
  const path = env['PATH'] ?? env['Path'] ?? '';
  const folders = path.split(paths.delimiter).filter((folder) => paths.isAbsolute(folder));
  const inEach = (...words: readonly string[]): readonly string[] =>
    folders.map((folder) => paths.join(folder, ...words));
  if (!windows) return { programs: inEach('weborca-cert'), scripts: [], nodes: [] };
  const name = 'weborca-cert.exe';
  const local = env['LOCALAPPDATA'] ?? '';
  const own = win32.isAbsolute(local) ? [win32.join(local, 'Programs', 'weborca-cert', name)] : [];
  return {
    programs: [...own, ...inEach(name)],
    scripts: inEach('node_modules', 'weborca-cert', 'dist', 'main.js'),
    nodes: inEach('node.exe'),
  };
}
