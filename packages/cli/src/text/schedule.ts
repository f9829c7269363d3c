import type { Bilingual } from '@weborca-cert/core';
import type { LastRun, SchedulerKind } from '@weborca-cert/core';

type Counts = Pick<LastRun, 'certificates' | 'failed' | 'byHand'>;

/** What is said around running by itself. */
export const schedule = {
  kinds: {
    systemd: { ja: 'systemdのユーザータイマー', en: 'systemd user timer' },
    cron: { ja: 'cron (crontab)', en: 'cron (crontab)' },
    launchd: { ja: 'launchdのエージェント', en: 'launchd agent' },
    'windows-task': { ja: 'Windowsのタスク', en: 'Windows task' },
  } satisfies Readonly<Record<SchedulerKind, Bilingual>>,
  installed: { ja: '毎日の定期実行を登録しました。', en: 'It runs by itself every day now.' },
  /** Written, but not under way; the commands stand below. */
  written: {
    ja: '定期実行を登録しましたが、まだ動いていません。次のコマンドを順に実行すると動き始めます。',
    en: 'The schedule is written, but not under way yet. These commands, in order, start it:',
  },
  next: {
    ja: '動いているかどうかは weborca-cert schedule status で確かめられます。',
    en: 'weborca-cert schedule status tells whether it runs.',
  },
  removed: { ja: '定期実行をやめました。', en: 'It does not run by itself any more.' },
  none: { ja: '定期実行は登録されていません。', en: 'There is no schedule.' },
  heading: { ja: '定期実行', en: 'Schedule' },
  there: { ja: '登録済み', en: 'installed' },
  missing: { ja: '登録されていません', en: 'not installed' },
  by: { ja: '方式', en: 'By' },
  files: { ja: 'ファイル', en: 'Files' },
  lastRun: { ja: '前回の実行', en: 'Last run' },
  never: { ja: 'まだありません', en: 'none yet' },
  fine: { ja: '問題は見つかりませんでした。', en: 'Nothing is wrong with it.' },
  /** Of the last run: how many there were, how many failed, and how many wait for a person. */
  outcome: {
    ja: ({ certificates, failed, byHand }: Counts) =>
      `${certificates}件、${failed === 0 ? '失敗なし' : `失敗 ${failed}件`}${byHand === 0 ? '' : `、管理サイトで更新するもの ${byHand}件`}`,
    en: ({ certificates, failed, byHand }: Counts) =>
      `${certificates} ${certificates === 1 ? 'certificate' : 'certificates'}, ${failed === 0 ? 'none' : failed} failed${byHand === 0 ? '' : `, ${byHand} to be renewed by hand`}`,
  },
  /** Below `status`, where there was no run yet. */
  neverHint: {
    ja: '定期実行の記録はまだありません (登録は weborca-cert schedule install、確認は weborca-cert schedule status)。',
    en: 'No run by itself is on record yet (weborca-cert schedule install begins, schedule status tells).',
  },
  silentHint: {
    ja: '1週間以上動いていません。weborca-cert schedule status で定期実行を確かめてください。',
    en: 'It has not run for more than a week: see weborca-cert schedule status.',
  },
  failedHint: {
    ja: 'weborca-cert history で、失敗した内容と対処が分かります。',
    en: 'weborca-cert history tells what failed, and what can be done.',
  },
};
