import type { EventDescription, HistoryEntry } from '@weborca-cert/core';
import type { PastEvent } from './told.ts';

/** A line of the audit trail as a row of the tree: core's words, begun like every row. */
export function pastEvent({ at, facts }: HistoryEntry, told: EventDescription): PastEvent {
  const { what, message, hint, ok } = told;
  const by = typeof facts['by'] === 'string' ? facts['by'] : '';
  const label = what.charAt(0).toUpperCase() + what.slice(1);
  return { at, what: label, by, ok, sentence: message, wayOut: hint };
}
