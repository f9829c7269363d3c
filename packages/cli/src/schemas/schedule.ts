import type { SchedulerKind } from '@weborca-cert/core';
import type { CommandName } from '../help/types.ts';
import { everyOf, flag, listOf, object, orNull, text, type Schema } from './build.ts';
import { findings, lastRun } from './parts.ts';

const kind = orNull(
  everyOf<SchedulerKind>({ systemd: true, cron: true, launchd: true, 'windows-task': true }),
);

/** What the commands around the daily run answer. */
export const scheduleAnswers = {
  'schedule install': object({
    kind,
    files: listOf(text),
    active: flag,
    activation: listOf(text),
    findings,
  }),
  'schedule status': object({ kind, installed: flag, files: listOf(text), lastRun, findings }),
  'schedule remove': object({ removed: listOf(text) }),
} as const satisfies Readonly<Partial<Record<CommandName, Schema>>>;
