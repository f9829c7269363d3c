import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProcessClinic, type Place, type ProcessClinic } from './support/process-clinic.ts';
import { expectFinished, expectPromise, journalStep } from './support/promise.ts';

const hourMs = 3_600_000;
/** As many as a small machine runs side by side. */
const lanes = 2;
const all = process.env['WEBORCA_CRASH_ALL'] === '1';

let clinic: ProcessClinic;

beforeAll(async () => {
  clinic = await openProcessClinic(lanes);
}, 60_000);

afterAll(async () => clinic.close());

type Seen = 'nothing-had-left' | 'outcome-unknown' | 'resumed' | 'was-done';

/** Kills a renewal at one point, looks at what is there, and lets the next run go on. */
async function killAndGoOn(place: Place, killAt: number): Promise<Seen> {
  place.reset();
  const killed = await place.run({ killAt });
  expect(killed).toMatchObject({ signal: 'SIGKILL', outcome: null });
  await expectPromise(place, killed.issued);
  const sent = place.posts();
  const step = journalStep(place);
  if (killed.issued.length > 0) expect(step).not.toBe('requested');

  const next = await place.run();
  expect(next).toMatchObject({ signal: null, stderr: '' });
  await expectPromise(place, killed.issued);
  let seen: Seen;
  if (step === 'requested') {
    seen = 'outcome-unknown';
    expect(next).toMatchObject({ outcome: 'failed', code: 'outcome-unknown' });
    expect(place.posts()).toBe(sent);
    const later = await place.run({ aheadMs: hourMs + 60_000 });
    expect(later).toMatchObject({ outcome: 'renewed', code: null, stderr: '' });
    expect(place.posts()).toBe(sent + 1);
  } else {
    seen = step === 'issued' ? 'resumed' : sent === 0 ? 'nothing-had-left' : 'was-done';
    const outcomes = { resumed: 'resumed', 'nothing-had-left': 'renewed', 'was-done': 'not-due' };
    expect(next).toMatchObject({ outcome: outcomes[seen], code: null });
    expect(place.posts()).toBe(1);
    expect(place.issued()).toHaveLength(1);
  }
  const newest = place.issued().at(-1);
  await expectFinished(place, newest?.fingerprint ?? 'none');
  return seen;
}

test('killed before, and amid, every file operation and call', { timeout: 900_000 }, async () => {
  const [first] = clinic.places;
  const whole = await first?.run();
  expect(whole).toMatchObject({ outcome: 'renewed', code: null, signal: null, stderr: '' });
  const points = whole?.points ?? [];
  // Between two changes the disk is the same: looking at it, and fsyncs, show nothing to kill -9.
  const chosen = points.filter(({ changes }) => all || changes).map(({ point }) => point);
  const seen = new Map<Seen, number>();
  const failures: string[] = [];
  const waiting = [...chosen];
  const work = async (place: Place): Promise<void> => {
    for (let point = waiting.shift(); point !== undefined; point = waiting.shift()) {
      try {
        const how = await killAndGoOn(place, point);
        seen.set(how, (seen.get(how) ?? 0) + 1);
      } catch (error) {
        const what = points[point - 1]?.what.replaceAll(clinic.folder, '');
        failures.push(`${point} ${what}: ${String(error)}`);
      }
    }
  };
  await Promise.all(clinic.places.map(work));
  const counts = [...seen].map(([how, count]) => `${how} ${count}`).join(', ');
  process.stdout.write(`crash: ${chosen.length} of ${points.length} points; ${counts}\n`);
  expect(failures).toEqual([]);
  expect(chosen.length).toBeGreaterThan(100);
  expect(new Set(seen.keys())).toEqual(
    new Set(['nothing-had-left', 'outcome-unknown', 'resumed', 'was-done']),
  );
});
