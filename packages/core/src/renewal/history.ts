import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { readIfThere } from '../files/durable.ts';
import { type JsonRecord } from '../json.ts';
import { dateField, readRecord, textField } from './record.ts';

/** One line of the audit trail. Facts only, never a secret. */
export interface HistoryEntry {
  readonly at: Date;
  readonly event: string;
  readonly facts: JsonRecord;
}

const file = 'history.jsonl';

/** A line a day for a thousand years. */
const mostBytes = 64 * 1024 * 1024;

/** Appends one line; a line that a crash tore is skipped when reading. */
export async function remember(
  effects: Effects,
  certificateFolder: string,
  event: string,
  facts: JsonRecord,
): Promise<void> {
  const line = JSON.stringify({ at: effects.now(), event, by: effects.process.command, ...facts });
  const path = join(certificateFolder, file);
  // The leading line end closes a torn line of an earlier crash; empty lines are skipped.
  await effects.files.append(path, Buffer.from(`\n${line}\n`), 0o600);
  await effects.files.syncFile(path);
}

export async function readHistory(
  effects: Effects,
  certificateFolder: string,
): Promise<readonly HistoryEntry[]> {
  const bytes = await readIfThere(effects.files, join(certificateFolder, file), mostBytes);
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
