import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { onWindows } from './left-out.ts';

/**
 * Of a sweep that takes minutes one run goes through every so-manieth point. Where it begins hangs on
 * the commit, so that successive commits come to all of them.
 */
export interface Sweep {
  readonly takes: (index: number) => boolean;
  /** Which are taken, and how to have them again, for whoever reads the output. */
  readonly told: string;
}

/** Whatever takes long goes all the way. */
export const isLongRun = process.env['WEBORCA_SWEEP'] === 'all';

/**
 * How long a sweep may take. A test that is over its time goes on in the background, in the place of
 * the next one: whoever goes all the way is not timed.
 */
export function sweepingWithin(ms: number): number {
  return isLongRun ? 24 * 3_600_000 : ms;
}

/**
 * @param name what is swept: each sweep begins somewhere else
 * @param stride a prime, so that no pattern of the points has it too
 * @param asked `all` goes through every point, the hash of a commit through that commit's
 */
export function sweepOf(
  name: string,
  stride: number,
  asked = process.env['WEBORCA_SWEEP'] ?? headCommit(),
): Sweep {
  if (asked === 'all') return { takes: () => true, told: 'all' };
  const digest = createHash('sha256').update(`${name} ${asked}`).digest();
  const first = digest.readUInt32BE() % stride;
  return {
    takes: (index) => index % stride === first,
    told: `one of ${stride} from number ${first} on (again: WEBORCA_SWEEP=${asked}; whole: WEBORCA_SWEEP=all)`,
  };
}

/**
 * Of the cases of a long table those that this commit goes through; what it tells goes into the output.
 *
 * @example
 * test.each(partOf('eighty columns', screens, 3))('%s fits', …);
 */
export function partOf<T>(name: string, cases: readonly T[], stride: number): readonly T[] {
  const sweep = sweepOf(name, stride);
  const taken = cases.filter((_, index) => sweep.takes(index));
  process.stdout.write(`${name}: ${taken.length} of ${cases.length} cases, ${sweep.told}\n`);
  return taken;
}

/**
 * Of the points of a run those at which this commit ends it; the first and the last always, since
 * what they lead to is known.
 *
 * @example
 * for (const n of pointsOf('store, killed', 3, [1, count])) …
 */
export function pointsOf(
  name: string,
  stride: number,
  [first, last]: readonly [number, number],
): readonly number[] {
  // In Wine a point takes twenty times as long.
  const sweep = sweepOf(name, onWindows ? 17 : stride);
  const all = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  const taken = all.filter((point) => point === first || point === last || sweep.takes(point));
  process.stdout.write(`${name}: ${taken.length} of ${all.length} points, ${sweep.told}\n`);
  return taken;
}

/**
 * How far apart are the points of a loop that goes through all of them: in Wine each takes twenty times
 * as long.
 */
export const apart = (points: number): number => (onWindows ? points * 5 : points);

function headCommit(): string {
  // A checkout may belong to somebody else, as in a container; it is only read.
  const args = ['-c', 'safe.directory=*', 'rev-parse', '--short=12', 'HEAD'];
  const options = { cwd: import.meta.dirname, encoding: 'utf8', stdio: 'pipe' } as const;
  try {
    return execFileSync('git', args, options).trim();
  } catch {
    // The sources without their history.
    return 'none';
  }
}
