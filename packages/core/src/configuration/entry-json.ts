import { formatThreshold } from '../certificate/lifetime.ts';
import type { JsonValue } from './jsonc-print.ts';
import type { BackupDestination, NewCertificateEntry } from './types.ts';

/** An entry as the file has it; a place for backups is a path alone where nothing else is to be said. */
export function entryJson(entry: NewCertificateEntry): Readonly<Record<string, JsonValue>> {
  return {
    service: entry.service,
    ...(entry.renewWithin === undefined ? {} : { renewWithin: formatThreshold(entry.renewWithin) }),
    ...(entry.urgentWithin === undefined
      ? {}
      : { urgentWithin: formatThreshold(entry.urgentWithin) }),
    ...(entry.backups === undefined ? {} : { backups: entry.backups.map(backupJson) }),
    ...(entry.consumers === undefined ? {} : { consumers: entry.consumers.map(toJson) }),
    ...(entry.onFailure === undefined ? {} : { onFailure: [...entry.onFailure] }),
  };
}

export function backupJson(backup: string | BackupDestination): JsonValue {
  if (typeof backup === 'string' || backup.password === 'separate') return toJson(backup);
  return backup.path;
}

/** What JSON can hold of a value; the rest is left out, as `JSON.stringify` does. */
export function toJson(value: unknown): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object') return null;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, toJson(item)]));
}
