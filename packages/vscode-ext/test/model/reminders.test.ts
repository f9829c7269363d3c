import { describe, expect, it } from 'vitest';
import { dueReminders, passedMarks } from '../../src/model/reminders.ts';
import { certificate, unreadable } from './fixtures.ts';

const none = (): boolean => false;

describe('reminders', () => {
  it.each([
    [91, []],
    [90, [90]],
    [31, [90]],
    [30, [90, 30]],
    [7, [90, 30, 14, 7]],
    [1, [90, 30, 14, 7, 1]],
    [0, [90, 30, 14, 7, 1]],
    [-1, []],
  ])('%i days before expiry the thresholds %j have passed', (days, thresholds) => {
    const marks = passedMarks(certificate('a', days, 'due'));
    expect(marks).toEqual(thresholds.map((threshold) => `0123456789abcdef-${threshold}`));
  });

  it('come once, for the nearest threshold, and stand for those that were missed', () => {
    const [reminder] = dueReminders([certificate('a', 13, 'urgent')], none);
    expect(reminder?.marks).toEqual([
      '0123456789abcdef-90',
      '0123456789abcdef-30',
      '0123456789abcdef-14',
    ]);
    const marks = new Set(reminder?.marks);
    expect(dueReminders([certificate('a', 13, 'urgent')], (mark) => marks.has(mark))).toEqual([]);
    const next = dueReminders([certificate('a', 6, 'urgent')], (mark) => marks.has(mark));
    expect(next.map((one) => one.marks)).toEqual([['0123456789abcdef-7']]);
  });

  it('leave out what cannot be read', () => {
    expect(dueReminders([unreadable('a')], none)).toEqual([]);
  });
});
