import { kindWords } from '../consumers/kind-words.ts';
import type { Language, Wording } from '../words/bilingual.ts';
import { consumerStates } from '../words/consumer-states.ts';
import { contents, limits, parts } from '../words/contents.ts';
import { interruptions } from '../words/interruptions.ts';
import { backupNotes, openingNotes, placeNotes } from '../words/notes.ts';
import { notices } from '../words/notices.ts';
import { origins } from '../words/origins.ts';
import { outcomes } from '../words/outcomes.ts';
import { answerReasons } from '../words/reasons/answers.ts';
import { backupReasons } from '../words/reasons/backups.ts';
import { connectionReasons } from '../words/reasons/connection.ts';
import { consumerReasons } from '../words/reasons/consumers.ts';
import { decisionReasons } from '../words/reasons/decisions.ts';
import { systemReasons } from '../words/reasons/system.ts';
import { renewableReasons } from '../words/renewable.ts';
import { states } from '../words/states.ts';
import { pendingSteps, steps } from '../words/steps.ts';
import { unfitReasons } from '../words/unfit.ts';
import { usageProblems } from '../words/usage-problems.ts';

/** Every word that results, events and error details have, by what it is about. */
export const words = {
  state: states,
  outcome: outcomes,
  step: steps,
  pending: pendingSteps,
  notice: notices,
  note: { ...openingNotes, ...backupNotes, ...placeNotes },
  origin: origins,
  renewable: renewableReasons,
  'consumer-state': consumerStates,
  'consumer-kind': kindWords,
  reason: {
    ...systemReasons,
    ...connectionReasons,
    ...answerReasons,
    ...backupReasons,
    ...consumerReasons,
    ...decisionReasons,
  },
  unfit: unfitReasons,
  problem: usageProblems,
  found: contents,
  part: parts,
  limit: limits,
  during: interruptions,
} as const satisfies Readonly<Record<string, Wording>>;

export type WordGroup = keyof typeof words;

export type WordOf<G extends WordGroup> = string & keyof (typeof words)[G];

/** What a word of core's is called: `word('ja', 'state', 'due')` is `更新の時期です`. */
export function word<G extends WordGroup>(language: Language, group: G, key: WordOf<G>): string {
  return wordOrCode(language, group, key);
}

/**
 * The same of a value that was read from a disk, where a later version may have written one that is
 * not known here: it comes back as it is, so that a newer reason never stops a report.
 */
export function wordOrCode(language: Language, group: WordGroup, key: string): string {
  const known: Wording = words[group];
  return Object.hasOwn(known, key) ? (known[key]?.[language] ?? key) : key;
}
