import { tmpdir } from 'node:os';
import { dirname, sep } from 'node:path';

const downloads = new Set(['downloads', 'download', 'ダウンロード']);

/**
 * A folder where files pass through and nobody's settings point to: downloads, temporary folders,
 * removable drives (where the system has a place for them).
 */
export function isPassingPlace(
  path: string,
  {
    env,
    platform,
  }: {
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly platform: NodeJS.Platform;
  },
): boolean {
  const folder = dirname(path);
  const within = (parent: string): boolean => `${folder}${sep}`.startsWith(`${parent}${sep}`);
  const temporary = [tmpdir(), env['TMPDIR'], env['TEMP'], env['TMP'], '/tmp', '/var/tmp'];
  if (temporary.some((parent) => parent !== undefined && parent !== '' && within(parent)))
    return true;
  if (isInDownloads(path)) return true;
  if (platform === 'darwin') return within('/Volumes');
  return platform === 'linux' && ['/media', '/run/media'].some(within);
}

/** In a folder that a browser downloads to. */
export function isInDownloads(path: string): boolean {
  const segments = dirname(path).normalize('NFC').toLowerCase().split(/[\\/]/);
  return segments.some((segment) => downloads.has(segment));
}
