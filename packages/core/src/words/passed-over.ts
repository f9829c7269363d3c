import type { Wording } from './bilingual.ts';

/** Why a file among several that were brought is left alone, and all is well. */
export const passedOver = {
  'in-use': { ja: '使用中の証明書です', en: 'already in use' },
  earlier: { ja: '以前の証明書です', en: 'an earlier certificate' },
  twice: { ja: '同じ証明書の2つ目です', en: 'the same certificate again' },
} as const satisfies Wording;

export type PassedOver = keyof typeof passedOver;
