import { lastUsable } from '../certificate/state.ts';
import type { Language } from '../words/bilingual.ts';

const weekdays: Readonly<Record<Language, readonly string[]>> = {
  ja: ['日', '月', '火', '水', '木', '金', '土'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};

/** A day for people, local, with the weekday: `2027-01-06 (水)`, `2027-01-06 (Wed)`. */
export function formatDay(date: Date, language: Language): string {
  return shown(date, `${day(date)} (${weekdays[language][date.getDay()] ?? ''})`);
}

/** Without the weekday, for narrow rows: `2027-01-06`. */
export function formatShortDay(date: Date): string {
  return shown(date, day(date));
}

/**
 * The last day on which it can be used, for a person. What ends at midnight ends with the day before:
 * an expiry of 15:00 UTC is the first second of a Japanese day, and nobody uses it on that day.
 */
export function formatLastDay(notAfter: Date, language: Language): string {
  return formatDay(lastUsable(notAfter), language);
}

/** An instant for people, local: `2027-01-06 (水) 09:05`. */
export function formatTime(date: Date, language: Language): string {
  return shown(date, `${formatDay(date, language)} ${clock(date)}`);
}

/** Without the weekday, for narrow rows: `2027-01-06 09:05`. */
export function formatShortTime(date: Date): string {
  return shown(date, `${day(date)} ${clock(date)}`);
}

/** A date that is none has no day. */
function shown(date: Date, text: string): string {
  return Number.isNaN(date.getTime()) ? '?' : text;
}

function day(date: Date): string {
  return `${padded(date.getFullYear(), 4)}-${padded(date.getMonth() + 1)}-${padded(date.getDate())}`;
}

function clock(date: Date): string {
  return `${padded(date.getHours())}:${padded(date.getMinutes())}`;
}

/** Days left as `daysLeft` counts them: `45日`, `45 days`, `1 day`; negative once it has passed. */
export function formatDaysLeft(days: number, language: Language): string {
  if (language === 'ja') return `${days}日`;
  return `${days} ${Math.abs(days) === 1 ? 'day' : 'days'}`;
}

function padded(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
