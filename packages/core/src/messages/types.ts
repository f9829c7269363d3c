import type { ErrorCode, ErrorDetails } from '../errors.ts';
import type { FindingCode, FindingFacts } from '../findings/findings.ts';
import type { Bilingual } from '../words/bilingual.ts';

/** One plain sentence of what happened, and the way out: none, one or several lines. */
export interface Message {
  readonly message: string;
  readonly hint: string;
}

/** What is told of each error, in both languages. */
export type Sentences = {
  readonly [C in ErrorCode]: Bilingual<(details: ErrorDetails[C]) => Message>;
};

/** What is told of each finding. */
export type FindingSentences = {
  readonly [C in FindingCode]: Bilingual<(facts: FindingFacts[C]) => Message>;
};
