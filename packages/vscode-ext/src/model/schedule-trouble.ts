import type { Finding, FindingLevel, ScheduleStatus } from '@weborca-cert/core';

/** What is wrong with the daily run that renews by itself. */
export interface ScheduleTrouble {
  /** In the user's language, the worst first; at least one. */
  readonly sentences: readonly [string, ...string[]];
  /**
   * False: runs came, but by nothing that `schedule install` has made (cron, a person's hand). Then
   * it is shown where somebody looks, and nobody is called.
   */
  readonly installed: boolean;
}

// The doctor's matter: nobody has to have a schedule, and what this window's environment has that a
// run has not is no trouble until a run fails.
const leftToDoctor: ReadonlySet<Finding['code']> = new Set([
  'schedule-none',
  'schedule-proxy',
  'schedule-environment',
]);

const weight: Readonly<Record<FindingLevel, number>> = { problem: 0, warning: 1, note: 2, ok: 3 };

/**
 * Null: nothing is wrong, or there never was a schedule and no run.
 *
 * @param sentenceOf core's sentence for a finding, in the user's language
 */
export function scheduleTrouble(
  { installed, lastRun, findings }: Pick<ScheduleStatus, 'installed' | 'lastRun' | 'findings'>,
  sentenceOf: (finding: Finding) => string,
): ScheduleTrouble | null {
  if (!installed && lastRun === null) return null;
  const [worst, ...others] = findings
    .filter(({ level, code }) => weight[level] <= weight.warning && !leftToDoctor.has(code))
    .toSorted((a, b) => weight[a.level] - weight[b.level])
    .map((finding) => sentenceOf(finding).replaceAll(/\s*\n\s*/g, ' '));
  return worst === undefined ? null : { sentences: [worst, ...others], installed };
}
