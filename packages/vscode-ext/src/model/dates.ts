import type { Translate } from './translate.ts';

/** `1 day`, `45 days`; the sign is dropped, the sentence around it says which way. */
export function daysText(days: number, t: Translate): string {
  const count = Math.abs(days);
  return count === 1 ? t('1 day') : t('{0} days', count);
}
