import {
  dayMs,
  type LastRun,
  type ScheduleInstalled,
  type ScheduleStatus,
} from '@weborca-cert/core';
import type { Session } from '../session.ts';
import { findingJson, renderFindings } from './findings.ts';
import { symbols } from './paint.ts';
import { pairs } from './table.ts';

/** What was written, and what is left to do. */
export function renderInstalled(
  { kind, files, active, activation, findings }: ScheduleInstalled,
  session: Session,
): string {
  const { text, word } = session;
  const { schedule } = text;
  return [
    active ? schedule.installed : schedule.written,
    ...(active || activation.length === 0
      ? []
      : [activation.map((line) => `   ${line}`).join('\n')]),
    pairs([
      [schedule.by, word('scheduler', kind)],
      [schedule.files, files.join('\n') || null],
    ]),
    ...(findings.length === 0 ? [] : [renderFindings(findings, session)]),
    ...(active ? [schedule.next] : []),
  ].join('\n\n');
}

export function scheduleJson(
  { kind, installed, files, lastRun, findings }: ScheduleStatus,
  session: Session,
) {
  return {
    kind,
    installed,
    files,
    lastRun: lastRun === null ? null : lastRunJson(lastRun),
    findings: findings.map((finding) => findingJson(finding, session)),
  };
}

export function lastRunJson({ at, by, certificates, renewed, byHand, failed, failures }: LastRun) {
  return {
    at,
    by,
    certificates,
    renewed,
    byHand,
    failed,
    failures: failures.map(({ name, code }) => ({ name, code })),
  };
}

/** What there is, and what of it somebody should look at. */
export function renderSchedule(
  { kind, installed, files, lastRun, findings }: ScheduleStatus,
  session: Session,
): string {
  const { text, word } = session;
  const { schedule } = text;
  const told = findings.filter(({ level }) => level !== 'ok');
  return [
    pairs([
      [schedule.heading, installed ? schedule.there : schedule.missing],
      [schedule.by, installed && kind !== null ? word('scheduler', kind) : null],
      [schedule.files, files.join('\n') || null],
      [schedule.lastRun, lastRun === null ? schedule.never : runLine(lastRun, session)],
    ]),
    told.length === 0 ? schedule.fine : renderFindings(told, session),
  ].join('\n\n');
}

/** `2026-11-22 (日) 10:05  3件、失敗なし` */
export function runLine(run: LastRun, { text, time }: Pick<Session, 'text' | 'time'>): string {
  return `${time(run.at)}  ${text.schedule.outcome(run)}`;
}

/** A run that did not come for a week is worth a look (issue: nobody remembers it in three years). */
const silentMs = 7 * dayMs;

/** One line below a status: when everything was last renewed by itself or by hand. */
export function renderLastRun(run: LastRun | null, now: Date, session: Session): string {
  const { text, out } = session;
  const { schedule } = text;
  if (run === null) return schedule.neverHint;
  const line = `${schedule.lastRun}: ${runLine(run, session)}`;
  const silent = now.getTime() - run.at.getTime() > silentMs;
  if (!silent && run.failed === 0) return line;
  const hint = silent ? schedule.silentHint : schedule.failedHint;
  return `${out.paint('warning', symbols.notice)} ${line}\n  ${hint}`;
}
