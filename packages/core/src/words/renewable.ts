import type { Wording } from './bilingual.ts';

/** Whether a certificate is one that can be renewed by itself, and why not. */
export const renewableReasons = {
  'common-name': { ja: '更新できます', en: 'can be renewed' },
  'no-common-name': { ja: 'CN がないため更新できません', en: 'cannot be renewed: it has no CN' },
  'common-name-not-client': {
    ja: 'CN が client と数字ではないため更新できません',
    en: 'cannot be renewed: the CN is not "client" and digits',
  },
  ca: { ja: '認証局の証明書のため更新できません', en: 'cannot be renewed: it is a CA certificate' },
} as const satisfies Wording;

export type RenewableReason = keyof typeof renewableReasons;
