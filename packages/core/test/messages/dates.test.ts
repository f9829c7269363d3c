import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatDay, formatDaysLeft, formatTime } from '../../src/messages/dates.ts';

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
  });

  test('a date that is none is a question mark', () => {
    expect(formatDay(new Date('x'), 'ja')).toBe('?');
    expect(formatTime(new Date(Number.NaN), 'en')).toBe('?');
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
