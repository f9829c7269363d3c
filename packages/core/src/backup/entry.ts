import { formatThreshold, parseThreshold, type Threshold } from '../certificate/state.ts';
import { entryJson, thresholdsWithout } from '../configuration/resolve.ts';
import type { BackupDestination, CertificateConfiguration } from '../configuration/types.ts';
import type { ConsumerConfiguration } from '../consumers/types.ts';
import { isRecord, type JsonRecord } from '../json.ts';

/** What an entry says that can do something on its own: write a key somewhere, start a program. */
export interface EntrySettings {
  readonly backups: readonly BackupDestination[];
  readonly consumers: readonly ConsumerConfiguration[];
  readonly onFailure: readonly string[] | null;
}

/** A certificate's entry as a backup's `configuration.json` has it; what cannot be read is left out. */
export interface BackupEntry {
  readonly service: string | null;
  readonly renewWithin: Threshold | null;
  readonly urgentWithin: Threshold | null;
  readonly settings: EntrySettings;
}

/** The entry as a backup keeps it: enough to take the certificate under care again. */
export function entryOf(certificate: CertificateConfiguration): object {
  const { service, thresholds, backups, consumers, onFailure } = certificate;
  const { due, urgent } = thresholds;
  const usual = thresholdsWithout(null);
  const usualUrgent = thresholdsWithout(due).urgent;
  return entryJson({
    service,
    ...(isSame(due, usual.due) ? {} : { renewWithin: due }),
    ...(isSame(urgent, usualUrgent) ? {} : { urgentWithin: urgent }),
    backups,
    consumers,
    ...(onFailure === null ? {} : { onFailure }),
  });
}

/** Reads what `entryOf` wrote, or somebody else: nothing is certain about it. */
export function readBackupEntry(entry: JsonRecord): BackupEntry {
  const { service, renewWithin, urgentWithin, backups, consumers, onFailure } = entry;
  return {
    service: typeof service === 'string' ? service : null,
    renewWithin: threshold(renewWithin),
    urgentWithin: threshold(urgentWithin),
    settings: {
      backups: list(backups).flatMap((place) => destination(place) ?? []),
      consumers: list(consumers).filter(isConsumer),
      onFailure: commandLine(onFailure),
    },
  };
}

function isSame(one: Threshold, other: Threshold): boolean {
  return formatThreshold(one) === formatThreshold(other);
}

function threshold(value: unknown): Threshold | null {
  return typeof value === 'string' ? parseThreshold(value) : null;
}

function destination(value: unknown): BackupDestination | null {
  const { path, password } = isRecord(value) ? value : { path: value };
  if (typeof path !== 'string' || path === '') return null;
  // Whatever it says that is not `beside` was not meant to have the password there.
  const beside = password === undefined || password === 'beside';
  return { path, password: beside ? 'beside' : 'separate' };
}

function commandLine(value: unknown): readonly string[] | null {
  const words = list(value);
  const isLine = words.length > 0 && words.every((word) => typeof word === 'string');
  return isLine ? words : null;
}

function isConsumer(value: unknown): value is ConsumerConfiguration {
  return isRecord(value) && typeof value['kind'] === 'string';
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
