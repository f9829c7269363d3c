import { kindWords } from '../consumers/kind-words.ts';
import type { Language } from './types.ts';

/** What the kinds of consumers are called; each is declared with its kind. */
export function kindsIn(language: Language): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(kindWords).map(([kind, words]) => [kind, words[language]]),
  );
}
