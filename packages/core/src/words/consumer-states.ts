import type { Wording } from './bilingual.ts';

/** How a consumer stands. */
export const consumerStates = {
  current: { ja: '最新', en: 'up to date' },
  behind: { ja: '古い証明書のまま', en: 'has the old certificate' },
  failed: { ja: '失敗', en: 'failed' },
  manual: { ja: '手作業待ち', en: 'needs manual work' },
  'needs-elevation': { ja: '管理者の権限が必要', en: 'needs administrator rights' },
} as const satisfies Wording;

export type ConsumerState = keyof typeof consumerStates;

/** Of what was read from a disk: a later version may know more of them. */
export function isConsumerState(value: unknown): value is ConsumerState {
  return typeof value === 'string' && Object.hasOwn(consumerStates, value);
}

const upToDate: Readonly<Record<ConsumerState, boolean>> = {
  current: true,
  behind: false,
  failed: false,
  // It waits for a person, who is told elsewhere, and stops nothing.
  manual: true,
  'needs-elevation': false,
};

/** Whether all is well with a consumer in this state. */
export function isUpToDate(state: ConsumerState): boolean {
  return upToDate[state];
}
