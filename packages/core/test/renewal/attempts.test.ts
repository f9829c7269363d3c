import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/time.ts';
import { mayRequest, withPost } from '../../src/renewal/attempts.ts';
import { type Attempts, noAttempts } from '../../src/store/memory.ts';

const hour = 3_600_000;
const now = new Date('2026-11-22T02:30:00Z');
const ago = (ms: number): Date => new Date(now.getTime() - ms);
const long = 80 * dayMs;

const posted = (...at: readonly number[]): Attempts => ({
  ...noAttempts,
  posts: at.map((ms) => ({ at: ago(ms), outcomeUnknown: false })),
});
const unknown = (ms: number): Attempts => ({
  ...noAttempts,
  posts: [{ at: ago(ms), outcomeUnknown: true }],
});

const unfit = (...at: readonly number[]): Attempts => ({ ...noAttempts, unfit: at.map(ago) });

describe('mayRequest', () => {
  test('nothing remembered: yes', () => {
    expect(mayRequest(noAttempts, { remainingMs: long, now, forced: false })).toEqual({
      permitted: true,
    });
  });

  test('three a day', () => {
    expect(
      mayRequest(posted(hour, 2 * hour), { remainingMs: long, now, forced: false }).permitted,
    ).toBe(true);
    expect(
      mayRequest(posted(hour, 2 * hour, 23 * hour), { remainingMs: long, now, forced: false }),
    ).toEqual({
      permitted: false,
      reason: 'day-used-up',
      until: new Date(now.getTime() + hour),
    });
    expect(
      mayRequest(posted(hour, 2 * hour, 24 * hour), { remainingMs: long, now, forced: false })
        .permitted,
    ).toBe(true);
  });

  test('an hour after one whose outcome is unknown', () => {
    expect(mayRequest(unknown(hour - 1), { remainingMs: long, now, forced: false })).toMatchObject({
      permitted: false,
      reason: 'outcome-unknown',
    });
    expect(mayRequest(unknown(hour), { remainingMs: long, now, forced: false }).permitted).toBe(
      true,
    );
  });

  test('Retry-After is waited for', () => {
    const attempts = { ...posted(1000), retryAt: new Date(now.getTime() + 2 * hour) };
    expect(mayRequest(attempts, { remainingMs: long, now, forced: false })).toEqual({
      permitted: false,
      reason: 'service-said-later',
      until: attempts.retryAt,
    });
  });

  test('no wait exceeds a tenth of the remaining validity', () => {
    const tenth = hour / 10;
    expect(mayRequest(posted(0, 1, 2), { remainingMs: hour, now, forced: false })).toMatchObject({
      until: new Date(now.getTime() + tenth),
    });
    expect(mayRequest(unknown(tenth), { remainingMs: hour, now, forced: false }).permitted).toBe(
      true,
    );
    const retry = { ...posted(tenth), retryAt: new Date(now.getTime() + 20 * hour) };
    expect(mayRequest(retry, { remainingMs: hour, now, forced: false }).permitted).toBe(true);
  });

  test('an unfit answer waits a day, three of them wait for a person', () => {
    expect(mayRequest(unfit(hour), { remainingMs: long, now, forced: false })).toMatchObject({
      reason: 'unfit-before',
    });
    expect(mayRequest(unfit(24 * hour), { remainingMs: long, now, forced: false }).permitted).toBe(
      true,
    );
    expect(
      mayRequest(unfit(9 * dayMs, 8 * dayMs, 7 * dayMs), { remainingMs: long, now, forced: false }),
    ).toEqual({
      permitted: false,
      reason: 'unfit-before',
      until: null,
    });
  });

  test('times far ahead come from a wrong clock and are void', () => {
    const ahead = new Date(now.getTime() + 365 * dayMs);
    const attempts: Attempts = {
      posts: [1, 2, 3].map(() => ({ at: ahead, outcomeUnknown: true })),
      retryAt: ahead,
      unfit: [ahead, ahead, ahead],
    };
    expect(mayRequest(attempts, { remainingMs: long, now, forced: false })).toEqual({
      permitted: true,
    });
  });

  test('--force overrides everything', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -2 * dayMs, max: dayMs })), (offsets) => {
        const dates = offsets.map((ms) => ago(ms));
        const attempts: Attempts = {
          posts: dates.map((at) => ({ at, outcomeUnknown: true })),
          retryAt: dates[0] ?? null,
          unfit: dates,
        };
        return mayRequest(attempts, { remainingMs: long, now, forced: true }).permitted;
      }),
    );
  });

  test('what it says about `until` is true: then it permits, and not a millisecond before', () => {
    const times = fc.array(fc.integer({ min: 0, max: 2 * dayMs }), { maxLength: 6 });
    fc.assert(
      fc.property(times, fc.boolean(), fc.integer({ min: dayMs, max: long }), (at, open, left) => {
        const attempts: Attempts = {
          ...noAttempts,
          posts: at.map((ms) => ({ at: ago(ms), outcomeUnknown: open })),
        };
        const permission = mayRequest(attempts, { remainingMs: left, now, forced: false });
        if (permission.permitted) return true;
        if (permission.until === null) return false;
        // The tenth is taken of what was left when asked, so it is held still here.
        return mayRequest(attempts, { remainingMs: left, now: permission.until, forced: false })
          .permitted;
      }),
    );
  });
});

describe('withPost', () => {
  test('keeps two days, so that the record does not grow', () => {
    const many = [...Array(50).keys()].map((n) => n * hour * 4);
    const attempts = withPost(posted(...many), now, true);
    expect(attempts.posts.length).toBeLessThan(14);
    expect(attempts.posts.at(-1)).toEqual({ at: now, outcomeUnknown: true });
  });
});
