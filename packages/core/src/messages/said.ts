import type { Bilingual, Language } from '../words/bilingual.ts';
import { formatLastDay, formatTime } from './dates.ts';
import type { Message } from './types.ts';
import { wordOrCode, type AnyWord, type WordGroup } from './words.ts';

/** What the sentences of several files say alike, for `reason.ja(why)` and `time.en(since)`. */
export function both<T>(make: (language: Language) => T): Bilingual<T> {
  return { ja: make('ja'), en: make('en') };
}

// An error may have been written down by a later version, with a word of its own.
const saying = <G extends WordGroup>(group: G): Bilingual<(key: AnyWord<G>) => string> =>
  both((language) => (key) => wordOrCode(language, group, key));

export const reason = saying('reason');
export const unfit = saying('unfit');
export const kindWord = saying('consumer-kind');
export const pendingWord = saying('pending');
export const problemWord = saying('problem');
export const foundWord = saying('found');
export const partWord = saying('part');
export const limitWord = saying('limit');
export const duringWord = saying('during');

export const lastDay = both(
  (language) => (notAfter: string) => formatLastDay(new Date(notAfter), language),
);
export const time = both((language) => (iso: string) => formatTime(new Date(iso), language));

/** A finding that asks for nothing. */
export function fine(message: string): Message {
  return { message, hint: '' };
}
