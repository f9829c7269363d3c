import type { Effects } from '../effects.ts';
import type { Settings } from './lines/settings.ts';
import { pathsOf } from './path-readings.ts';

export interface NamedPath {
  readonly key: string;
  readonly path: string;
}

/** Suffixes of certificate files, also with the receipt viewer's date. */
const certificateFile = /\.(?:p12|pfx|crt|cer|pem)(?:\.\d{8})?$/i;

/**
 * Every value of a settings file that names a certificate's file; relative ones from its folder.
 * Where readers differ, all that may be meant.
 */
export function certificatePaths(
  settings: Settings,
  settingsFile: string,
  { homeDir, platform }: Pick<Effects, 'homeDir' | 'platform'>,
): readonly NamedPath[] {
  const place = { file: settingsFile, homeDir, platform };
  const keys = new Set(settings.parsed.entries.map((entry) => entry.key));
  return [...keys].flatMap((key) =>
    pathsOf(settings.readings(key), place)
      .filter((path) => certificateFile.test(path))
      .map((path) => ({ key, path })),
  );
}
