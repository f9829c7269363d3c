import type { ScheduleTrouble } from './schedule-trouble.ts';
import { singleFlight } from './single-flight.ts';
import type { Snapshot } from './snapshot.ts';

/** What the watch is given of the world. */
export interface ScheduleWatchParts {
  /** Asks the system's scheduler, which starts programs. */
  readonly look: () => Promise<ScheduleTrouble | null>;
  /** Milliseconds of the clock. */
  readonly now: () => number;
  readonly changed: () => void;
  readonly mayCall: () => boolean;
  /** True for one window a day. */
  readonly claimToday: () => Promise<boolean>;
  readonly call: (trouble: ScheduleTrouble) => void;
}

export interface ScheduleWatch {
  /** As last seen; null: nothing wrong, or not looked at yet. */
  readonly trouble: () => ScheduleTrouble | null;
  /** After every reading of the certificates: looks about once an hour, or now when somebody `asked`. */
  readonly afterReading: (snapshot: Snapshot, asked?: boolean) => Promise<void>;
}

// The clock comes hourly, and whenever the window is used: half an hour apart is often enough to
// start programs, and never misses the hour by a moment.
const apartMs = 1_800_000;

/**
 * Keeps an eye on the schedule. Never looks before certificates were read and shown, nor where there
 * are none; calls a person at most once a day, over all windows.
 */
export function scheduleWatch(parts: ScheduleWatchParts): ScheduleWatch {
  let trouble: ScheduleTrouble | null = null;
  let lookedAt: number | null = null;

  const show = (seen: ScheduleTrouble | null): void => {
    const same = JSON.stringify(seen) === JSON.stringify(trouble);
    trouble = seen;
    if (!same) parts.changed();
  };

  const look = singleFlight(async () => {
    lookedAt = parts.now();
    const seen = await parts.look();
    show(seen);
    if (seen?.installed !== true || !parts.mayCall()) return;
    if (await parts.claimToday()) parts.call(seen);
  });

  return {
    trouble: () => trouble,
    afterReading: async (snapshot, asked = false) => {
      if (snapshot.kind !== 'ready' || snapshot.renewing.length > 0) return;
      if (snapshot.certificates.length === 0) {
        show(null);
        return;
      }
      const recently = lookedAt !== null && Math.abs(parts.now() - lookedAt) < apartMs;
      if (asked || !recently) await look();
    },
  };
}
