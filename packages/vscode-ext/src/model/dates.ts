import type { Translate } from './translate.ts';

/** Times for people are local, with the weekday: `2027-01-06 (水)`. */
export function dateText(date: Date, language: string, timeZone?: string): string {
  const parts = new Intl.DateTimeFormat(language.startsWith('ja') ? 'ja' : 'en', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).formatToParts(date);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((p) => p.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} (${part('weekday')})`;
}

/** The same with hours and minutes: `2027-01-06 (水) 18:05`. */
export function timeText(date: Date, language: string, timeZone?: string): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(date);
  return `${dateText(date, language, timeZone)} ${time}`;
}

/** `1 day`, `45 days`; the sign is dropped, the sentence around it says which way. */
export function daysText(days: number, t: Translate): string {
  const count = Math.abs(days);
  return count === 1 ? t('1 day') : t('{0} days', count);
}
