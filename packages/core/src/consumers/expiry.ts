import { localDay } from './beside.ts';

/**
 * The day or instant of expiry in the form that stands there: ISO 8601 with a time in UTC, or a local
 * day as people write it. An empty place gets ISO. Null: a form that is not known.
 *
 * @example
 * expiryAs('2026/11/22', new Date('2029-11-21T14:59:59Z')); // '2029/11/21'
 */
export function expiryAs(there: string, notAfter: Date): string | null {
  if (there === '' || /^\d{4}-\d\d-\d\dT[\d:]+\.\d{3}Z$/.test(there)) return notAfter.toISOString();
  if (/^\d{4}-\d\d-\d\dT[\d:]+Z$/.test(there)) return notAfter.toISOString().replace(/\.\d+/, '');
  const [, separator] = /^\d{4}([-/.]?)\d\d\1\d\d$/.exec(there) ?? [];
  if (separator === undefined) return null;
  const day = localDay(notAfter);
  return [day.slice(0, 4), day.slice(4, 6), day.slice(6)].join(separator);
}
