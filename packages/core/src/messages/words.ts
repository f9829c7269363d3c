import { kindWords } from '../consumers/kind-words.ts';
import type { Language, Wording } from '../words/bilingual.ts';
import { consumerStates } from '../words/consumer-states.ts';
import { contents, limits, parts } from '../words/contents.ts';
import { interruptions } from '../words/interruptions.ts';
import { backupNotes, openingNotes, placeNotes } from '../words/notes.ts';
import { notices } from '../words/notices.ts';
import { origins } from '../words/origins.ts';
import { outcomes } from '../words/outcomes.ts';
import { passedOver } from '../words/passed-over.ts';
import { answerReasons } from '../words/reasons/answers.ts';
import { backupReasons } from '../words/reasons/backups.ts';
import {
  refusals,
  unreachableReasons,
  untrustedReasons,
  verdicts,
} from '../words/reasons/connection.ts';
import { consumerReasons } from '../words/reasons/consumers.ts';
import { decisionReasons } from '../words/reasons/decisions.ts';
import { internalReasons } from '../words/reasons/internal.ts';
import { folderTroubles, publishedTroubles } from '../words/reasons/published.ts';
import { systemReasons } from '../words/reasons/system.ts';
import { renewableReasons } from '../words/renewable.ts';
import { stateReasons, states } from '../words/states.ts';
import { pendingSteps, steps } from '../words/steps.ts';
import { leftToPerson, unfit } from '../words/unfit.ts';
import { usageProblems } from '../words/usage-problems.ts';
import { schedulers } from '../words/schedulers.ts';
import type { WrittenWord } from '../words/written.ts';

/** Every word that results, events and error details have, by what it is about. */
export const words = {
  state: states,
  outcome: outcomes,
  'passed-over': passedOver,
  step: steps,
  pending: pendingSteps,
  notice: { ...notices, ...placeNotes },
  note: { ...openingNotes, ...backupNotes, ...placeNotes },
  origin: origins,
  renewable: renewableReasons,
  'consumer-state': consumerStates,
  'consumer-kind': kindWords,
  scheduler: schedulers,
  reason: {
    ...systemReasons,
    ...unreachableReasons,
    ...untrustedReasons,
    ...refusals,
    ...verdicts,
    ...answerReasons,
    ...backupReasons,
    ...consumerReasons,
    ...decisionReasons,
    ...stateReasons,
    ...internalReasons,
    ...publishedTroubles,
    ...folderTroubles,
  },
  unfit: { ...unfit, ...leftToPerson },
  problem: usageProblems,
  found: contents,
  part: parts,
  limit: limits,
  during: interruptions,
} as const satisfies Readonly<Record<string, Wording>>;

export type WordGroup = keyof typeof words;

export type WordOf<G extends WordGroup> = string & keyof (typeof words)[G];

/** All of a group, in the order in which they are told. */
export function wordsOf<G extends WordGroup>(group: G): readonly WordOf<G>[] {
  const known = words[group];
  return Object.keys(known).filter((key): key is WordOf<G> => Object.hasOwn(known, key));
}

/**
 * A kind is called by what the configuration says, and a front end has problems of its own with a
 * command line: these two are open.
 */
export type AnyWord<G extends WordGroup> = G extends 'consumer-kind' | 'problem'
  ? string
  : WordOf<G> | WrittenWord;

/** What a word of core's is called: `word('ja', 'state', 'due')` is `更新の時期です`. */
export function word<G extends WordGroup>(language: Language, group: G, key: WordOf<G>): string {
  return lookUp(language, group, key);
}

/**
 * The same where it may be one that is not known here, which comes back as it is: a later version's
 * reason in a file never stops a report.
 */
export function wordOrCode<G extends WordGroup>(
  language: Language,
  group: G,
  key: AnyWord<G>,
): string {
  return lookUp(language, group, key);
}

function lookUp(language: Language, group: WordGroup, key: string): string {
  const known: Wording = words[group];
  return Object.hasOwn(known, key) ? (known[key]?.[language] ?? key) : key;
}
