import type { Wording } from './bilingual.ts';

/** How a renewal ended. */
export const outcomes = {
  renewed: { ja: '更新しました', en: 'renewed' },
  resumed: { ja: '途中だった更新を終えました', en: 'unfinished renewal completed' },
  adopted: {
    ja: 'ほかのプログラムが更新した証明書に切り替えました',
    en: 'switched to a certificate renewed by another program',
  },
  'not-due': { ja: '更新の時期ではありません', en: 'not due yet' },
  'by-hand': { ja: '管理サイトで更新してください', en: 'to be renewed by hand' },
  'would-renew': { ja: '更新の対象です', en: 'would be renewed' },
  failed: { ja: '失敗しました', en: 'failed' },
} as const satisfies Wording;

export type RenewalOutcome = keyof typeof outcomes;
