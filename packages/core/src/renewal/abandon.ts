import type { DownloadFailures } from '../store/journal-state.ts';
import { isVoid } from './attempts.ts';
import { dayMs } from '../time.ts';

/** How a download went wrong, as far as abandoning it is concerned. */
export type DownloadFailure =
  /** Unreachable, 407, 429, 503: says nothing about the issuance. */
  | 'does-not-count'
  /** Not even asked: the configuration does not permit the host. */
  | 'foreign-host'
  | 'gone'
  | 'not-found'
  /** Any other refusal or broken answer. */
  | 'refused-or-broken';

/**
 * Counts a failure in. Remembered times more than a day ahead of now come from a wrong clock and
 * are void; so is a remaining validity that our clock says is over, for the service has issued.
 */
export function withFailure(
  failures: DownloadFailures,
  failure: DownloadFailure,
  { remainingMs, now }: { readonly remainingMs: number; readonly now: Date },
): DownloadFailures {
  if (failure === 'does-not-count') return failures;
  const left = remainingMs > 0 ? remainingMs : null;
  // The first of its kind, and what was left then; both begin anew where a wrong clock wrote them.
  const begun = (before: Date | null, remaining: number | null): readonly [Date, number | null] => {
    const first = unlessAhead(before, now);
    return [first ?? now, (first === null ? null : remaining) ?? left];
  };
  if (failure === 'foreign-host') {
    const { firstForeign: before, remainingAtForeign: remaining } = failures;
    const [firstForeign, remainingAtForeign] = begun(before, remaining);
    return { ...failures, firstForeign, remainingAtForeign };
  }
  const [firstCounted, remainingAtFirst] = begun(failures.firstCounted, failures.remainingAtFirst);
  const firstNotFound =
    unlessAhead(failures.firstNotFound, now) ?? (failure === 'not-found' ? now : null);
  return { ...failures, firstCounted, firstNotFound, remainingAtFirst };
}

function unlessAhead(remembered: Date | null, now: Date): Date | null {
  return remembered === null || isVoid(remembered, now) ? null : remembered;
}

/**
 * Is this issuance to be abandoned, so that another request may be sent? 410: at once. 404: when it came
 * twice, a minute apart. Anything else that counts: 24 h after the first, or when half of what was
 * left of the validity is gone. `forced`: after one failed download in this run.
 *
 * A host that is not permitted waits for a person, who names it or forces: asking anew each day
 * would bring an issuance a day from the same host. Only so that it does not block until expiry, it
 * is abandoned when half of what was left of the validity is gone.
 *
 * @param failures with the newest failure already counted in
 */
export function isToAbandon(
  failures: DownloadFailures,
  newest: DownloadFailure,
  { now, forced }: { readonly now: Date; readonly forced: boolean },
): boolean {
  if (forced || newest === 'gone') return true;
  if (newest === 'does-not-count') return false;
  if (newest === 'foreign-host') {
    const { firstForeign, remainingAtForeign } = failures;
    if (firstForeign === null || remainingAtForeign === null) return false;
    return now.getTime() - firstForeign.getTime() >= remainingAtForeign / 2;
  }
  const { firstNotFound } = failures;
  if (newest === 'not-found' && firstNotFound !== null) {
    if (now.getTime() - firstNotFound.getTime() >= 60_000) return true;
  }
  const end = patienceEnds(failures);
  return end !== null && now >= end;
}

/** When an issuance is abandoned that goes on failing; null when nothing has counted yet. */
export function patienceEnds({ firstCounted, remainingAtFirst }: DownloadFailures): Date | null {
  if (firstCounted === null) return null;
  const patience = Math.min(dayMs, (remainingAtFirst ?? Number.POSITIVE_INFINITY) / 2);
  return new Date(Math.ceil(firstCounted.getTime() + patience));
}
