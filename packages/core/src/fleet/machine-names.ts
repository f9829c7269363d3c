import { createHash } from 'node:crypto';
import { cleanText } from '../certificate/clean.ts';
import { nameKey } from '../store/name.ts';

/** How files of ours end in a folder that others use as well. */
export const publishedSuffix = '.weborca-cert.json';

// With id and suffix 135 bytes: an encrypted folder of a NAS takes 143 (eCryptfs), others 255.
const most = { units: 63, bytes: 108 } as const;

/**
 * What a machine is called, as a part of its file's name: letters and digits of any script, dot and
 * hyphen, which a folder takes on any system.
 */
export function cleanHost(host: string): string {
  const plain = host
    .normalize('NFC')
    .replaceAll(/\p{DI}+/gu, '')
    .replaceAll(/[^\p{L}\p{N}\p{M}.-]+/gu, '-')
    .replaceAll(/^[.\-\p{M}]+/gu, '');
  let kept = '';
  for (const one of plain) {
    const longer = kept + one;
    if (longer.length > most.units || Buffer.byteLength(longer) > most.bytes) break;
    kept = longer;
  }
  return kept.replace(/[.-]+$/, '') || 'host';
}

export function publishedName(host: string, id: string): string {
  return `${cleanHost(host)}-${id}${publishedSuffix}`;
}

/** macOS hands names on decomposed from a share; they are stored as `cleanHost` has them. */
export function isSameFile(one: string, other: string): boolean {
  return one.normalize('NFC') === other.normalize('NFC');
}

/**
 * What a person may call it by: as it is shown, as one of several that are called like it, and with
 * its id where it is shown without: another folder, or another day, may show it so.
 */
export function keysOfMachine(shown: string, id: string | null): readonly string[] {
  const plain = plainOf(shown);
  const whole = id === null ? [] : [`${plain}-${id}`];
  return [...new Set([shown, plain, ...whole].map(nameKey))];
}

/** The id in its file's name; null: there is none. */
export function idOf(name: string): string | null {
  return idPattern.exec(wholeOf(name))?.[1] ?? null;
}

/** Ours begin with a letter or a digit (`cleanHost`); one with none at all before the id is nobody's. */
export function isNamed(name: string): boolean {
  return hasLetter(wholeOf(name).replace(idPattern, ''));
}

/** The same of what was typed: a blank is a hyphen in what is shown. */
export function keyOfTyped(typed: string): string {
  return nameKey(cleanHost(typed));
}

/**
 * What each of the files' machines is called, no two alike: by its host, by its file's name where
 * another one could be meant by that.
 */
export function hostsOf(names: readonly string[]): (name: string) => string {
  const stems = count(names.map(stemOf));
  const stemIn = (name: string): string => {
    const stem = stemOf(name);
    return stems.get(stem) === 1 ? stem : markedStem(name);
  };
  const meant = count(
    names.flatMap((name) => {
      const stem = stemIn(name);
      return [...new Set([stem, plainOf(stem)])];
    }),
  );
  return (name) => {
    const stem = stemIn(name);
    const plain = plainOf(stem);
    return meant.get(plain) === 1 && !markedPattern.test(plain) ? plain : stem;
  };
}

function count(all: readonly string[]): ReadonlyMap<string, number> {
  const counted = new Map<string, number>();
  for (const one of all) counted.set(one, (counted.get(one) ?? 0) + 1);
  return counted;
}

const markedPattern = /~[0-9a-f]{16}$/;
const longestStem = 80;

/** A name that is cut or cleaned, or looks so, could be another one's: it has its digest. */
function stemOf(name: string): string {
  const whole = wholeOf(name).normalize('NFC');
  const isPlain = cleanText(whole) === whole && whole.length <= longestStem;
  return isPlain && !markedPattern.test(whole) ? whole : markedStem(name);
}

function markedStem(name: string): string {
  const whole = wholeOf(name);
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 16);
  const kept = cleanText(whole.normalize('NFC').slice(0, longestStem - 17));
  return `${kept}~${digest}`;
}

function wholeOf(name: string): string {
  return name.slice(0, -publishedSuffix.length);
}

const idPattern = /-([0-9a-f]{8})$/;

/** Of a file that is nobody's all is left: without its end there would be nothing to be seen. */
function plainOf(stem: string): string {
  const plain = stem.replace(idPattern, '');
  return hasLetter(plain) ? plain : stem;
}

function hasLetter(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
