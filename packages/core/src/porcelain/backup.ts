import { resolve } from 'node:path';
import { checkBackups, type CheckedBackup } from '../backup/check.ts';
import { prepareDestination, backupContext } from '../backup/destination.ts';
import type { BackupFolder } from '../backup/examine.ts';
import { placeOfBackup } from '../backup/layout.ts';
import { onOneDisk } from '../backup/place.ts';
import { loadConfiguration, selectCertificates } from '../configuration/load.ts';
import type { BackupDestination } from '../configuration/types.ts';
import { quietly, WeborcaError } from '../errors.ts';
import { areOnStoresDisk, findBackups } from '../backup/last.ts';
import { noteRead, placesOf, seenBackups, underOtherNames } from '../backup/seen.ts';
import { backUp } from '../renewal/back-up.ts';
import type { Session } from '../renewal/session.ts';
import { openVersion } from '../renewal/open-version.ts';
import { listNames } from '../store/names.ts';
import { readCurrent } from '../store/current.ts';
import { listVersions, readMaterial } from '../store/read-version.ts';
import type { Store } from '../store/types.ts';
import type { Secret } from '../secret.ts';
import { loadOne, requireCurrent, withEach } from './current.ts';
import { storeOf } from '../store/store.ts';
import type { BackupResult, Context } from '../context.ts';

export interface BackedUp {
  readonly name: string;
  readonly backups: readonly BackupResult[];
  /** Set when there was nowhere to put one, or nothing that could be backed up. */
  readonly error?: WeborcaError;
}

/**
 * Backs the certificates in use up, to the configured places or to one that is named. A backup
 * counts only after it was read back and opened.
 */
export async function backup(
  context: Context,
  names: readonly string[],
  to?: string,
): Promise<readonly BackedUp[]> {
  const only = to === undefined ? null : resolve(to);
  // Made and marked where there is something to put there; an unknown name is told before that.
  const configuration = await loadConfiguration(context.effects, context.places);
  const isWanted = selectCertificates(configuration, names).length > 0;
  if (only !== null && isWanted) await prepareDestination(backupContext(context), only);
  const work = async (session: Session): Promise<BackedUp> => {
    const { name, backups: places } = session.certificate;
    if (only === null && places.length === 0) {
      const details = { path: context.places.configFile, reason: 'none-configured' } as const;
      return { name, backups: [], error: new WeborcaError('backup-failed', details) };
    }
    const inUse = await openVersion(session, await requireCurrent(session.store, name));
    const destination = only === null ? undefined : ({ path: only, password: 'beside' } as const);
    const made = await backUp(session, inUse, destination);
    return { name, backups: await withDisks(session, made) };
  };
  return withEach(context, names, {
    work,
    failed: (name, error) => ({ name, backups: [], error }),
    // As `backUp` does: a failure outside of the configured places is not kept as open.
    noteAs: only === null ? 'backup' : null,
  });
}

/** One on the disk of the store is whole, and goes with it: that is said. */
async function withDisks(
  { context, store }: Session,
  made: readonly BackupResult[],
): Promise<readonly BackupResult[]> {
  const { files } = context.effects;
  const told: BackupResult[] = [];
  for (const result of made) {
    const { path, ok, notes = [] } = result;
    const same = ok && (await onOneDisk(files, path, store.dir));
    told.push(same ? { ...result, notes: [...notes, { code: 'same-disk', path }] } : result);
  }
  return told;
}

/** `place`: the folder in which the backups of all names lie. */
export interface ListedBackup extends BackupFolder {
  readonly place: string;
}

/**
 * The finished backups of one certificate that can be seen, the newest first: at the configured places,
 * and where somebody put one once. Reads names only.
 */
export async function listBackups(
  context: Context,
  name: string,
): Promise<readonly ListedBackup[]> {
  const { certificate } = await loadOne(context, name);
  const found = await findBackups(context, certificate, await seenBackups(context, name));
  return found.map(({ path, at }) => ({ path, at, place: placeOfBackup(path) }));
}

/** Whether all backups of one certificate go with the store's disk: none lies elsewhere, or is away. */
export async function areBackupsOnStoresDisk(context: Context, name: string): Promise<boolean> {
  const { certificate } = await loadOne(context, name);
  const seen = await seenBackups(context, name);
  return areOnStoresDisk(context, seen, await findBackups(context, certificate, seen));
}

export type { CheckedBackup } from '../backup/check.ts';

/**
 * Re-opens every backup of the named certificates, or all, and compares every hash. Every configured
 * place should have a good one of the certificate in use: that it has none is an entry, too. Of the
 * places that were named once, one that has it is enough; the others may be away.
 */
export async function verifyBackups(
  context: Context,
  names: readonly string[],
): Promise<readonly CheckedBackup[]> {
  const configuration = await loadConfiguration(context.effects, context.places);
  const store = storeOf(context);
  const checked: CheckedBackup[] = [];
  for (const { name, backups } of selectCertificates(configuration, names)) {
    const options = {
      names: [name],
      passwordOf: (fingerprint: string) => passwordOf(store, fingerprint),
    };
    const current = await quietly(() => readCurrent(store, name));
    const inUse = current?.manifest.facts.fingerprintSha256 ?? null;
    const seen = await seenBackups(context, name);
    const found: CheckedBackup[] = [];
    const away: CheckedBackup[] = [];
    for (const destination of placesOf(backups, seen)) {
      const here = await checkBackups(backupContext(context), [destination], {
        ...options,
        renamed: underOtherNames(seen, name),
      });
      for (const { path, ok, opened } of here)
        if (ok && opened) await noteRead(context, name, { path, place: destination.path });
      if (backups.includes(destination)) {
        found.push(...here, ...lacking(here, name, destination, inUse));
      } else {
        found.push(...here.filter((one) => one.name !== null));
        away.push(...here.filter((one) => one.name === null));
      }
    }
    const isSafe = found.some((one) => isGood(one, inUse));
    checked.push(...found, ...(isSafe ? [] : away));
  }
  return checked;
}

function isGood({ ok, facts }: CheckedBackup, inUse: string | null): boolean {
  return ok && facts?.fingerprintSha256 === inUse;
}

function lacking(
  found: readonly CheckedBackup[],
  name: string,
  { path }: BackupDestination,
  inUse: string | null,
): readonly CheckedBackup[] {
  const isGone = found.some((one) => one.name === null);
  if (inUse === null || isGone || found.some((one) => isGood(one, inUse))) return [];
  const details = { path, reason: 'none-there', doing: 'check' } as const;
  const error = new WeborcaError('backup-failed', details);
  return [{ path, name, at: null, facts: null, ok: false, opened: false, error }];
}

/** The store's password for a certificate whose backup leaves it out. */
async function passwordOf(store: Store, fingerprintSha256: string): Promise<Secret | null> {
  for (const name of await listNames(store)) {
    for (const { id, manifest } of await listVersions(store, name)) {
      if (manifest.facts.fingerprintSha256 === fingerprintSha256) {
        return (await readMaterial(store, name, id)).password;
      }
    }
  }
  return null;
}
