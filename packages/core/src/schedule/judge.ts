import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';
import type { LastRun } from './last-run.ts';
import type { FoundTask } from './types.ts';
import type { SchedulerKind } from '../words/schedulers.ts';
import { dayMs } from '../time.ts';

/** Everything that is known about the schedule at a moment. */
export interface ScheduleSeen {
  readonly kind: SchedulerKind;
  readonly files: readonly string[];
  /** Null: there is none. */
  readonly found: FoundTask | null;
  /** What it should start now; null: the caller does not know its own program. */
  readonly expected: readonly string[] | null;
  /** Programs and scripts of the task that are not there any more. */
  readonly missing: readonly string[];
  /** The task starts a program in a folder that is emptied from time to time. */
  readonly passing: boolean;
  /** Somebody else's, by file owner or by the task's own words; null: ours. */
  readonly otherUser: string | null;
  readonly activity: 'active' | 'inactive' | 'unknown';
  /** What a person runs to set it going. */
  readonly activation: readonly string[];
  /** Exit code of the last start, in the scheduler's words; null: fine, or there was none. */
  readonly failure: string | null;
  readonly installedAt: Date | null;
  /** The command that lets it run while the user is logged out; null: it does already, or cannot. */
  readonly lingerCommand: string | null;
}

const weekMs = 7 * dayMs;

/**
 * What is right and wrong about the schedule. Pure. In three years it is forgotten, so that this
 * has to notice.
 */
export function judgeSchedule(seen: ScheduleSeen): readonly Finding[] {
  const { kind, found, files } = seen;
  if (found === null) return [finding('schedule-none', {})];
  const wrong = [...judgeProgram(seen, found), ...judgeActivity(seen)];
  const fine = wrong.length === 0 ? [finding('schedule-installed', { kind, files })] : [];
  const { lingerCommand } = seen;
  const notes =
    lingerCommand === null ? [] : [finding('schedule-logged-in-only', { command: lingerCommand })];
  return [...fine, ...wrong, ...notes];
}

function judgeProgram(seen: ScheduleSeen, found: FoundTask): readonly Finding[] {
  const { missing, expected, otherUser, passing } = seen;
  const findings: Finding[] = [];
  if (otherUser !== null) findings.push(finding('schedule-other-user', { user: otherUser }));
  const [program] = missing;
  if (program !== undefined) return [...findings, finding('schedule-program-moved', { program })];
  const differs = expected !== null && !sameCommand(found.command, expected);
  if (differs) {
    const shown = { found: found.command.join(' '), expected: expected.join(' ') };
    findings.push(finding('schedule-other-program', shown));
  }
  if (passing) {
    findings.push(finding('schedule-program-passing', { program: found.command.join(' ') }));
  }
  return findings;
}

function judgeActivity({ kind, activity, activation, failure }: ScheduleSeen): readonly Finding[] {
  if (activity === 'inactive') {
    return [finding('schedule-not-active', { kind, commands: activation })];
  }
  const findings: Finding[] = [];
  if (activity === 'unknown') findings.push(finding('schedule-unknown', { kind }));
  if (failure !== null) findings.push(finding('schedule-failed', { kind, result: failure }));
  return findings;
}

function sameCommand(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}

/** Whether runs do come, and how the last one came out. `installedAt`: null when nothing is. Pure. */
export function judgeRuns(
  lastRun: LastRun | null,
  installedAt: Date | null,
  now: Date,
): readonly Finding[] {
  if (lastRun === null) {
    const waited = installedAt !== null && now.getTime() - installedAt.getTime() > weekMs;
    return waited ? [finding('run-never', { since: installedAt.toISOString() })] : [];
  }
  const at = lastRun.at.toISOString();
  const old = now.getTime() - lastRun.at.getTime() > weekMs;
  const findings: Finding[] = old ? [finding('run-old', { at })] : [];
  if (lastRun.failed > 0) {
    const failures = lastRun.failures.map(({ name, code }) =>
      name === '' ? code : `${name} (${code})`,
    );
    const told = lastRun.failures.flatMap(({ name, code, details }) =>
      details === undefined ? [] : [{ name, code, details }],
    );
    findings.push(finding('run-failed', { at, failures, told }));
  }
  if (findings.length > 0) return findings;
  return [finding('run-fine', { at, certificates: lastRun.certificates })];
}
