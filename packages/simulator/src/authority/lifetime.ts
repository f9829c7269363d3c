import { dayMs } from '@weborca-cert/core';

export interface Lifetime {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Certificates are made for three years (guide, 有効期限). */
const years = 3;
const secondMs = 1_000;
const minuteMs = 60_000;

/**
 * Three years from now on. It begins a few minutes ago, since clocks differ. The successor of one that
 * was issued just now ends a second later: certificates have whole seconds, and who renews twice
 * within one wants to see a renewal.
 */
export function issuedAt(now: Date, predecessor?: Pick<Lifetime, 'notAfter'>): Lifetime {
  const notBefore = new Date(now.getTime() - 5 * minuteMs);
  const notAfter = addYears(now, years);
  if (predecessor === undefined) return { notBefore, notAfter };
  const ahead = predecessor.notAfter.getTime() - wholeSeconds(notAfter);
  const isOfNow = ahead >= 0 && ahead < minuteMs;
  return {
    notBefore,
    notAfter: isOfNow ? new Date(predecessor.notAfter.getTime() + secondMs) : notAfter,
  };
}

function wholeSeconds(date: Date): number {
  return Math.floor(date.getTime() / secondMs) * secondMs;
}

/**
 * Three years that end in `daysLeft` days and one hour: for that hour, whole days rounded down
 * show exactly `daysLeft`. Negative: expired.
 */
export function endingIn(now: Date, daysLeft: number): Lifetime {
  const notAfter = new Date(now.getTime() + daysLeft * dayMs + 60 * minuteMs);
  return { notBefore: addYears(notAfter, -years), notAfter };
}

function addYears(date: Date, count: number): Date {
  const moved = new Date(date);
  moved.setUTCFullYear(moved.getUTCFullYear() + count);
  return moved;
}
