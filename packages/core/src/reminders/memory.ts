import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { makeDirectories, readIfThere, writeDurably } from '../files/durable.ts';
import { isRecord } from '../json.ts';
import { dateField, numberField, readRecord, writeRecord } from '../store/record.ts';
import type { Reminder } from './decide.ts';
import { stateEntries } from '../store/layout.ts';

/** What was told about one certificate; `notAfter` says when that can be forgotten. */
interface Mark {
  readonly days: number;
  readonly notAfter: Date;
}

/** One small file for all windows: who was told what. */
export interface ReminderMemory {
  /** A person asked for quiet. */
  readonly muted: boolean;
  readonly marks: ReadonlyMap<string, Mark>;
}

type Files = Pick<Effects, 'files' | 'randomBytes'>;

/**
 * Who keeps it. What a window showed on this machine says nothing of the message that the schedule
 * sends to the person who renews, so each remembers for itself.
 */
export type Reminding = 'windows' | 'schedule';

export function remindersFile(stateDir: string, by: Reminding = 'windows'): string {
  return join(stateDir, stateEntries[by === 'windows' ? 'reminders' : 'remindersByHand']);
}

/** Null: not looked at yet. A broken file counts as looked at, so that nothing is told twice. */
export async function readReminders(
  { files }: Pick<Files, 'files'>,
  stateDir: string,
  by?: Reminding,
): Promise<ReminderMemory | null> {
  const bytes = await readIfThere(files, remindersFile(stateDir, by));
  if (bytes === null) return null;
  const record = readRecord(bytes) ?? {};
  const reminded = isRecord(record['reminded']) ? record['reminded'] : {};
  const marks = new Map<string, Mark>();
  for (const [fingerprint, value] of Object.entries(reminded)) {
    if (!isRecord(value)) continue;
    const days = numberField(value, 'days');
    const notAfter = dateField(value, 'notAfter');
    if (days !== null && notAfter !== null) marks.set(fingerprint, { days, notAfter });
  }
  return { muted: record['muted'] === true, marks };
}

export async function writeReminders(
  { files, randomBytes }: Files,
  stateDir: string,
  { muted, marks }: ReminderMemory,
  by?: Reminding,
): Promise<void> {
  await makeDirectories(files, stateDir, 0o700);
  const reminded = Object.fromEntries(marks);
  const bytes = writeRecord({ schemaVersion: 1, muted, reminded });
  await writeDurably({ files, randomBytes }, remindersFile(stateDir, by), {
    contents: bytes,
    mode: 0o600,
  });
}

/** The memory after these were told. What has expired is forgotten. Pure. */
export function withMarks(
  memory: ReminderMemory,
  reminders: readonly Reminder[],
  now: Date,
): ReminderMemory {
  const marks = new Map([...memory.marks].filter(([, { notAfter }]) => notAfter >= now));
  for (const { fingerprintSha256, days, notAfter } of reminders) {
    marks.set(fingerprintSha256, { days, notAfter });
  }
  return { ...memory, marks };
}
