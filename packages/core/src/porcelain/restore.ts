import { type BackupEntry, type EntrySettings, readBackupEntry } from '../backup/entry.ts';
import { restoreBackup } from '../backup/restore.ts';
import { daysLeft } from '../certificate/state.ts';
import { addCertificateEntry } from '../configuration/edit.ts';
import { loadConfiguration } from '../configuration/load.ts';
import { onlyService } from '../configuration/resolve.ts';
import type { Configuration, NewCertificateEntry } from '../configuration/types.ts';
import { WeborcaError } from '../errors.ts';
import { backupContext } from '../backup/destination.ts';
import { recordsOf } from '../store/records.ts';
import { addVersion } from '../store/versions.ts';
import { requireValidName } from '../store/name.ts';
import { requireOwnPlaces } from './own-places.ts';
import { readCurrent, repair, switchTo } from '../store/current.ts';
import type { NewVersion, Store, StoredVersion } from '../store/types.ts';
import { isWhole, wholeVersion } from '../store/whole-version.ts';
import { lockCertificate } from '../store/lock.ts';
import { isEmpty, missingFrom, noSettings, takeSettings } from './restore-settings.ts';
import { nameWith, requireUnderNoOtherName } from './same-certificate.ts';
import { storeOf } from '../store/store.ts';
import type { Context, NamedFacts, PasswordSource } from '../context.ts';

export interface RestoreRequest {
  readonly name?: string;
  readonly password: PasswordSource;
  /** Default: as the backup says, else the only one that is configured, else `production`. */
  readonly service?: string;
  /**
   * Whether consumers, backup places and commands of the backup's configuration are taken over. It
   * may have passed through other hands, so `leave` is the default; `take` also fills in what a
   * name that is configured already does not have.
   */
  readonly settings?: 'take' | 'leave';
  /** Asked instead of `leave`, with what was found, when a new entry is to be written. */
  readonly ask?: (found: EntrySettings) => Promise<boolean>;
}

export interface Restored {
  readonly name: string;
  readonly service: string;
  readonly facts: NamedFacts;
  readonly version: string;
  /** Whether the restored version is the one in use now; a later one in the store stays in use. */
  readonly inUse: boolean;
  /** It opens, but is not byte for byte what was written. */
  readonly altered: boolean;
  /** Of the backup's configuration, what this machine's does not have. */
  readonly leftOut: EntrySettings;
}

/**
 * Brings a backup back into the store, on a machine that may have nothing else, or whose store is
 * damaged: a backup folder, or a bare .p12. Name, service and thresholds of its entry come along.
 *
 * @throws WeborcaError of reading the backup; `name-taken`; `usage-invalid` for a service that is
 *   not known here
 */
export async function restore(
  context: Context,
  path: string,
  request: RestoreRequest,
): Promise<Restored> {
  const { effects, places } = context;
  const backup = await restoreBackup(backupContext(context), path, { password: request.password });
  const configuration = await loadConfiguration(effects, places, { aboutToWrite: true });
  const store = storeOf(context);
  const { facts } = backup;
  // A bare .p12 says no name: it goes to the one that had it.
  const had = () => nameWith(store, configuration.certificates.keys(), facts);
  const name = request.name ?? backup.name ?? (await had()) ?? facts.commonName;
  requireValidName(name);
  const raw = backup.configurationEntry;
  const entry = raw === null ? null : readBackupEntry(raw);
  const configured = configuration.certificates.get(name);
  const service = configured?.service ?? serviceFor(configuration, request.service, entry);
  const found = missingFrom(configured, entry?.settings ?? noSettings);
  const others = [...configuration.certificates.keys()].filter((other) => other !== name);
  await requireUnderNoOtherName(store, others, facts);
  const taking = await isWanted(request, configured === undefined, found);
  await requireOwnPlaces(context, store, name);
  const lock = await lockCertificate(context, { store, name });
  try {
    const { p12, password, fileName } = backup;
    const added = { p12, password, facts, fileName, origin: 'restored' } as const;
    const { version, inUse } = await storeAgain(store, name, added, effects.now());
    if (configured === undefined) {
      await addCertificateEntry({ effects, places }, name, plainEntry(service, entry));
    }
    const leftOut = taking ? await takeSettings(context, name, found) : found;
    const { history } = recordsOf(effects, { store, name });
    await history.remember('restored', { to: version.id, from: path });
    return {
      name,
      service,
      facts: { ...facts, daysLeft: daysLeft(facts, effects.now()) },
      version: version.id,
      inUse,
      altered: backup.altered,
      leftOut,
    };
  } finally {
    await lock.release();
  }
}

/**
 * A version is known only if it opens: one whose file or password is damaged gets a new version
 * beside it. One in use that does not open gives way, however late it would have expired.
 */
async function storeAgain(
  store: Store,
  name: string,
  added: NewVersion,
  now: Date,
): Promise<{ readonly version: StoredVersion; readonly inUse: boolean }> {
  const { facts } = added;
  const current = await readCurrent(store, name);
  if (current !== null && current.manifest.facts.subject !== facts.subject) {
    throw new WeborcaError('name-taken', { name });
  }
  const known = await wholeVersion(store, name, facts.fingerprintSha256);
  const version = known ?? (await addVersion(store, name, added, now));
  const later =
    current !== null &&
    current.manifest.facts.notAfter > facts.notAfter &&
    (await isWhole(store, name, current));
  if (later) await repair(store, name);
  else await switchTo(store, name, version.id);
  return { version, inUse: !later };
}

/** With another service than its own, the certificate would be shown to the wrong host. */
function serviceFor(
  { services, ownServices }: Configuration,
  wanted: string | undefined,
  entry: BackupEntry | null,
): string {
  const service = wanted ?? entry?.service ?? onlyService(ownServices);
  if (services.has(service)) return service;
  const problem = wanted === undefined ? 'backup-service-unknown' : 'service-unknown';
  throw new WeborcaError('usage-invalid', { problem, value: service });
}

async function isWanted(
  { settings = 'leave', ask }: RestoreRequest,
  isNew: boolean,
  found: EntrySettings,
): Promise<boolean> {
  if (settings === 'take') return true;
  return isNew && ask !== undefined && !isEmpty(found) && (await ask(found));
}

function plainEntry(service: string, entry: BackupEntry | null): NewCertificateEntry {
  const { renewWithin = null, urgentWithin = null } = entry ?? {};
  return {
    service,
    ...(renewWithin === null ? {} : { renewWithin }),
    ...(urgentWithin === null ? {} : { urgentWithin }),
  };
}
