import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { readIfThere } from '../files/durable.ts';
import { type JsonRecord } from '../json.ts';
import type { HistoryEvent } from '../words/history-events.ts';
import { dateField, readRecord, textField } from './record.ts';
import { certificateEntries } from './layout.ts';

/** One line of the audit trail. Facts only, never a secret. */
export interface HistoryEntry {
  readonly at: Date;
  /** A `HistoryEvent`, or one of a later version of this program. */
  readonly event: string;
  readonly facts: JsonRecord;
}

/** A line a day for a thousand years. */
const mostBytes = 64 * 1024 * 1024;

/** Appends one line; a line that a crash tore is skipped when reading. */
export async function remember(
  effects: Effects,
  certificateFolder: string,
  event: HistoryEvent,
  facts: JsonRecord,
): Promise<void> {
  const { command: by } = effects.process;
  await append(effects, certificateFolder, { at: effects.now(), event, facts: { by, ...facts } });
  await effects.files.syncFile(join(certificateFolder, certificateEntries.history));
}

/** Without the lock over the certificate, and without waiting for the disk. */
export async function append(
  { files }: Pick<Effects, 'files'>,
  certificateFolder: string,
  { at, event, facts }: HistoryEntry,
): Promise<void> {
  const line = JSON.stringify({ at, event, ...facts });
  // The leading line end closes a torn line of an earlier crash; empty lines are skipped.
  await files.append(
    join(certificateFolder, certificateEntries.history),
    Buffer.from(`\n${line}\n`),
    0o600,
  );
}

export async function readHistory(
  effects: Pick<Effects, 'files'>,
  certificateFolder: string,
): Promise<readonly HistoryEntry[]> {
  const bytes = await readIfThere(
    effects.files,
    join(certificateFolder, certificateEntries.history),
    mostBytes,
  );
  if (bytes === null) return [];
  return Buffer.from(bytes)
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const record = line === '' ? null : readRecord(Buffer.from(line));
      const at = record === null ? null : dateField(record, 'at');
      const event = record === null ? null : textField(record, 'event');
      if (record === null || at === null || event === null) return [];
      const { at: _at, event: _event, ...facts } = record;
      return [{ at, event, facts }];
    });
}
