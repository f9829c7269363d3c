import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  longestRetryAfterMs,
  readRetryAfter,
  readServerDate,
} from '../../src/connection/server-date.ts';

describe('HTTP dates', () => {
  test.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
    ['Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
    ['Sun Nov  6 08:49:37 1994', '1994-11-06T08:49:37.000Z'],
    ['Sun Nov 16 08:49:37 1994', '1994-11-16T08:49:37.000Z'],
    [' Sun, 22 Nov 2026 00:00:00 GMT ', '2026-11-22T00:00:00.000Z'],
    ['Sunday, 22-Nov-26 23:59:59 GMT', '2026-11-22T23:59:59.000Z'],
    ['Thu, 29 Feb 2024 12:00:00 GMT', '2024-02-29T12:00:00.000Z'],
    ['Sat, 31 Dec 2016 23:59:60 GMT', '2017-01-01T00:00:00.000Z'],
    ['Fri, 31 Dec 9999 23:59:59 GMT', '9999-12-31T23:59:59.000Z'],
    ['Sat, 01 Jan 0050 00:00:00 GMT', '0050-01-01T00:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(readServerDate(text)?.toISOString()).toBe(expected);
  });

  test.each([
    '',
    '0',
    'now',
    '2026-11-22T00:00:00Z',
    'Sun, 6 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 JST',
    'Sun, 06 Nov 1994 08:49:37',
    'Sun, 31 Feb 2026 00:00:00 GMT',
    'Sun, 29 Feb 2026 00:00:00 GMT',
    'Sun, 00 Jan 2026 00:00:00 GMT',
    'Sun, 06 Nov 1994 24:00:00 GMT',
    'Sun, 06 Nov 1994 08:60:00 GMT',
    'Sun, 06 Nov 1994 08:00:61 GMT',
    'Sun, 06 nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT',
  ])('not a date: %s', (text) => {
    expect(readServerDate(text)).toBeNull();
  });

  test('what JavaScript writes is read back, to the second', () => {
    const date = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, (when) => {
        const second = Math.floor(when.getTime() / 1000) * 1000;
        expect(readServerDate(when.toUTCString())?.getTime()).toBe(second);
      }),
    );
  });
});

describe('Retry-After', () => {
  const now = new Date('2026-11-22T10:00:00Z');
  const tomorrow = '2026-11-23T10:00:00.000Z';

  test.each([
    ['0', '2026-11-22T10:00:00.000Z'],
    ['120', '2026-11-22T10:02:00.000Z'],
    [' 120 ', '2026-11-22T10:02:00.000Z'],
    ['86400', tomorrow],
    ['86401', tomorrow],
    ['999999999999999999999', tomorrow],
    ['9'.repeat(400), tomorrow],
    ['Sun, 22 Nov 2026 11:00:00 GMT', '2026-11-22T11:00:00.000Z'],
    ['Sun, 22 Nov 2020 11:00:00 GMT', '2026-11-22T10:00:00.000Z'],
    ['Fri, 31 Dec 9999 23:59:59 GMT', tomorrow],
  ])('%s', (value, expected) => {
    expect(readRetryAfter(value, now)?.toISOString()).toBe(expected);
  });

  test.each(['', '-1', '1.5', '1e3', 'soon', '0x10', '60 seconds', '60, 120'])(
    'neither form: "%s"',
    (value) => {
      expect(readRetryAfter(value, now)).toBeNull();
    },
  );

  test('a date is a distance from the server’s own clock', () => {
    const serverDate = new Date('2026-11-20T10:00:00Z');
    const until = readRetryAfter('Fri, 20 Nov 2026 10:30:00 GMT', now, serverDate);
    expect(until?.toISOString()).toBe('2026-11-22T10:30:00.000Z');
  });

  test('whatever is said: never before now, at most a day after', () => {
    const value = fc.oneof(
      fc.string(),
      fc.bigInt().map(String),
      fc.date({ noInvalidDate: true }).map((when) => when.toUTCString()),
    );
    fc.assert(
      fc.property(value, (text) => {
        const wait = (readRetryAfter(text, now)?.getTime() ?? now.getTime()) - now.getTime();
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(longestRetryAfterMs);
      }),
    );
  });
});
