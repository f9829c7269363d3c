import type { Language, WordGroup, Words } from './types.ts';
import { wordsEn } from './words-en.ts';
import { wordsJa } from './words-ja.ts';

const words: Readonly<Record<Language, Words>> = { en: wordsEn, ja: wordsJa };

/**
 * What a word of core's is called: `word('ja', 'state', 'due')` is `更新の時期です`. A key that is
 * not known comes back as it is, so that a newer reason never stops a report.
 */
export function word(language: Language, group: WordGroup, key: string): string {
  const known = words[language][group];
  return Object.hasOwn(known, key) ? (known[key] ?? key) : key;
}
