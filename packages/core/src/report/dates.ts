/** `2027-01-06 09:05`, local: spreadsheets in Japan and elsewhere read it as a date. */
export function formatStamp(date: Date): string {
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  const time = [date.getHours(), date.getMinutes()];
  return `${day.map(two).join('-')} ${time.map(two).join(':')}`;
}

/** `20270106`, the local day, as iCalendar writes a date (RFC 5545, 3.3.4). */
export function compactDay(date: Date): string {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(two).join('');
}

/** `20270106T000500Z` (RFC 5545, 3.3.5, form 2). */
export function compactInstant(date: Date): string {
  return date.toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
