import { word, wordOrCode, type AnyWord, type WordGroup, type WordOf } from '@weborca-cert/core';
import { texts, type CliText } from './text/texts.ts';
import type { Voice } from './voice.ts';

/** Everything that is said to a person, in the one language that was chosen. */
export interface Speech extends Voice {
  readonly text: CliText;
  /** What core's words are called: `word('state', 'due')`. */
  readonly word: <G extends WordGroup>(group: G, key: WordOf<G>) => string;
  /** The same of what was read from a disk, where a later version may have written another word. */
  readonly wordOrCode: <G extends WordGroup>(group: G, key: AnyWord<G>) => string;
}

export function speechOf({ language, outlook, say, day, lastDay, time }: Voice): Speech {
  return {
    ...{ language, outlook, say, day, lastDay, time },
    text: say(texts),
    word: (group, key) => word(language, group, key),
    wordOrCode: (group, key) => wordOrCode(language, group, key),
  };
}
