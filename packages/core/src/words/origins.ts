import type { Wording } from './bilingual.ts';

/** How a version came into the store. */
export const origins = {
  added: { ja: '登録したもの', en: 'added' },
  renewed: { ja: '更新で発行されたもの', en: 'issued by a renewal' },
  received: { ja: '受け取って取り込んだもの', en: 'received' },
  adopted: { ja: 'ほかのプログラムが更新したもの', en: 'renewed by another program' },
  restored: { ja: 'バックアップから戻したもの', en: 'restored from a backup' },
} as const satisfies Wording;

export type VersionOrigin = keyof typeof origins;
