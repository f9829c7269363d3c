import { posix, win32 } from 'node:path';
import { loadConfiguration } from '../configuration/load.ts';
import type { Context } from '../context.ts';
import { isWeborcaError } from '../errors.ts';
import { isPassingPlace } from '../files/passing-place.ts';
import type { Finding } from '../findings/findings.ts';
import type { LastRun } from './last-run.ts';
import type { Scheduler } from './scheduler.ts';
import type { SchedulerKind } from '../words/schedulers.ts';

export interface ScheduleRequest {
  /** Absolute: `[node, main.js]`, or the single-file executable alone. */
  readonly program: readonly string[];
}

export interface ScheduleStatus {
  /** Null: this system has no scheduler that is known. */
  readonly kind: SchedulerKind | null;
  readonly installed: boolean;
  readonly files: readonly string[];
  readonly lastRun: LastRun | null;
  /** Compared with what it should be; the catalogue has the sentences (`describeFinding`). */
  readonly findings: readonly Finding[];
}

/**
 * What the scheduler has, compared with what it should have, and whether runs come.
 *
 * @param request left out: the caller is not what should be scheduled (the extension), so only
 *   whether the program is still there is looked at
 */
export async function scheduleStatus(
  context: Context,
  request?: ScheduleRequest,
): Promise<ScheduleStatus> {
  const { effects, places } = context;
  const [{ judgeRuns, judgeSchedule }, { readLastRun }, { finding }] = await Promise.all([
    import('./judge.ts'),
    import('./last-run.ts'),
    import('../findings/levels.ts'),
  ]);
  const lastRun = await readLastRun(effects, places.stateDir);
  const seen = await (await schedulerOf(context)).look(effects);
  const { scheduledCommand, lineFor } = await import('./task.ts');
  const { kind } = seen;
  if (kind === null) {
    const command = request === undefined ? '' : lineFor(context, request.program);
    const findings = [
      finding('schedule-unsupported', { system: effects.platform, command }),
      ...judgeRuns(lastRun, null, effects.now()),
    ];
    return { kind, installed: false, files: [], lastRun, findings };
  }
  const command = seen.found?.command ?? [];
  const judged = judgeSchedule({
    ...seen,
    kind,
    expected: request === undefined ? null : scheduledCommand(context, request.program),
    missing: await missingOf(context, command),
    passing: filesOf(context, command).some((file) => isPassing(context, file)),
  });
  const installed = seen.found !== null;
  const findings = [
    ...judged,
    ...(installed ? await judgeSurroundings(context, kind) : []),
    ...judgeRuns(lastRun, installed ? seen.installedAt : null, effects.now()),
  ];
  return { kind, installed, files: seen.files, lastRun, findings };
}

/** The way of this system to start a run every day. */
export async function schedulerOf({ effects }: Context): Promise<Scheduler> {
  switch (effects.platform) {
    case 'darwin':
      return (await import('./launchd-scheduler.ts')).launchdScheduler;
    case 'win32':
      return (await import('./windows-scheduler.ts')).windowsScheduler;
    default:
      return (await import('./unix-scheduler.ts')).unixScheduler;
  }
}

/** The program, and the script it is given; an executable is given a command's name, which is no path. */
function filesOf(
  { effects }: Context,
  [program = '', script = '']: readonly string[],
): readonly string[] {
  const paths = effects.platform === 'win32' ? win32 : posix;
  return [program, ...(paths.isAbsolute(script) ? [script] : [])].filter(Boolean);
}

/** Those that are not there any more. */
async function missingOf(context: Context, command: readonly string[]): Promise<readonly string[]> {
  const { exists } = await import('../files/durable.ts');
  const missing: string[] = [];
  for (const file of filesOf(context, command)) {
    if (!(await exists(context.effects.files, file))) missing.push(file);
  }
  return missing;
}

/** `npx` keeps what it runs in a cache that is emptied. */
function isPassing({ effects }: Context, path: string): boolean {
  return /[\\/]_npx[\\/]/.test(path) || isPassingPlace(path, effects);
}

/** What a scheduled run will miss of the environment of now. */
export async function judgeSurroundings(
  context: Context,
  kind: SchedulerKind,
): Promise<readonly Finding[]> {
  const { judgeEnvironment } = await import('./task.ts');
  const { effects, places } = context;
  return judgeEnvironment(effects.env, kind, await everyServiceHasProxy());

  async function everyServiceHasProxy(): Promise<boolean> {
    try {
      const { certificates, services } = await loadConfiguration(effects, places);
      const used = [...certificates.values()].map(({ service }) => services.get(service));
      return used.length > 0 && used.every((service) => (service?.proxy ?? null) !== null);
    } catch (error) {
      // The doctor says what is wrong with it; here it only means that it names no proxy.
      if (isWeborcaError(error)) return false;
      throw error;
    }
  }
}
