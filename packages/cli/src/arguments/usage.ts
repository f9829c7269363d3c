import { nearest, WeborcaError, writtenWord } from '@weborca-cert/core';

/** What can be wrong with a command line. The sentences are in `text/`. */
export type UsageProblem =
  | 'command-missing'
  | 'command-unknown'
  | 'option-unknown'
  | 'option-repeated'
  | 'argument-missing'
  | 'arguments-too-many'
  | 'value-missing'
  | 'value-not-taken'
  | 'value-not-number'
  | 'value-not-one-of'
  | 'value-not-json-array'
  | 'value-not-threshold'
  | 'value-not-field'
  | 'value-not-json'
  | 'fault-unknown'
  | 'replay-unknown'
  | 'service-rule-unknown'
  | 'consumer-unknown'
  /** Core's own. */
  | 'consumer-ambiguous'
  /** Core's own: `FIELD: what is expected`. */
  | 'consumer-field'
  | 'password-sources-conflict'
  | 'password-not-utf8'
  | 'password-variable-unset'
  | 'password-command-failed'
  | 'options-conflict'
  | 'terminal-needed'
  | 'names-and-all'
  | 'record-one'
  | 'one-file-only';

/**
 * A wrong command line. `value` names the flag, the placeholder or the word that was not
 * understood; never what was given as a value, which can be a password typed in the wrong place.
 */
export function usageError(problem: UsageProblem, value?: string): WeborcaError<'usage-invalid'> {
  const own = { problem: writtenWord(problem) };
  return new WeborcaError('usage-invalid', value === undefined ? own : { ...own, value });
}

/** A word that is none of those that are known; one that is near is offered. */
export function unknownWord(
  problem: UsageProblem,
  value: string,
  known: readonly string[],
): WeborcaError<'usage-invalid'> {
  const meant = nearest(value, known);
  return new WeborcaError('usage-invalid', {
    problem: writtenWord(problem),
    value,
    ...(meant === undefined ? {} : { meant }),
  });
}
