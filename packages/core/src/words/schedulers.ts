import type { Wording } from './bilingual.ts';

/** Who starts the run once a day. */
export const schedulers = {
  systemd: { ja: 'systemdのユーザータイマー', en: 'systemd user timer' },
  cron: { ja: 'cron (crontab)', en: 'cron (crontab)' },
  launchd: { ja: 'launchdのエージェント', en: 'launchd agent' },
  'windows-task': { ja: 'Windowsのタスク', en: 'Windows task' },
} as const satisfies Wording;

export type SchedulerKind = keyof typeof schedulers;
