import type { Wording } from './bilingual.ts';

/** During what a run was stopped. */
export const interruptions = {
  lock: { ja: '順番待ち', en: 'waiting for its turn' },
  prompt: { ja: '入力', en: 'the question' },
  request: { ja: '更新の依頼', en: 'the request' },
  download: { ja: 'ダウンロード', en: 'the download' },
  verify: { ja: '接続の確認', en: 'the connection check' },
  deploy: { ja: '利用先の切り替え', en: 'the update of the consumers' },
  signal: { ja: '処理', en: 'the work' },
  connection: { ja: '通信', en: 'the connection' },
} as const satisfies Wording;

export type Interruption = keyof typeof interruptions;
