import { describe, expect, test } from 'vitest';
import { kinds } from '../../src/consumers/kinds.ts';
import { wordOrCode, words } from '../../src/messages/words.ts';
import { answerReasons } from '../../src/words/reasons/answers.ts';
import { backupReasons } from '../../src/words/reasons/backups.ts';
import {
  refusals,
  unreachableReasons,
  untrustedReasons,
  verdicts,
} from '../../src/words/reasons/connection.ts';
import { consumerReasons } from '../../src/words/reasons/consumers.ts';
import { decisionReasons } from '../../src/words/reasons/decisions.ts';
import { internalReasons } from '../../src/words/reasons/internal.ts';
import { folderTroubles, publishedTroubles } from '../../src/words/reasons/published.ts';
import { systemReasons } from '../../src/words/reasons/system.ts';
import { stateReasons } from '../../src/words/states.ts';
import { writtenWord } from '../../src/words/written.ts';

// That a word which core uses has both languages is the compiler's affair: each list is the type.

describe('words', () => {
  test('every kind of consumer has one', () => {
    expect(Object.keys(words['consumer-kind']).toSorted()).toEqual([...kinds.keys()].toSorted());
  });

  test('no reason stands in two families, where one would hide the other', () => {
    const families = [
      systemReasons,
      unreachableReasons,
      untrustedReasons,
      refusals,
      verdicts,
      answerReasons,
      backupReasons,
      consumerReasons,
      decisionReasons,
      stateReasons,
      internalReasons,
      publishedTroubles,
      folderTroubles,
    ];
    const all = families.flatMap((family) => Object.keys(family));
    expect(all.filter((reason, index) => all.indexOf(reason) !== index)).toEqual([]);
    expect(Object.keys(words.reason).toSorted()).toEqual(all.toSorted());
  });

  test('one that was written down by a later version stays as it is', () => {
    for (const key of ['from-the-future', 'constructor', '__proto__', '']) {
      expect(wordOrCode('ja', 'reason', writtenWord(key))).toBe(key);
      expect(wordOrCode('en', 'state', writtenWord(key))).toBe(key);
    }
  });
});
