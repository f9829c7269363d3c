import type { CertificateFacts } from '../certificate/facts.ts';
import {
  type Thresholds,
  daysLeft,
  formatThreshold,
  thresholdInstant,
  isRenewable,
  stateOf,
} from '../certificate/state.ts';
import type { StepFacts } from '../events.ts';
import type { Attempts } from '../store/memory.ts';
import { mayRequest, type WaitReason } from './attempts.ts';

/** Why a certificate is or is not renewed now. */
export type Decision =
  | { readonly action: 'renew'; readonly reason: 'due' | 'urgent' | 'forced' | 'clock-wrong' }
  | { readonly action: 'wait'; readonly reason: 'not-due'; readonly until: Date }
  | { readonly action: 'wait'; readonly reason: WaitReason; readonly until: Date | null }
  | {
      readonly action: 'refuse';
      readonly reason: 'expired' | 'not-renewable' | 'not-yet-valid' | 'superseded';
    };

export interface Policy {
  readonly thresholds: Thresholds;
  readonly forced: boolean;
  /** The service accepted it although our clock says that it has expired, or has not begun. */
  readonly clockKnownWrong: boolean;
  /** A later certificate lies there that could not be adopted. */
  readonly superseded: boolean;
}

/**
 * Decides from facts alone. `--force` asks early and overrides the waits; it cannot make an expired
 * certificate authenticate or a CN renewable.
 *
 * @example
 * decide(facts, noAttempts, policy, now) // {action: 'wait', reason: 'not-due', until: …}
 */
export function decide(
  certificate: CertificateFacts,
  attempts: Attempts,
  policy: Policy,
  now: Date,
): Decision {
  const { thresholds, forced } = policy;
  const state = stateOf({ facts: certificate, superseded: false, thresholds }, now);
  if (state === 'not-yet-valid' && policy.clockKnownWrong) {
    // How far behind we are is not known; it is at least so late.
    return decide(certificate, attempts, policy, certificate.notBefore);
  }
  const clockWrong = state === 'expired' && policy.clockKnownWrong;
  if (state === 'expired' && !clockWrong) return { action: 'refuse', reason: 'expired' };
  if (state === 'not-yet-valid' && !forced) return { action: 'refuse', reason: 'not-yet-valid' };
  if (state === 'valid' && !forced) {
    return {
      action: 'wait',
      reason: 'not-due',
      until: thresholdInstant(certificate, thresholds.due),
    };
  }
  // `--force` and a wrong clock come here with a certificate that is not due by our clock.
  if (!isRenewable(certificate, false).renewable) {
    return { action: 'refuse', reason: 'not-renewable' };
  }
  // A person should look first, unless there is hardly time left for that.
  if (policy.superseded && !forced && state === 'due') {
    return { action: 'refuse', reason: 'superseded' };
  }
  const remaining = clockWrong ? null : certificate.notAfter.getTime() - now.getTime();
  const permission = mayRequest(attempts, { remainingMs: remaining, now, forced });
  if (!permission.permitted) {
    return { action: 'wait', reason: permission.reason, until: permission.until };
  }
  if (clockWrong) return { action: 'renew', reason: 'clock-wrong' };
  if (state === 'urgent' || state === 'due') return { action: 'renew', reason: state };
  return { action: 'renew', reason: 'forced' };
}

/** What of it the observer is told. Pure. */
export function decidedFacts(
  facts: CertificateFacts,
  { due }: Thresholds,
  { action, reason }: Decision,
  now: Date,
): StepFacts {
  const renewWithin = formatThreshold(due);
  return { action, reason, daysLeft: daysLeft(facts, now), renewWithin };
}
