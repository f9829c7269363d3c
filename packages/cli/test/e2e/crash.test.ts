import { afterAll, beforeAll, expect, test } from 'vitest';
import { isLongRun, sweepingWithin, sweepOf } from '../../../core/test/support/sweep.ts';
import { isUnder } from '../support/service-rule.ts';
import { killAtEach } from './support/killed.ts';
import { openProcessClinic, type Point, type ProcessClinic } from './support/process-clinic.ts';

/** As many as a small machine runs side by side. */
const lanes = 2;
const sweep = sweepOf('crash', 29);
/** Where a request may have been sent, and where its answer is not safe yet. */
const around = sweepOf('crash around the request', 2);

let clinic: ProcessClinic;

beforeAll(async () => {
  clinic = await openProcessClinic(lanes, { forward: true });
}, 60_000);

afterAll(async () => clinic.close());

/**
 * To `kill -9` the disk is the same at two points if nothing was changed between them: looking and
 * fsyncs are left out. From the request until its answer has a name of its own every second change
 * is a point, and the very last one; of the others some. `power-cut` goes through them in one
 * process.
 */
function choose(points: readonly Point[]): readonly Point[] {
  const changing = points.filter(({ changes }) => changes);
  const sent = changing.findIndex(({ what }) => what.startsWith('before POST'));
  // Where the service gives out each file once, that is safe no sooner than the file is in the journal.
  const safe = isUnder('downloads=once') ? /\/versions\// : /^before GET/;
  const kept = changing.findIndex(({ what }, index) => index > sent && safe.test(what));
  return changing.filter(
    (_, index) =>
      (index >= sent && index < kept && around.takes(index)) ||
      index === changing.length - 1 ||
      sweep.takes(index),
  );
}

test(
  'killed before, and amid, every file operation and call',
  { timeout: sweepingWithin(1_800_000) },
  async () => {
    const [first] = clinic.places;
    const whole = await first?.run();
    expect(whole).toMatchObject({ outcome: 'renewed', code: null, signal: null, stderr: '' });
    const points = whole?.points ?? [];
    const chosen = choose(points);
    const { left, failures } = await killAtEach(clinic.places, chosen);
    const counts = [...left].map(([how, count]) => `${how} ${count}`).join(', ');
    process.stdout.write(
      `crash: ${chosen.length} of ${points.length} points, ${sweep.told}; ${counts}\n`,
    );
    expect(failures).toEqual([]);
    expect(chosen.length).toBeGreaterThan(isLongRun ? 15 : 5);
    expect(left.size).toBeGreaterThan(isLongRun ? 3 : 1);
  },
);
