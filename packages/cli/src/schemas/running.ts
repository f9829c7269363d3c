import type { Finding, SchedulerKind } from '@weborca-cert/core';
import type { CommandName } from '../help/types.ts';
import {
  anything,
  either,
  everyOf,
  flag,
  instant,
  listOf,
  object,
  oneOf,
  orNull,
  text,
  type Schema,
} from './build.ts';
import { consumers, fleetFields, lastRun, state, withFactsOrNulls } from './parts.ts';

const level = everyOf<Finding['level']>({ ok: true, note: true, warning: true, problem: true });

const findings = listOf(
  object({
    area: text,
    code: { ...text, description: '`ok` for all that is as it should be' },
    level,
    facts: anything,
    message: { ...text, description: 'in the language that was chosen; can have several lines' },
    hint: { ...text, description: 'the way out, or empty' },
  }),
);

const kind = orNull(
  everyOf<SchedulerKind>({ systemd: true, cron: true, launchd: true, 'windows-task': true }),
);
const backup = orNull(object({ path: text, at: instant }, { readAt: instant, onStoresDisk: flag }));

const ledger = withFactsOrNulls({
  name: text,
  state,
  service: text,
  site: text,
  weborca: orNull(text),
  fileName: orNull(text),
  renewFrom: orNull(instant),
  folder: orNull(text),
  backups: listOf(text),
  lastBackup: backup,
  consumers,
});

const format = oneOf('csv', 'ics', 'html');

/** What the commands around running by itself answer. */
export const runningAnswers = {
  doctor: object({ at: instant, level, findings }),
  report: either(
    object({ at: instant, certificates: listOf(ledger) }),
    object({ at: instant, ...fleetFields }),
    object({ format, content: text }),
    object({ format, file: text }),
  ),
  uninstall: object({
    schedule: listOf(text),
    rights: listOf(text),
    configuration: listOf(text),
    state: listOf(text),
    withoutBackup: listOf(text),
    notConfigured: listOf(text),
    unfinished: listOf(text),
    kept: listOf(text),
    removed: listOf(text),
  }),
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
