import type { Wording } from './bilingual.ts';

/** The steps of a renewal as people see them, in the order of the work. */
export const steps = {
  resume: { ja: '前回の続き', en: 'Earlier run' },
  adopt: { ja: 'ほかでの更新', en: 'Other programs' },
  decide: { ja: '更新の要否', en: 'Renewal needed' },
  probe: { ja: '書き込み先', en: 'Places to write' },
  request: { ja: '更新の依頼', en: 'Request' },
  download: { ja: 'ダウンロード', en: 'Download' },
  check: { ja: '内容の確認', en: 'Contents' },
  save: { ja: '保管', en: 'Store' },
  verify: { ja: '接続の確認', en: 'Connection' },
  backup: { ja: 'バックアップ', en: 'Backup' },
  deploy: { ja: '利用先', en: 'Consumers' },
} as const satisfies Wording;

export type RenewalStep = keyof typeof steps;

export const renewalSteps: readonly RenewalStep[] = Object.freeze(
  Object.keys(steps).filter((step): step is RenewalStep => step in steps),
);

/** Where an unfinished renewal stands: the last step that is on disk. */
export const pendingSteps = {
  requested: { ja: '依頼の結果が不明', en: 'outcome of the request unknown' },
  issued: { ja: 'ダウンロード待ち', en: 'waiting for the download' },
  downloaded: { ja: '内容の確認待ち', en: 'waiting for the content check' },
  saved: { ja: '接続の確認待ち', en: 'waiting for the connection check' },
  verified: { ja: '切り替え待ち', en: 'waiting for the switch' },
} as const satisfies Wording;

export type PendingStep = keyof typeof pendingSteps;
