import { dayMs } from '../time.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const month = `(?<month>${months.join('|')})`;
const time = String.raw`(?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2})`;
const shortDay = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const longDay = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';

// RFC 9110, 5.6.7: IMF-fixdate, and the two obsolete forms a recipient must read as well.
const forms = [
  new RegExp(String.raw`^${shortDay}, (?<day>\d{2}) ${month} (?<year>\d{4}) ${time} GMT$`),
  new RegExp(String.raw`^${longDay}, (?<day>\d{2})-${month}-(?<year>\d{2}) ${time} GMT$`),
  new RegExp(String.raw`^${shortDay} ${month} (?<day>\d{2}| \d) ${time} (?<year>\d{4})$`),
];

/**
 * Reads an HTTP date (RFC 9110, 5.6.7, all three forms). Null when it is none, or names a day or
 * time that does not exist. The weekday is not compared with the date.
 *
 * @example
 * readServerDate('Sun, 06 Nov 1994 08:49:37 GMT'); // 1994-11-06T08:49:37.000Z
 */
export function readServerDate(value: string): Date | null {
  const text = value.trim();
  for (const form of forms) {
    const groups = form.exec(text)?.groups;
    if (groups !== undefined) return toDate(groups);
  }
  return null;
}

function toDate(groups: Readonly<Record<string, string>>): Date | null {
  const number = (name: string): number => Number(groups[name]);
  const [day, hour, minute, second] = [
    number('day'),
    number('hour'),
    number('minute'),
    number('second'),
  ];
  const monthIndex = months.indexOf(groups['month'] ?? '');
  // 60: a leap second, which becomes the next minute's first.
  if (hour > 23 || minute > 59 || second > 60) return null;
  const date = new Date(0);
  date.setUTCFullYear(fullYear(groups['year'] ?? ''), monthIndex, day);
  if (date.getUTCMonth() !== monthIndex || date.getUTCDate() !== day) return null;
  date.setUTCHours(hour, minute, second);
  return date;
}

/** RFC 9110 lets two digits lie at most 50 years ahead; in this century that is the years to 69. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

/** The longest wait that a server may ask for. */
export const longestRetryAfterMs = dayMs;

/**
 * Reads `Retry-After` (RFC 9110, 10.2.3): seconds or a date. The result is never before `now` and
 * at most a day after it, however absurd the value; null when it is neither form.
 *
 * @param serverDate the same answer's `Date`: a date is then a distance from it, whatever our
 *   clock says
 */
export function readRetryAfter(
  value: string,
  now: Date,
  serverDate: Date | null = null,
): Date | null {
  const wait = readWait(value.trim(), serverDate ?? now);
  if (wait === null) return null;
  return new Date(now.getTime() + Math.min(Math.max(wait, 0), longestRetryAfterMs));
}

function readWait(value: string, from: Date): number | null {
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const until = readServerDate(value);
  return until === null ? null : until.getTime() - from.getTime();
}
