import type { Context } from '../context.ts';
import { quietly } from '../errors.ts';
import type { Finding } from '../findings/findings.ts';
import { judgeSurroundings, schedulerOf, type ScheduleRequest } from '../schedule/look.ts';
import type { SchedulerKind } from '../words/schedulers.ts';

export type { LastRun } from '../schedule/last-run.ts';
export { scheduleStatus, type ScheduleRequest, type ScheduleStatus } from '../schedule/look.ts';
export type { SchedulerKind } from '../words/schedulers.ts';
export { windowlessTwin } from '../schedule/windows-task.ts';

export interface ScheduleInstalled {
  readonly kind: SchedulerKind;
  /** What was written: paths, on Windows the task's name. */
  readonly files: readonly string[];
  /** False: written, but not under way; `activation` are the commands a person can run. */
  readonly active: boolean;
  readonly activation: readonly string[];
  /** What the run will miss of the environment of now. */
  readonly findings: readonly Finding[];
}

/**
 * Has every certificate renewed every day, by the scheduler of this system; one that is there
 * already is replaced. Null: there is none here that could be used; `scheduleStatus` has the line
 * for another.
 *
 * @throws WeborcaError `tool-missing` for a program that cannot be scheduled, `config-invalid`
 */
export async function scheduleInstall(
  context: Context,
  { program }: ScheduleRequest,
): Promise<ScheduleInstalled | null> {
  const { effects, places } = context;
  const scheduler = await schedulerOf(context);
  const { scheduledTask } = await import('../schedule/task.ts');
  const task = scheduledTask(context, program);
  const installed = await scheduler.install(effects, task, places.stateDir);
  if (installed === null) return null;
  return { ...installed, findings: await judgeSurroundings(context, installed.kind) };
}

/** Takes the schedule away; what there was of it is the answer. */
export async function scheduleRemove(context: Context): Promise<readonly string[]> {
  const scheduler = await schedulerOf(context);
  const { effects, places } = context;
  const removed = await scheduler.remove(effects);
  // Sentences say that the schedule tries again where its last run is fresh.
  const { readLastRun, writeLastRun } = await import('../schedule/last-run.ts');
  const run = await readLastRun(effects, places.stateDir);
  if (run !== null) {
    // It is gone, whether this can be written or not.
    await quietly(() => writeLastRun(effects, places.stateDir, { ...run, scheduleRemoved: true }));
  }
  return removed;
}
