import { posix, win32 } from 'node:path';
import type { Settings } from './lines/settings.ts';

export interface NamedPath {
  readonly key: string;
  readonly path: string;
}

/** Suffixes of certificate files, also with the receipt viewer's date. */
const certificateFile = /\.(?:p12|pfx|crt|cer|pem)(?:\.\d{8})?$/i;

/** Every value of a settings file that names a certificate's file; relative ones from its folder. */
export function certificatePaths(
  settings: Settings,
  settingsFile: string,
  platform: NodeJS.Platform,
): readonly NamedPath[] {
  const paths = platform === 'win32' ? win32 : posix;
  const keys = new Set(settings.parsed.entries.map((entry) => entry.key));
  return [...keys].flatMap((key) => {
    const value = settings.get(key) ?? '';
    if (!certificateFile.test(value)) return [];
    return [{ key, path: paths.resolve(paths.dirname(settingsFile), value) }];
  });
}
