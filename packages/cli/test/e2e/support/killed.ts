import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { Place, Point, Run, RunOptions } from './process-clinic.ts';
import { expectFinished, expectPromise, journalStep, storeOf } from './promise.ts';

const hourMs = 3_600_000;

/** What a killed process left, as the disk tells, and what the next run has to make of it. */
export type Left = 'nothing-sent' | 'outcome-unknown' | 'issued' | 'given-out' | 'finished';

interface Expected {
  readonly outcome: string;
  readonly code: string | null;
  /** Certificates that there are in the end. */
  readonly issued: number;
}

const expected: Readonly<Record<Left, Expected>> = {
  'nothing-sent': { outcome: 'renewed', code: null, issued: 1 },
  'outcome-unknown': { outcome: 'failed', code: 'outcome-unknown', issued: 1 },
  issued: { outcome: 'resumed', code: null, issued: 1 },
  // The one download is lost: another is asked for, and address and password are kept.
  'given-out': { outcome: 'renewed', code: null, issued: 2 },
  finished: { outcome: 'not-due', code: null, issued: 1 },
};

function leftBy(place: Place): Left {
  const step = journalStep(place);
  if (step === 'none' || step === 'unsent')
    return place.posts() === 0 ? 'nothing-sent' : 'finished';
  if (step === 'requested') return 'outcome-unknown';
  const downloaded = path.join(storeOf(place), 'journal', 'downloaded.p12');
  return place.isGivenOut() && !existsSync(downloaded) ? 'given-out' : 'issued';
}

/** Where the process that is killed runs, and the next ones. */
export interface Processes {
  readonly killed: RunOptions;
  readonly next: RunOptions;
}

/**
 * Kills a renewal at one point, looks at what is there, and lets the next process go on. Exactly
 * one certificate comes of it once *issued* was fsynced; in the gap before, that is said, nothing
 * is sent, and after an hour another request may go out.
 */
export async function killAndGoOn(
  place: Place,
  killAt: number,
  { killed: owner, next: heir }: Processes = { killed: {}, next: {} },
): Promise<Left> {
  const killed = await killedAt(place, killAt, owner);
  expect(killed).toMatchObject({ signal: 'SIGKILL', outcome: null });
  await expectPromise(place, killed.issued);
  const left = leftBy(place);
  const sent = place.posts();
  if (killed.issued.length > 0) expect(['issued', 'given-out', 'finished']).toContain(left);

  const next = await place.run(heir);
  expectEnd(next, expected[left]);
  await expectPromise(place, killed.issued);
  if (left === 'outcome-unknown') {
    expect(place.posts()).toBe(sent);
    expectEnd(await place.run({ ...heir, aheadMs: hourMs + 60_000 }), expected['nothing-sent']);
    expect(place.posts()).toBe(sent + 1);
  } else expect(place.posts()).toBe(expected[left].issued);
  await expectFinished(place, place.issued().at(-1)?.fingerprint ?? 'none');
  return left;
}

/**
 * Whether a renewal looks at one file more hangs on the clock: a process that came to its end has fewer
 * points than the one they were counted in, and its own last one is meant.
 */
async function killedAt(place: Place, killAt: number, owner: RunOptions): Promise<Run> {
  place.reset();
  const run = await place.run({ ...owner, killAt });
  const last = run.points.length;
  return run.signal === null && last < killAt ? killedAt(place, last, owner) : run;
}

function expectEnd(run: Run, { outcome, code }: Expected): void {
  expect(run).toMatchObject({ outcome, code, signal: null, stderr: '' });
}

/** Kills at each of these points, in as many places at once as there are. */
export async function killAtEach(
  places: readonly Place[],
  points: readonly Point[],
  processes?: Processes,
): Promise<{ readonly left: ReadonlyMap<Left, number>; readonly failures: readonly string[] }> {
  const waiting = [...points];
  const left = new Map<Left, number>();
  const failures: string[] = [];
  const work = async (place: Place): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      try {
        const found = await killAndGoOn(place, next.point, processes);
        left.set(found, (left.get(found) ?? 0) + 1);
      } catch (error) {
        failures.push(`${next.point} ${next.what}: ${String(error)}`);
      }
    }
  };
  await Promise.all(places.map(work));
  return { left, failures };
}
