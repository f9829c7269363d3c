import type { CertificateFacts } from './facts.ts';
import type { RenewableReason } from '../words/renewable.ts';

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
