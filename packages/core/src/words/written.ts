declare const written: unique symbol;

/**
 * A word that core need not know: read from a disk, where a later version may have put it; one of the
 * system's that is too rare (`enotempty`); or one that a front end has its own sentence for. Core shows
 * it as it is. A plain string is none, so that a word of our own cannot be forgotten.
 */
export type WrittenWord = string & { readonly [written]: true };

export function writtenWord(word: string): WrittenWord;
export function writtenWord(word: string): string {
  return word;
}
