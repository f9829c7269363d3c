import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/time.ts';
import { type DownloadFailure, isToAbandon, withFailure } from '../../src/renewal/abandon.ts';
import { noFailures } from '../../src/store/journal-state.ts';

const start = new Date('2026-11-22T02:30:00Z');
const after = (ms: number): Date => new Date(start.getTime() + ms);

/** Feeds failures at given times and tells at which of them the issuance was given up. */
function abandonedAt(
  remaining: number,
  ...failures: readonly (readonly [number, DownloadFailure])[]
): number | null {
  let known = noFailures;
  for (const [ms, failure] of failures) {
    known = withFailure(known, failure, { remainingMs: remaining - ms, now: after(ms) });
    if (isToAbandon(known, failure, { now: after(ms), forced: false })) return ms;
  }
  return null;
}

describe('giving up an issuance', () => {
  test('410: at once', () => {
    expect(abandonedAt(80 * dayMs, [0, 'gone'])).toBe(0);
  });

  test('404: when it came twice, a minute apart', () => {
    expect(abandonedAt(80 * dayMs, [0, 'not-found'], [59_999, 'not-found'])).toBe(null);
    expect(abandonedAt(80 * dayMs, [0, 'not-found'], [60_000, 'not-found'])).toBe(60_000);
  });

  test('other refusals: 24 h after the first', () => {
    const broken = 'refused-or-broken';
    expect(abandonedAt(80 * dayMs, [0, broken], [dayMs - 1, broken])).toBe(null);
    expect(abandonedAt(80 * dayMs, [0, broken], [dayMs, broken])).toBe(dayMs);
  });

  test('or when half of what was left of the validity is gone', () => {
    const broken = 'refused-or-broken';
    const hour = 3_600_000;
    expect(abandonedAt(4 * hour, [0, broken], [2 * hour - 1, broken], [2 * hour, broken])).toBe(
      2 * hour,
    );
  });

  test('unreachable, 407, 429, 503 never count', () => {
    const forever = [...Array(30).keys()].map((day) => [day * dayMs, 'does-not-count'] as const);
    expect(abandonedAt(80 * dayMs, ...forever)).toBe(null);
  });

  test('forced: after one failed download', () => {
    expect(isToAbandon(noFailures, 'does-not-count', { now: start, forced: true })).toBe(true);
  });
});
