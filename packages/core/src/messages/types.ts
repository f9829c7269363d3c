import type { ErrorCode, ErrorDetails } from '../errors.ts';

export type Language = 'ja' | 'en';

/** One plain sentence of what happened, and the way out: none, one or several lines. */
export interface Message {
  readonly message: string;
  readonly hint: string;
}

/** The sentences of one language, a function for every code. */
export type Catalogue = {
  readonly [C in ErrorCode]: (details: ErrorDetails[C]) => Message;
};

/** Words that core uses in results, events and error details, by what they are about. */
export const wordGroups = [
  'state',
  'outcome',
  'step',
  'pending',
  'notice',
  'note',
  'origin',
  'renewable',
  'consumer-state',
  'consumer-kind',
  'reason',
  'unfit',
  'problem',
  'found',
  'part',
  'limit',
  'during',
] as const;

export type WordGroup = (typeof wordGroups)[number];

export type Words = Readonly<Record<WordGroup, Readonly<Record<string, string>>>>;
