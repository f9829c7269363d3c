import { lastUsable } from '@weborca-cert/core/thresholds';
import type { Translate } from './translate.ts';

/** Times for people are local, with the weekday: `2027-01-06 (水)`. */
export function dateText(date: Date, language: string, timeZone?: string): string {
  return `${shortDateText(date, timeZone)} (${part(date, { weekday: 'short' }, language, timeZone)})`;
}

/** The last day on which a certificate can be used: every expiry is told by it. */
export function expiryText(notAfter: Date, language: string, timeZone?: string): string {
  return dateText(lastUsable(notAfter), language, timeZone);
}

/** Without the weekday, for narrow rows: `2027-01-06`. */
export function shortDateText(date: Date, timeZone?: string): string {
  // Sweden writes dates as ISO 8601 does.
  return part(date, { year: 'numeric', month: '2-digit', day: '2-digit' }, 'sv', timeZone);
}

/** The same with hours and minutes: `2027-01-06 (水) 18:05`. */
export function timeText(date: Date, language: string, timeZone?: string): string {
  return `${dateText(date, language, timeZone)} ${clockText(date, timeZone)}`;
}

/** Without the weekday, for narrow rows: `2027-01-06 18:05`. */
export function shortTimeText(date: Date, timeZone?: string): string {
  return `${shortDateText(date, timeZone)} ${clockText(date, timeZone)}`;
}

function clockText(date: Date, timeZone: string | undefined): string {
  return part(date, { hour: '2-digit', minute: '2-digit' }, 'en-GB', timeZone);
}

function part(
  date: Date,
  options: Intl.DateTimeFormatOptions,
  language: string,
  timeZone: string | undefined,
): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const key = JSON.stringify([language, options, zone]);
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(language, { ...options, ...zone });
    formats.set(key, format);
  }
  return format.format(date);
}

// Making one takes a hundred times as long as using it, and memory that the garbage collector does
// not see: for a thousand rows, hundreds of megabytes.
const formats = new Map<string, Intl.DateTimeFormat>();

/** `1 day`, `45 days`; the sign is dropped, the sentence around it says which way. */
export function daysText(days: number, t: Translate): string {
  const count = Math.abs(days);
  return count === 1 ? t('1 day') : t('{0} days', count);
}
