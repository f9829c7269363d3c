import type { CertificateFacts } from './facts.ts';
import { thresholdInstant, type Thresholds } from './lifetime.ts';
import type { RenewableReason } from '../words/renewable.ts';
import type { CertificateState } from '../words/states.ts';

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
