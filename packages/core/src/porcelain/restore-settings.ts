import { isDeepStrictEqual } from 'node:util';
import type { EntrySettings } from '../backup/entry.ts';
import {
  addBackupDestination,
  addConsumerEntry,
  setFailureCommand,
} from '../configuration/edit.ts';
import type { CertificateConfiguration } from '../configuration/types.ts';
import type { ConsumerConfiguration } from '../consumers/types.ts';
import type { Context } from '../context.ts';

export const noSettings: EntrySettings = { backups: [], consumers: [], onFailure: null };

export function isEmpty({ backups, consumers, onFailure }: EntrySettings): boolean {
  return backups.length === 0 && consumers.length === 0 && onFailure === null;
}

/** What of a backup's settings the entry here does not have; all of it when there is no entry. */
export function missingFrom(
  certificate: CertificateConfiguration | undefined,
  { backups, consumers, onFailure }: EntrySettings,
): EntrySettings {
  if (certificate === undefined) return { backups, consumers, onFailure };
  const known = new Set(certificate.backups.map(({ path }) => path));
  return {
    backups: backups.filter(({ path }) => !known.has(path)),
    consumers: consumers.filter(
      (found) => !certificate.consumers.some((own) => isDeepStrictEqual(own, found)),
    ),
    onFailure: certificate.onFailure === null ? onFailure : null,
  };
}

/**
 * Writes settings into the entry, one by one; what a configuration cannot have, because the file
 * was changed or another version wrote it, is left out.
 *
 * @returns what was not taken
 */
export async function takeSettings(
  { effects, places }: Pick<Context, 'effects' | 'places'>,
  name: string,
  found: EntrySettings,
): Promise<EntrySettings> {
  const { usable } = await import('../configuration/usable.ts');
  const { homeDir, platform } = effects;
  const base = { configFile: places.configFile, homeDir, platform };
  const left: ConsumerConfiguration[] = [];
  for (const consumer of found.consumers) {
    if (usable({ consumers: [consumer] }, base)) {
      await addConsumerEntry({ effects, places }, name, consumer);
    } else left.push(consumer);
  }
  for (const place of found.backups) {
    await addBackupDestination({ effects, places }, name, place);
  }
  const { onFailure } = found;
  if (onFailure !== null) await setFailureCommand({ effects, places }, name, onFailure);
  return { backups: [], consumers: left, onFailure: null };
}
