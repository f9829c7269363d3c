import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/time.ts';
import { decideReminders, reminderDays } from '../../src/reminders/decide.ts';
import { standIn } from '../support/pairs.ts';

const notAfter = new Date('2027-01-06T00:00:00Z');
const { facts } = standIn({ notAfter });
const certificate = { name: 'clinic-a', facts };
const { fingerprintSha256 } = facts;

function daysTold(before: number, told?: number): readonly number[] {
  const reminded = new Map(told === undefined ? [] : [[fingerprintSha256, told]]);
  const now = new Date(notAfter.getTime() - before);
  return decideReminders([certificate], reminded, now).map(({ days }) => days);
}

describe('decideReminders', () => {
  test.each([
    ['a moment before the first threshold', 90 * dayMs + 1, []],
    ['at the instant of the first', 90 * dayMs, [90]],
    ['between two', 31 * dayMs, [90]],
    ['when several were missed, the nearest alone', 10 * dayMs, [14]],
    ['in the last week', 3 * dayMs, [3]],
    ['two days before', 2 * dayMs, [2]],
    ['on the last day', dayMs, [1]],
    ['at notAfter itself', 0, [1]],
    ['after it', -1, []],
  ] as const)('%s', (_, before, expected) => {
    expect(daysTold(before)).toEqual(expected);
  });

  test('one that was told is not told again, the next one is', () => {
    expect(daysTold(40 * dayMs, 90)).toEqual([]);
    expect(daysTold(30 * dayMs, 90)).toEqual([30]);
    expect(daysTold(6 * dayMs, 7)).toEqual([]);
  });

  test('a renewed certificate starts anew', () => {
    const reminded = new Map([['0'.repeat(64), 1]]);
    const now = new Date(notAfter.getTime() - 20 * dayMs);
    expect(decideReminders([certificate], reminded, now)).toMatchObject([{ days: 30 }]);
  });

  test('over a lifetime of looks at any instants, each threshold is told at most once', () => {
    const looks = fc.array(fc.integer({ min: -10 * dayMs, max: 120 * dayMs }), { maxLength: 60 });
    fc.assert(
      fc.property(looks, (instants) => {
        const told: number[] = [];
        for (const before of instants.toSorted((a, b) => b - a)) {
          const more = daysTold(before, told.at(-1));
          expect(more.length).toBeLessThanOrEqual(1);
          told.push(...more);
        }
        expect(new Set(told).size).toBe(told.length);
        expect(told).toEqual(told.toSorted((a, b) => b - a));
        for (const days of told) expect(reminderDays).toContain(days);
      }),
    );
  });
});
