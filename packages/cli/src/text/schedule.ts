import type { LastRun } from '@weborca-cert/core';

type Counts = Pick<LastRun, 'certificates' | 'failed' | 'byHand'>;

/** What is said around the daily run. */
export const schedule = {
  installed: { ja: '毎日の定期実行を登録しました。', en: 'The daily schedule is installed.' },
  /** Written, but not under way; the commands stand below. */
  written: {
    ja: '定期実行を登録しましたが、まだ動いていません。次を実行すると動き始めます。',
    en: 'The schedule is written, but not active yet. To start it, run:',
  },
  next: {
    ja: '動いているかどうかは weborca-cert schedule status で確かめられます。',
    en: 'weborca-cert schedule status shows whether it is running.',
  },
  removed: { ja: '定期実行をやめました。', en: 'The schedule has been removed.' },
  none: { ja: '定期実行は登録されていません。', en: 'No schedule is installed.' },
  heading: { ja: '定期実行', en: 'Schedule' },
  there: { ja: '登録済み', en: 'installed' },
  missing: { ja: '登録されていません', en: 'not installed' },
  by: { ja: '方式', en: 'By' },
  files: { ja: 'ファイル', en: 'Files' },
  lastRun: { ja: '前回の実行', en: 'Last run' },
  never: { ja: 'まだありません', en: 'none yet' },
  fine: { ja: '問題は見つかりませんでした。', en: 'No problems found.' },
  /** Of the last run: how many there were, and how many of them failed. */
  outcome: {
    ja: ({ certificates, failed, byHand }: Counts) =>
      `${certificates}件、${failed === 0 ? '失敗なし' : `失敗 ${failed}件`}${byHand === 0 ? '' : `、管理サイトで更新するもの ${byHand}件`}`,
    en: ({ certificates, failed, byHand }: Counts) =>
      `${certificates} ${certificates === 1 ? 'certificate' : 'certificates'}, ${failed === 0 ? 'none' : failed} failed${byHand === 0 ? '' : `, ${byHand} to be renewed by hand`}`,
  },
  /** Below `status`, where there was no run yet. */
  neverHint: {
    ja: '定期実行の記録はまだありません (登録は weborca-cert schedule install、確認は weborca-cert schedule status)。',
    en: 'No scheduled run is on record yet (set one up with weborca-cert schedule install, check it with weborca-cert schedule status).',
  },
  silentHint: {
    ja: '1週間以上動いていません。weborca-cert schedule status で定期実行を確かめてください。',
    en: 'No run for more than a week. Check it with weborca-cert schedule status.',
  },
  failedHint: {
    ja: 'weborca-cert history で、失敗した内容と対処が分かります。',
    en: 'weborca-cert history shows what failed and what to do.',
  },
};
