import { dayMs } from '@weborca-cert/core';

export interface Lifetime {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Certificates are made for three years (guide, 有効期限). */
const years = 3;
const minuteMs = 60_000;

/** Three years from now on. It begins a few minutes ago, since clocks differ. */
export function issuedAt(now: Date): Lifetime {
  return { notBefore: new Date(now.getTime() - 5 * minuteMs), notAfter: addYears(now, years) };
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
