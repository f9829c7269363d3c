import type { ErrorCode, ErrorDetails } from '../errors.ts';
import type { FindingCode, FindingFacts } from '../findings/findings.ts';
import type { Bilingual } from '../words/bilingual.ts';

/** One plain sentence of what happened, and the way out: none, one or several lines. */
export interface Message {
  readonly message: string;
  readonly hint: string;
}

/** What is known of the place where a sentence is read. */
export interface Outlook {
  /** Runs come here by a schedule: what failed is tried again without anybody's doing. */
  readonly scheduled: boolean;
}

/** Where nothing is known, nothing is promised: the sentences name the command. */
export const noOutlook: Outlook = { scheduled: false };

/** What is told of each error, in both languages. */
export type Sentences = {
  readonly [C in ErrorCode]: Bilingual<(details: ErrorDetails[C], outlook: Outlook) => Message>;
};

/** What is told of each finding. */
export type FindingSentences = {
  readonly [C in FindingCode]: Bilingual<(facts: FindingFacts[C]) => Message>;
};
