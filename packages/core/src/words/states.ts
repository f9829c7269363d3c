import type { Wording } from './bilingual.ts';

/** How a certificate stands. */
export const states = {
  unreadable: { ja: '読めません', en: 'unreadable' },
  expired: { ja: '期限切れ', en: 'expired' },
  'not-yet-valid': { ja: '有効期間の前です', en: 'not valid yet' },
  superseded: { ja: '別の新しい証明書があります', en: 'newer certificate found' },
  urgent: { ja: '至急、更新してください', en: 'renew it now' },
  'not-renewable': { ja: '自動では更新できません', en: 'cannot be renewed automatically' },
  due: { ja: '更新の時期です', en: 'due for renewal' },
  valid: { ja: '有効', en: 'valid' },
} as const satisfies Wording;

export type CertificateState = keyof typeof states;
