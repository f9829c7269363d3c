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

/** Why it stands so, where no decision is the reason. */
export const stateReasons = {
  'store-recovered': { ja: '保管庫の記録を立て直しました', en: "the store's records were rebuilt" },
} as const satisfies Wording;

export type StateReason = keyof typeof stateReasons;
