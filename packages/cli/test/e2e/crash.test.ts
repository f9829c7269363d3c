import { afterAll, beforeAll, expect, test } from 'vitest';
import { killAtEach } from './support/killed.ts';
import { openProcessClinic, type Point, type ProcessClinic } from './support/process-clinic.ts';

/** As many as a small machine runs side by side. */
const lanes = 2;
const all = process.env['WEBORCA_CRASH_ALL'] === '1';

let clinic: ProcessClinic;

beforeAll(async () => {
  clinic = await openProcessClinic(lanes);
}, 60_000);

afterAll(async () => clinic.close());

/**
 * To `kill -9` the disk is the same at two points if nothing was changed between them: looking and
 * fsyncs are left out. While the journal is open for the service's answer every change is a point,
 * around it every second one; `power-cut` goes through all of them, in one process.
 */
function choose(points: readonly Point[]): readonly Point[] {
  if (all) return points;
  const changing = points.filter(({ changes }) => changes);
  const first = changing.findIndex(({ what }) => what.endsWith('requested.json'));
  const last = changing.findLastIndex(({ what }) => what.includes('/versions/'));
  return changing.filter((_, index) => (index >= first && index <= last) || index % 2 === 0);
}

test('killed before, and amid, every file operation and call', { timeout: 1_800_000 }, async () => {
  const [first] = clinic.places;
  const whole = await first?.run();
  expect(whole).toMatchObject({ outcome: 'renewed', code: null, signal: null, stderr: '' });
  const points = whole?.points ?? [];
  const chosen = choose(points);
  const { left, failures } = await killAtEach(clinic.places, chosen);
  const counts = [...left].map(([how, count]) => `${how} ${count}`).join(', ');
  process.stdout.write(`crash: ${chosen.length} of ${points.length} points; ${counts}\n`);
  expect(failures).toEqual([]);
  expect(chosen.length).toBeGreaterThan(60);
  expect(left.size).toBe(4);
});
