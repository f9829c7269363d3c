import { posix, win32 } from 'node:path';
import type { FileBytes } from './types.ts';

/** From where a path in a settings file is understood. */
export interface SettingsPlace {
  readonly file: string;
  readonly homeDir: string;
  readonly platform: NodeJS.Platform;
}

/** Suffixes of certificates and keys, also with the receipt viewer's date. */
const ofCertificates = /\.(?:p12|pfx|pkcs12|crt|cer|der|pem|key)(?:\.\d{8})?$/i;

/**
 * The files that a value may name, the likeliest first: `file:` as Java writes it, `~`, and relative
 * to the settings' own folder, where such programs are started.
 */
export function pathsOf(readings: readonly string[], place: SettingsPlace): readonly string[] {
  const texts = readings.map((one) => one.replace(/^file:(?:\/\/(?=\/))?/i, ''));
  // Cut at a `#`, a path may still be one of a folder.
  const likely = texts.filter((one) => ofCertificates.test(one));
  const paths = place.platform === 'win32' ? win32 : posix;
  const found = (likely.length > 0 ? likely : texts).flatMap((text) => {
    if (text === '') return [];
    const own = paths.resolve(paths.dirname(place.file), text);
    return /^~[\\/]/.test(text) ? [paths.join(place.homeDir, text.slice(2)), own] : [own];
  });
  return [...new Set(found)];
}

/**
 * Of the files that may be meant the one that is there; the only one, there or not. Null: there are
 * several, and none of them is there.
 */
export function meantOf(paths: readonly string[], files: FileBytes): string | null {
  const there = paths.find((path) => (files.get(path) ?? null) !== null);
  return there ?? (paths.length === 1 ? (paths[0] ?? null) : null);
}

/** What is to be looked at: all that may be meant, until it is known which is. */
export function toLookAt(paths: readonly string[], files: FileBytes): readonly string[] {
  const meant = meantOf(paths, files);
  if (meant !== null) return [meant];
  // Looked for in vain: none is touched.
  return paths.every((path) => files.has(path)) ? [] : paths;
}
