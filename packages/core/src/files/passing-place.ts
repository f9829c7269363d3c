import { tmpdir } from 'node:os';
import { posix, win32 } from 'node:path';

const downloads = new Set(['downloads', 'download', 'ダウンロード']);

interface Where {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/**
 * A folder where files pass through and nobody's settings point to: downloads, temporary folders,
 * removable drives (where the system has a place for them).
 */
export function isPassingPlace(path: string, { env, platform }: Where): boolean {
  const paths = platform === 'win32' ? win32 : posix;
  const within = (parent: string): boolean => {
    const way = paths.relative(parent, paths.dirname(path));
    return !/^\.\.(?:[\\/]|$)/.test(way) && !paths.isAbsolute(way);
  };
  if (temporaryFolders({ env, platform }).some(within) || isInDownloads(path)) return true;
  if (platform === 'darwin') return within('/Volumes');
  return platform === 'linux' && ['/media', '/run/media'].some(within);
}

/** As the environment names them. On Windows that may be a short name (`YAMADA~1`), in any case. */
export function temporaryFolders({ env, platform }: Where): readonly string[] {
  const paths = platform === 'win32' ? win32 : posix;
  const named = [tmpdir(), env['TMPDIR'], env['TEMP'], env['TMP'], '/tmp', '/var/tmp'];
  return named.flatMap((folder) =>
    folder !== undefined && paths.isAbsolute(folder) ? [folder] : [],
  );
}

/** In a folder that a browser downloads to. */
export function isInDownloads(path: string): boolean {
  const folders = path.normalize('NFC').toLowerCase().split(/[\\/]/).slice(0, -1);
  return folders.some((folder) => downloads.has(folder));
}
