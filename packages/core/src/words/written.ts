declare const written: unique symbol;

/**
 * A word that was read from a disk, where a later version may have put it, or one of the system's
 * that is too rare to have words here (`enotempty`): it is shown as it is.
 */
export type WrittenWord = string & { readonly [written]: true };

export function writtenWord(word: string): WrittenWord;
export function writtenWord(word: string): string {
  return word;
}
