import type { HistoryEntry } from '@weborca-cert/core';
import type { PastEvent } from './core-port.ts';
import type { Translate } from './translate.ts';

/** A line of the audit trail in words; an event of a later version stands as it is. */
export function pastEvent({ at, event, facts }: HistoryEntry, t: Translate): PastEvent {
  const texts: Readonly<Record<string, string>> = {
    added: t('Added'),
    renewed: t('Renewed'),
    received: t('Taken in after a renewal by hand'),
    adopted: t('Taken over from another program'),
    restored: t('Restored from a backup'),
    deployed: t('Brought to the places that use it'),
    'rolled-back': t('Rolled back'),
    pruned: t('Expired versions were removed'),
    unfit: t('The issued certificate was refused'),
    rescued: t('Saved in a backup place'),
    'outcome-unknown': t('The outcome of a request is unknown'),
    'answered-late': t('The answer to a request that was given up came late'),
    'kept-aside': t('Fetched late and kept; a later one is in use'),
    'fell-back': t('Back to the earlier one: WebORCA refused the new one'),
    'import-started': t('Import started'),
    failed: t('Failed'),
  };
  const by = typeof facts['by'] === 'string' ? facts['by'] : '';
  const bad = ['unfit', 'outcome-unknown', 'fell-back', 'failed'].includes(event);
  return { at, what: texts[event] ?? event, by, ok: !bad };
}
