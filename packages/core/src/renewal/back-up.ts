import { basename, dirname, join, relative } from 'node:path';
import { backupsOf } from '../backup/check.ts';
import { entryOf } from '../backup/entry.ts';
import type { BackupFolder } from '../backup/examine.ts';
import { backupTime, placeOf } from '../backup/layout.ts';
import { whereNow } from '../backup/destination.ts';
import { isBareMountPoint, onOneDisk } from '../backup/place.ts';
import type { BackupContext, BackupMaterial } from '../backup/types.ts';
import { writeBackups } from '../backup/write.ts';
import type { BackupDestination, CertificateConfiguration } from '../configuration/types.ts';
import { isWeborcaError, quietly } from '../errors.ts';
import { exists } from '../files/durable.ts';
import type { BackupResult, CertificateStatus, Context } from '../context.ts';
import type { SeenBackup } from '../store/memory.ts';
import { openPair, storeOf } from '../store/store.ts';
import { versionId } from '../store/layout.ts';
import { recordsOf } from '../store/records.ts';
import { type Candidate, officialFileName } from './candidate.ts';
import { type OpenedVersion, type Session, tellNotes } from './session.ts';

export function backupContext({
  effects,
  places,
}: Pick<Context, 'effects' | 'places'>): BackupContext {
  const { files, now, randomBytes, platform } = effects;
  return { files, now, randomBytes, platform, stateDir: places.stateDir, open: openPair };
}

/** What a backup of this version is made of. */
export function backupMaterial(
  { certificate, support }: Pick<Session, 'certificate' | 'support'>,
  { version, p12, password, identity }: OpenedVersion,
): BackupMaterial {
  return {
    name: certificate.name,
    version: version.id,
    p12,
    password,
    facts: identity.leaf.facts,
    fileName: version.manifest.fileName,
    configurationEntry: entryOf(certificate),
    support,
  };
}

/**
 * One backup of the version in use at every destination; those that are there already stay. What
 * was made and what failed is in the history.
 *
 * @param only somewhere else than at the configured places
 */
export async function backUp(
  session: Session,
  inUse: OpenedVersion,
  only?: BackupDestination,
): Promise<readonly BackupResult[]> {
  const { certificate, context, failures, history } = session;
  const material = backupMaterial(session, inUse);
  const places = only === undefined ? certificate.backups : [only];
  const results = await writeBackups(backupContext(context), places, material);
  for (const [index, { path, written, ok, notes }] of results.entries()) {
    // Each that is whole was read back and opened just now, also one that was there before.
    if (ok) await noteRead(context, certificate.name, { path, place: places[index]?.path });
    if (notes.some(({ code }) => code === 'not-flushed')) tellNotes(session, path, ['not-flushed']);
    if (written) await history.remember('backed-up', { path });
  }
  const failed = results.flatMap(({ error }) => error ?? []);
  if (only === undefined) await failures.noteAftermath('backup', failed);
  else for (const error of failed) await failures.note({ step: 'backup', error });
  return results;
}

interface Read {
  readonly path: string;
  /** What its place is called in the configuration, whatever its drive is called today. */
  readonly place?: string | undefined;
}

/** Notes that a backup was read and opened just now. It is one, whether that can be noted or not. */
export async function noteRead(
  { effects, places }: Pick<Context, 'effects' | 'places'>,
  name: string,
  { path, place = placeOf(path) }: Read,
): Promise<void> {
  const readAt = effects.now();
  const at = backupTime(basename(path)) ?? readAt;
  const { backups } = recordsOf(effects, { store: storeOf({ effects, places }), name });
  await backups.note({ path: movedTo(place, path), at, readAt }).catch(() => undefined);
}

/** A backup's folder, if its place were called like this. */
function movedTo(place: string, path: string): string {
  return join(place, relative(placeOf(path), path));
}

/** `path`: as it was noted. */
export interface Seen extends SeenBackup {
  /** Where it is today: a drive may be under another letter. */
  readonly today: string;
}

/**
 * What is remembered of a certificate's backups: also of those in a folder that was chosen once, and
 * of those on a drive that is away. For views: what else is wrong with a record is told elsewhere.
 */
export async function seenBackups(
  context: Pick<Context, 'effects' | 'places'>,
  name: string,
): Promise<readonly Seen[]> {
  const { effects, places } = context;
  const { backups } = recordsOf(effects, { store: storeOf({ effects, places }), name });
  const noted = (await quietly(() => backups.read())) ?? [];
  const moved = new Map<string, string>();
  const placeToday = async (place: string): Promise<string> => {
    const known = moved.get(place) ?? (await whereNow(backupContext(context), place));
    moved.set(place, known);
    return known;
  };
  const seen: Seen[] = [];
  for (const one of noted) {
    const { path } = one;
    // Nearly all are where they were: only then is a marker looked for.
    const isThere = await quietly(() => exists(effects.files, path));
    const place = isThere === true ? null : await quietly(() => placeToday(placeOf(path)));
    seen.push({ ...one, today: place === null ? path : movedTo(place, path) });
  }
  return seen;
}

/** The same as folders, where they are today. */
export async function seenToday(
  context: Pick<Context, 'effects' | 'places'>,
  name: string,
): Promise<readonly BackupFolder[]> {
  return (await seenBackups(context, name)).map(({ today: path, at }) => ({ path, at }));
}

/** Those that lie in the folder of a name from before, where they are today. */
export function underOtherNames(
  seen: readonly Seen[],
  name: string,
): readonly (BackupFolder & { readonly name: string })[] {
  return seen
    .filter(({ today }) => basename(dirname(today)) !== name)
    .map(({ today: path, at }) => ({ path, at, name }));
}

/**
 * The newest of those that can be seen, or that lie on a drive which is not here.
 *
 * @param disks whether the disks on which they lie are looked at, too
 */
export async function findLastBackup(
  context: Context,
  certificate: CertificateConfiguration,
  { disks }: { readonly disks: boolean },
): Promise<CertificateStatus['lastBackup']> {
  const seen = await seenBackups(context, certificate.name);
  const here = await findBackups(context, certificate, seen);
  const last = await newestOf(context, seen, here);
  if (last === null || !disks) return last;
  return { ...last, onStoresDisk: await areOnStoresDisk(context, seen, here) };
}

async function newestOf(
  context: Context,
  seen: readonly Seen[],
  [newest]: readonly BackupFolder[],
): Promise<CertificateStatus['lastBackup']> {
  for (const { today: path, at, readAt } of seen.toReversed()) {
    if (newest !== undefined && newest.at >= at) break;
    if (!(await isGone(context, path))) return { path, at, readAt };
  }
  if (newest === undefined) return null;
  // One that nobody noted was read when it was made: it would not have got its name otherwise.
  const noted = seen.findLast(({ today }) => today === newest.path);
  return { ...newest, readAt: noted?.readAt ?? newest.at };
}

/** Whether none lies elsewhere, nor on a drive that is not here: with the store's disk all are lost. */
export async function areOnStoresDisk(
  context: Context,
  seen: readonly Seen[],
  here: readonly BackupFolder[],
): Promise<boolean> {
  const { effects, places } = context;
  for (const { path } of here)
    if (!(await onOneDisk(effects.files, path, places.storeDir))) return false;
  const found = new Set(here.map(({ path }) => path));
  for (const { today } of seen)
    if (!found.has(today) && !(await isGone(context, today))) return false;
  return here.length > 0;
}

/** Whether its place is here, and it is not there any more. */
async function isGone({ effects }: Context, path: string): Promise<boolean> {
  const { files, platform } = effects;
  const looking = async (): Promise<boolean> => {
    if (await exists(files, path)) return false;
    const place = placeOf(path);
    return (await exists(files, place)) && !(await isBareMountPoint(files, place, platform));
  };
  return (await quietly(looking)) ?? false;
}

/**
 * The finished backups of one certificate that can be seen, the newest first: at the configured
 * places, at those that were chosen once, and under the name it had before. Reads names only.
 */
export async function findBackups(
  context: Context,
  { name, backups }: CertificateConfiguration,
  seen: readonly Seen[],
): Promise<readonly BackupFolder[]> {
  const found = await backupsOf(backupContext(context), placesOf(backups, seen), name);
  const known = new Set(found.map(({ path }) => path));
  const others: BackupFolder[] = [];
  for (const { today: path, at } of seen) {
    if (known.has(path)) continue;
    if ((await quietly(() => exists(context.effects.files, path))) === true) {
      others.push({ path, at });
    }
  }
  return [...found, ...others].toSorted((a, b) => b.at.getTime() - a.at.getTime());
}

/** The configured places, then those that were chosen once. */
export function placesOf(
  configured: readonly BackupDestination[],
  seen: readonly SeenBackup[],
): readonly BackupDestination[] {
  const known = new Set(configured.map(({ path }) => path));
  const once = new Set(seen.map(({ path }) => placeOf(path)).filter((path) => !known.has(path)));
  return [...configured, ...[...once].map((path) => ({ path, password: 'beside' }) as const)];
}

/**
 * The store cannot be written and the service has issued: the certificate goes to any backup place
 * that takes it. What failed before is thrown by the caller; this only saves what can be saved.
 */
export async function rescue(session: Session, candidate: Candidate): Promise<void> {
  const { certificate, context } = session;
  try {
    const { facts, password } = await openPair(candidate.p12, candidate.password);
    const fileName = officialFileName(candidate.fileName, '', facts);
    const results = await writeBackups(backupContext(context), certificate.backups, {
      name: certificate.name,
      version: versionId(context.effects.now(), facts.fingerprintSha256),
      p12: candidate.p12,
      password,
      facts,
      fileName,
      configurationEntry: entryOf(certificate),
      support: session.support,
    });
    const saved = results.find((result) => result.ok);
    if (saved === undefined) return;
    const { path } = saved;
    context.observe({
      kind: 'notice',
      name: certificate.name,
      notice: 'rescued-to-backup',
      facts: { path },
    });
    await session.history.remember('rescued', { path });
  } catch (error) {
    if (!isWeborcaError(error)) throw error;
  }
}
