import { describe, expect, it } from 'vitest';
import type { ScheduleTrouble } from '../../src/model/schedule-trouble.ts';
import { scheduleWatch } from '../../src/model/schedule-watch.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { certificate } from './fixtures.ts';

const minute = 60_000;
const ready: Snapshot = {
  kind: 'ready',
  certificates: [certificate('a', 400, 'valid')],
  renewing: [],
  open: [],
};
const moved: ScheduleTrouble = { sentences: ['the program is gone'], installed: true };

/** A watch in a world of the test's making, and what it did there. */
function world(seen: ScheduleTrouble | null = moved, mayCall = true) {
  const state = { seen, time: 0, claimed: false, looks: 0, drawn: 0, claims: 0 };
  const calls: ScheduleTrouble[] = [];
  const watch = scheduleWatch({
    look: async () => {
      state.looks += 1;
      return state.seen;
    },
    now: () => state.time,
    changed: () => {
      state.drawn += 1;
    },
    mayCall: () => mayCall,
    claimToday: async () => {
      state.claims += 1;
      const first = !state.claimed;
      state.claimed = true;
      return first;
    },
    call: (trouble) => {
      calls.push(trouble);
    },
  });
  return { watch, state, calls };
}

describe('the watch over the schedule', () => {
  it('starts no program before certificates were read, nor where there are none', async () => {
    const { watch, state } = world();
    await watch.afterReading({ kind: 'reading' });
    await watch.afterReading({ kind: 'ready', certificates: [], renewing: [], open: [] }, true);
    await watch.afterReading({ ...ready, renewing: ['a'], open: [] });
    expect(state.looks).toBe(0);
    await watch.afterReading(ready);
    expect(state.looks).toBe(1);
    expect(watch.trouble()).toEqual(moved);
  });

  it('looks hourly, however often certificates are read, and at once when asked', async () => {
    const { watch, state } = world();
    await watch.afterReading(ready);
    state.time = 29 * minute;
    await watch.afterReading(ready);
    expect(state.looks).toBe(1);
    state.time = 60 * minute - 1;
    await watch.afterReading(ready);
    expect(state.looks).toBe(2);
    await watch.afterReading(ready, true);
    expect(state.looks).toBe(3);
    // The clock was put back.
    state.time = -60 * minute;
    await watch.afterReading(ready);
    expect(state.looks).toBe(4);
  });

  it('calls a person once, as long as the day is claimed', async () => {
    const { watch, state, calls } = world();
    await watch.afterReading(ready);
    await watch.afterReading(ready, true);
    expect(calls).toEqual([moved]);
    state.claimed = false;
    await watch.afterReading(ready, true);
    expect(calls).toHaveLength(2);
  });

  it('claims no day for nothing: all well, switched off, or no schedule of ours', async () => {
    const worlds = [
      world(null),
      world(moved, false),
      world({ sentences: ['no run for a week'], installed: false }),
    ];
    for (const { watch, state, calls } of worlds) {
      await watch.afterReading(ready);
      expect({ looks: state.looks, claims: state.claims, calls }).toEqual({
        looks: 1,
        claims: 0,
        calls: [],
      });
    }
    expect(worlds[2]?.watch.trouble()?.sentences).toEqual(['no run for a week']);
  });

  it('has the faces drawn when something has changed, and forgets trouble that has gone', async () => {
    const { watch, state } = world();
    await watch.afterReading(ready);
    await watch.afterReading(ready, true);
    expect(state.drawn).toBe(1);
    state.seen = null;
    await watch.afterReading(ready, true);
    expect({ drawn: state.drawn, trouble: watch.trouble() }).toEqual({ drawn: 2, trouble: null });
  });

  it('tries again after a look that failed', async () => {
    let broken = true;
    const watch = scheduleWatch({
      look: async () => {
        if (broken) throw new Error('no');
        return moved;
      },
      now: () => 0,
      changed: () => undefined,
      mayCall: () => false,
      claimToday: async () => true,
      call: () => undefined,
    });
    await expect(watch.afterReading(ready)).rejects.toThrow('no');
    broken = false;
    await watch.afterReading(ready, true);
    expect(watch.trouble()).toEqual(moved);
  });
});
