import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WeborcaError } from '../../src/errors.ts';
import { finding } from '../../src/findings/levels.ts';
import {
  formatDay,
  formatDaysLeft,
  formatLastDay,
  formatShortDay,
  formatShortTime,
  formatTime,
} from '../../src/messages/dates.ts';
import { describeError } from '../../src/messages/describe.ts';
import { describeFinding } from '../../src/messages/doctor.ts';

const zone = process.env['TZ'];

beforeAll(() => {
  process.env['TZ'] = 'Asia/Tokyo';
});

afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe('dates for people', () => {
  test('are local, with the weekday', () => {
    const date = new Date('2027-01-05T23:05:09Z');
    expect(formatDay(date, 'ja')).toBe('2027-01-06 (水)');
    expect(formatDay(date, 'en')).toBe('2027-01-06 (Wed)');
    expect(formatTime(date, 'ja')).toBe('2027-01-06 (水) 08:05');
    expect(formatTime(date, 'en')).toBe('2027-01-06 (Wed) 08:05');
    expect(formatShortDay(date)).toBe('2027-01-06');
    expect(formatShortTime(date)).toBe('2027-01-06 08:05');
  });

  test.each([
    ['2027-01-05T15:00:00Z', '2027-01-05 (火)'],
    ['2027-01-05T14:59:59Z', '2027-01-05 (火)'],
    ['2027-01-05T15:00:01Z', '2027-01-06 (水)'],
    ['2026-12-31T15:00:00Z', '2026-12-31 (木)'],
    ['x', '?'],
  ])('the last day before %s', (notAfter, day) => {
    expect(formatLastDay(new Date(notAfter), 'ja')).toBe(day);
  });

  test('every sentence of an expiry at midnight names the last day that is left', () => {
    const notAfter = '2027-01-05T15:00:00.000Z';
    const details = { name: 'clinic-a', commonName: 'client001', notAfter };
    const error = new WeborcaError('certificate-expired', details);
    const found = finding('certificate-urgent', details);
    for (const language of ['ja', 'en'] as const) {
      for (const { message } of [describeError(error, language), describeFinding(found, language)])
        expect(message).toContain('2027-01-05');
    }
  });

  test('a date that is none is a question mark', () => {
    expect(formatDay(new Date('x'), 'ja')).toBe('?');
    expect(formatTime(new Date(Number.NaN), 'en')).toBe('?');
    expect(formatShortTime(new Date(Number.NaN))).toBe('?');
  });

  test('days left', () => {
    expect(formatDaysLeft(45, 'ja')).toBe('45日');
    expect(formatDaysLeft(45, 'en')).toBe('45 days');
    expect(formatDaysLeft(1, 'en')).toBe('1 day');
    expect(formatDaysLeft(0, 'en')).toBe('0 days');
    expect(formatDaysLeft(-1, 'en')).toBe('-1 day');
    expect(formatDaysLeft(-3, 'ja')).toBe('-3日');
  });
});
