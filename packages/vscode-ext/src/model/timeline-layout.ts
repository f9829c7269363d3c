import { dayMs } from '@weborca-cert/core/time';
import type { StateFace } from './states.ts';

/** One version's lifetime in the store. */
export interface Lifetime {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface TimelineRow {
  readonly label: string;
  readonly tone: StateFace['tone'];
  readonly current: Lifetime;
  readonly due: Date;
  readonly urgent: Date;
  /** Older versions, in any order. */
  readonly earlier: readonly Lifetime[];
  /** When the versions after the first were taken in. */
  readonly renewals: readonly Date[];
}

export interface Scale {
  readonly start: Date;
  readonly end: Date;
  /** Horizontal place of an instant, 0 … `width`, cut off at both ends. */
  readonly x: (at: Date) => number;
  /** The first of January of each year in sight. */
  readonly years: readonly { readonly year: number; readonly x: number }[];
}

/** The years that hold every lifetime and today, with a month's room on both sides. */
export function timelineScale(rows: readonly TimelineRow[], now: Date, width: number): Scale {
  const lifetimes = rows.flatMap(({ current, earlier }) => [current, ...earlier]);
  const instants = [
    now.getTime(),
    ...lifetimes.flatMap(({ notBefore, notAfter }) => [notBefore.getTime(), notAfter.getTime()]),
  ];
  const start = new Date(Math.min(...instants) - 30 * dayMs);
  const end = new Date(Math.max(...instants) + 30 * dayMs);
  const x = (at: Date): number => {
    const part = (at.getTime() - start.getTime()) / (end.getTime() - start.getTime());
    return Math.round(Math.min(1, Math.max(0, part)) * width * 10) / 10;
  };
  const first = start.getFullYear() + 1;
  const count = Math.max(0, end.getFullYear() - first + 1);
  const step = Math.max(1, Math.ceil(count / 6));
  const years = Array.from({ length: count }, (_, index) => first + index)
    .filter((year) => (year - first) % step === 0)
    .map((year) => ({ year, x: x(new Date(year, 0, 1)) }));
  return { start, end, x, years };
}
