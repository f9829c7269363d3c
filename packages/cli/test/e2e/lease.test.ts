import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweepingWithin, sweepOf } from '../../../core/test/support/sweep.ts';
import {
  openProcessClinic,
  type Place,
  type Point,
  type ProcessClinic,
  type Run,
} from './support/process-clinic.ts';
import { answers, expectFinished, expectPromise, versionsOf } from './support/promise.ts';
import { linuxOnly } from '../../../core/test/support/left-out.ts';

const minuteMs = 60_000;
/** As many as a small machine runs side by side. */
const lanes = 2;
const sweep = sweepOf('lease', 43);

let clinic: ProcessClinic;

beforeAll(async () => {
  clinic = await openProcessClinic(lanes);
}, 240_000);

afterAll(async () => clinic.close());

/** From the request until its answer is recorded every point, the looks at the lock too. */
function choose(points: readonly Point[]): readonly Point[] {
  const telling = points.filter(
    ({ what, changes }) => changes || /^before status .*\.lock$/.test(what),
  );
  const sent = telling.findIndex(({ what }) => what.startsWith('before POST'));
  return telling.filter((_, index) => (index >= sent && index <= sent + 8) || sweep.takes(index));
}

/** The answer has come, and is not in its file yet: what nobody else can know of. */
function isUnrecorded(points: readonly Point[], { point }: Point): boolean {
  const come = points.find(({ what }) => what.startsWith('after POST'))?.point ?? Infinity;
  const written = points.find(
    ({ point: at, what }) => at > come && /^before syncFile .*answers/.test(what),
  );
  return point >= come && point < (written?.point ?? 0);
}

/**
 * The owner is stopped, another host takes the work over an hour later and finishes, then the owner
 * goes on. Whatever it had in hand: one certificate is in use, every answer is kept and fetched, and
 * a second request leaves only where the first one had left without an answer on disk.
 */
async function stopAndOvertake(place: Place, points: readonly Point[], at: Point): Promise<Run> {
  place.reset();
  const others: Run[] = [];
  const owner = await place.run({
    host: 'pod-a',
    stopAt: at.point,
    whileStopped: async () => {
      others.push(await place.run({ host: 'pod-b', aheadMs: 61 * minuteMs }));
    },
  });
  expect(others).toHaveLength(1);
  for (const other of others) {
    expect(['renewed', 'resumed', 'not-due']).toContain(other.outcome);
    expect(other).toMatchObject({ code: null, signal: null, stderr: '' });
  }
  expect(owner).toMatchObject({ signal: null, stderr: '' });
  expect([null, 'lease-lost']).toContain(owner.code);
  const last = await place.run({ host: 'pod-c', aheadMs: 63 * minuteMs });
  expect(last).toMatchObject({ code: null, signal: null, stderr: '', outcome: 'not-due' });
  const issued = place.issued();
  expect(place.posts()).toBe(isUnrecorded(points, at) ? 2 : 1);
  expect(await versionsOf(place)).toEqual(
    expect.arrayContaining(issued.map(({ fingerprint }) => fingerprint)),
  );
  await expectPromise(
    place,
    issued.map(({ pass }) => pass),
  );
  await expectFinished(place, issued.at(-1)?.fingerprint ?? 'none');
  expect(answers(place)).toEqual([]);
  return owner;
}

test.skipIf(process.platform !== 'linux')(
  `an owner stopped at each step, and woken when another host has finished${linuxOnly}`,
  { timeout: sweepingWithin(1_800_000) },
  async () => {
    const [first] = clinic.places;
    const whole = await first?.run({ host: 'pod-a' });
    expect(whole).toMatchObject({ outcome: 'renewed', code: null, signal: null, stderr: '' });
    const points = whole?.points ?? [];
    const waiting = [...choose(points)];
    const failures: string[] = [];
    let lost = 0;
    let stopped = 0;
    const work = async (place: Place): Promise<void> => {
      for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
        stopped += 1;
        const { what } = at;
        const owner = await stopAndOvertake(place, points, at).catch((error: unknown) => {
          failures.push(`${what}: ${String(error)}`);
          return null;
        });
        if (owner?.code === 'lease-lost') lost += 1;
      }
    };
    await Promise.all(clinic.places.map(work));
    process.stdout.write(`lease: stopped at ${stopped} points, lost at ${lost}; ${sweep.told}\n`);
    expect(failures).toEqual([]);
    expect(lost).toBeGreaterThan(5);
  },
);
