import type { ErrorCode } from '../errors.ts';
import type { FindingCode } from '../findings/findings.ts';
import type { FindingSentences, Sentences } from './types.ts';

/** The sentences of some codes, which belong together. */
export function ofErrors<C extends ErrorCode>(table: Pick<Sentences, C>): Pick<Sentences, C> {
  return table;
}

export function ofFindings<C extends FindingCode>(
  table: Pick<FindingSentences, C>,
): Pick<FindingSentences, C> {
  return table;
}
