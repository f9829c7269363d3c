import { posix, win32 } from 'node:path';
import type { Effects } from '../effects.ts';
import type { PlaceOf } from './kind.ts';

/** This system's places, for the kinds to say where in them their programs' files lie. */
export function placeOf({ homeDir, platform }: Pick<Effects, 'homeDir' | 'platform'>): PlaceOf {
  const paths = platform === 'win32' ? win32 : posix;
  const programs = String.raw`C:\Program Files (x86)`;
  return {
    platform,
    home: (...segments) => paths.join(homeDir, ...segments),
    programFiles: (...segments) =>
      platform === 'win32' ? [paths.join(programs, ...segments)] : [],
  };
}
