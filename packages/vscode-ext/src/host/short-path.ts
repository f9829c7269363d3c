import { homedir } from 'node:os';
import path from 'node:path';

/** A path for a message, short: what lies in the home folder begins with `~`. */
export function shortPath(file: string): string {
  const inHome = path.relative(homedir(), file);
  return inHome.startsWith('..') || path.isAbsolute(inHome) ? file : path.join('~', inHome);
}

/** Paths inside a sentence, written in the same way. */
export function shortPathsIn(sentence: string): string {
  return sentence.replaceAll(`${homedir()}${path.sep}`, `~${path.sep}`);
}
