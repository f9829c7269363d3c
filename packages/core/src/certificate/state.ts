import type { CertificateFacts } from './facts.ts';
import type { RenewableReason } from '../words/renewable.ts';
import type { CertificateState } from '../words/states.ts';
import { dayMs } from '../time.ts';

export interface StateInput {
  readonly facts: CertificateFacts | null;
  /** Somebody else's later certificate was found that needs a person's decision. */
  readonly superseded: boolean;
  readonly thresholds: Thresholds;
}

/**
 * The one word for a certificate's condition. The status bar, `check`, `status`, `renew`, `metrics`
 * and the reminders all ask here. Thresholds compare instants and include the instant itself.
 */
export function stateOf(input: StateInput, now: Date): CertificateState {
  const { facts, thresholds } = input;
  if (facts === null) return 'unreadable';
  // RFC 5280, 4.1.2.5: valid through notAfter, inclusive.
  if (now > facts.notAfter) return 'expired';
  if (now < facts.notBefore) return 'not-yet-valid';
  if (input.superseded) return 'superseded';
  const urgent = now >= thresholdInstant(facts, thresholds.urgent);
  const due = urgent || now >= thresholdInstant(facts, thresholds.due);
  if (!due) return 'valid';
  if (!isRenewable(facts, false).renewable) return 'not-renewable';
  return urgent ? 'urgent' : 'due';
}

export interface Renewable {
  readonly renewable: boolean;
  readonly reason: RenewableReason;
}

/**
 * Only a CN of `client` and digits can be renewed (guide, 更新可能なテナント用クライアント証明書;
 * four digits are seen in the wild). Dates are not looked at here.
 */
export function isRenewable(facts: Pick<CertificateFacts, 'commonName'>, isCa: boolean): Renewable {
  if (isCa) return { renewable: false, reason: 'ca' };
  if (facts.commonName === '') return { renewable: false, reason: 'no-common-name' };
  const renewable = /^client[0-9]+$/.test(facts.commonName);
  return { renewable, reason: renewable ? 'common-name' : 'common-name-not-client' };
}

/** Whole days until notAfter, rounded down; negative once it has passed. For people, not for decisions. */
export function daysLeft(facts: Pick<CertificateFacts, 'notAfter'>, now: Date): number {
  return Math.floor((facts.notAfter.getTime() - now.getTime()) / dayMs);
}

/**
 * The last moment at which a certificate can be used. What ends at midnight in Japan can be used on
 * the day before, and that is the day to tell.
 */
export function lastUsable(notAfter: Date): Date {
  return new Date(notAfter.getTime() - 1000);
}

/** How long before notAfter something becomes so: `90d`, or `15%` of the whole lifetime. */
export type Threshold =
  | { readonly unit: 'days'; readonly value: number }
  | { readonly unit: 'percent'; readonly value: number };

/** Reads `90d` or `15%`; null for anything else. */
export function parseThreshold(text: string): Threshold | null {
  const match = /^(\d{1,4})(d|%)$/.exec(text);
  if (match === null) return null;
  const value = Number(match[1]);
  if (match[2] === 'd') return { unit: 'days', value };
  return value <= 100 ? { unit: 'percent', value } : null;
}

/** As it stands in the configuration: `90d`, `15%`. */
export function formatThreshold({ unit, value }: Threshold): string {
  return `${value}${unit === 'days' ? 'd' : '%'}`;
}

/** The instant from which on the threshold holds. */
export function thresholdInstant(
  facts: Pick<CertificateFacts, 'notBefore' | 'notAfter'>,
  threshold: Threshold,
): Date {
  const end = facts.notAfter.getTime();
  if (threshold.unit === 'days') return new Date(end - threshold.value * dayMs);
  const lifetime = end - facts.notBefore.getTime();
  return new Date(end - (lifetime * threshold.value) / 100);
}

/** ORCA's own client asks at 90 days (guide, WebORCAクライアント); 30 is our own word for urgent. */
export interface Thresholds {
  readonly due: Threshold;
  readonly urgent: Threshold;
}

export const defaultThresholds: Thresholds = {
  due: { unit: 'days', value: 90 },
  urgent: { unit: 'days', value: 30 },
};
