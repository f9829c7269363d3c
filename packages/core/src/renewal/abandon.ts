import { dayMs } from '../certificate/lifetime.ts';

/** How a download went wrong, as far as giving up is concerned. */
export type DownloadFailure =
  /** Unreachable, 407, 429, 503: says nothing about the issuance. */
  | 'does-not-count'
  | 'gone'
  | 'not-found'
  /** Any other refusal or broken answer. */
  | 'refused-or-broken';

/** What is remembered of one issuance's failed downloads. */
export interface DownloadFailures {
  readonly firstCounted: Date | null;
  readonly firstNotFound: Date | null;
  /** Validity that was left of the asking certificate at the first counted failure, milliseconds. */
  readonly remainingAtFirst: number | null;
}

export const noFailures: DownloadFailures = {
  firstCounted: null,
  firstNotFound: null,
  remainingAtFirst: null,
};

export function withFailure(
  failures: DownloadFailures,
  failure: DownloadFailure,
  remainingMs: number,
  now: Date,
): DownloadFailures {
  if (failure === 'does-not-count') return failures;
  return {
    firstCounted: failures.firstCounted ?? now,
    firstNotFound: failures.firstNotFound ?? (failure === 'not-found' ? now : null),
    remainingAtFirst: failures.remainingAtFirst ?? Math.max(0, remainingMs),
  };
}

/**
 * Is this issuance lost, so that another request may be sent? 410: at once. 404: when it came
 * twice, a minute apart. Anything else that counts: 24 h after the first, or when half of what was
 * left of the validity is gone. `forced`: after one failed download in this run.
 *
 * @param failures with the newest failure already counted in
 */
export function isLost(
  failures: DownloadFailures,
  newest: DownloadFailure,
  now: Date,
  forced: boolean,
): boolean {
  if (forced || newest === 'gone') return true;
  if (newest === 'does-not-count') return false;
  const { firstCounted, firstNotFound, remainingAtFirst } = failures;
  if (newest === 'not-found' && firstNotFound !== null) {
    if (now.getTime() - firstNotFound.getTime() >= 60_000) return true;
  }
  if (firstCounted === null) return false;
  const patience = Math.min(dayMs, (remainingAtFirst ?? Number.POSITIVE_INFINITY) / 2);
  return now.getTime() - firstCounted.getTime() >= patience;
}
