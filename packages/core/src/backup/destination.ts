import { dirname, win32 } from 'node:path';
import { hasCode, isWeborcaError, WeborcaError, type ErrorDetails } from '../errors.ts';
import { exists, isErrno, reasonOf } from '../files/durable.ts';
import { refusedAt } from '../files/errno.ts';
import { goingOnUnflushed } from '../files/going-on.ts';
import {
  cloudOf,
  isBareMountPoint,
  otherPlaces,
  readMarker,
  recallMarkers,
  rememberMarker,
  removablePart,
  versionControlledBy,
  writeMarker,
} from './place.ts';
import { isNameOnWindows } from '../store/name.ts';
import type { BackupContext, PlaceNote, Machine } from './types.ts';
import type { BackupProblem } from '../words/reasons/backups.ts';
import { openPair } from '../store/store.ts';

/** A destination that is there now: where it is today, and what to tell about it. */
export interface FoundDestination {
  readonly path: string;
  readonly notes: readonly PlaceNote[];
}

/**
 * Finds a destination by its marker file. The marker is put there when a folder is used for the
 * first time, and its id remembered for the configured path; from then on only a folder with such an
 * id is the destination, at whatever letter or mount point the drive is today. Nothing is ever
 * created where a drive is missing.
 *
 * @throws {WeborcaError} `backup-failed` with a `BackupProblem` or a word of `reasonOf`
 */
export function findDestination(context: BackupContext, path: string): Promise<FoundDestination> {
  return failingAt(path, async () => {
    const ids = await recallMarkers(context, path);
    return ids.size === 0 ? firstUse(context, path) : findAgain(context, path, ids);
  });
}

/**
 * When a person names a destination: makes its last folder if the one above is there (but no folder
 * where drives are mounted), and marks it, whatever was remembered for this path.
 *
 * @throws {WeborcaError} `backup-failed`
 */
export function prepareDestination(given: BackupContext, path: string): Promise<FoundDestination> {
  const context = { ...given, files: goingOnUnflushed(given.files).files };
  const prepare = async (): Promise<FoundDestination> => {
    if (!(await exists(context.files, path))) {
      const bare =
        isDrive(path, context.platform) ||
        (await isBareMountPoint(context.files, path, context.platform));
      if (bare || !(await exists(context.files, dirname(path)))) {
        throw backupFailed(path, await whyGone(context, path));
      }
      if (context.platform === 'win32' && !isNameOnWindows(win32.basename(path)))
        throw backupFailed(path, 'name-refused');
      await refuseVersionControl(context, dirname(path));
      await context.files.makeDirectory(path, 0o700);
      await context.files.syncDirectory(dirname(path));
    }
    return firstUse(context, path);
  };
  return whileDoing('prepare', () => failingAt(path, prepare));
}

/** A folder of a disk that is there was removed; one of a drive that is not comes with the drive. */
async function whyGone(
  { files, platform }: BackupContext,
  path: string,
): Promise<'missing' | 'not-connected'> {
  const part = removablePart(path, platform);
  if (part === null) return 'missing';
  if (await isBareMountPoint(files, path, platform)) return 'not-connected';
  const root = platform === 'win32' ? `${part.drive}\\` : `${part.base}/${part.drive}`;
  return (await exists(files, root)) ? 'missing' : 'not-connected';
}

async function firstUse(context: BackupContext, path: string): Promise<FoundDestination> {
  const { files, platform } = context;
  const status = await statusOrNull(context, path);
  if (status === null) {
    throw backupFailed(path, await whyGone(context, path));
  }
  if (status !== 'directory') throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' });
  await refuseVersionControl(context, path);
  let id = await readMarker(context, path);
  if (id === null) {
    if (await isBareMountPoint(files, path, platform)) throw backupFailed(path, 'not-connected');
    id = await writeMarker(context, path);
  }
  await rememberMarker(context, path, id);
  return { path, notes: await notesOn(context, path) };
}

async function findAgain(
  context: BackupContext,
  path: string,
  ids: ReadonlySet<string>,
): Promise<FoundDestination> {
  const { here, marker, refused } = await lookAt(context, path);
  const known = marker !== null && ids.has(marker);
  const found = known ? path : await findElsewhere(context, path, ids);
  if (found === null) {
    if (refused !== undefined) throw refused;
    if (!here) throw backupFailed(path, await whyGone(context, path));
    throw backupFailed(path, marker === null ? 'marker-missing' : 'other-drive');
  }
  await refuseVersionControl(context, found);
  return { path: found, notes: await notesOn(context, found, path) };
}

/**
 * Where a destination is today, by its marker, for a mere look: nothing is marked, remembered or
 * judged. The path itself where nothing else is known.
 */
export async function whereNow(context: BackupContext, path: string): Promise<string> {
  const ids = await recallMarkers(context, path);
  if (ids.size === 0) return path;
  const { marker } = await lookAt(context, path);
  if (marker !== null && ids.has(marker)) return path;
  return (await findElsewhere(context, path, ids)) ?? path;
}

/** What one state folder remembers of a destination, remembered by another one: for a rehearsal. */
export async function passMarkersOn(
  from: BackupContext,
  to: BackupContext,
  path: string,
): Promise<void> {
  for (const id of await recallMarkers(from, path)) await rememberMarker(to, path, id);
}

interface Looked {
  readonly here: boolean;
  readonly marker: string | null;
  readonly refused?: unknown;
}

/**
 * What is at the place itself. That it cannot be looked at is no last word: a card reader keeps its
 * letter and refuses whoever looks, while the card is in another by now.
 */
async function lookAt(context: BackupContext, path: string): Promise<Looked> {
  try {
    const here = (await statusOrNull(context, path)) === 'directory';
    return { here, marker: here ? await readMarker(context, path) : null };
  } catch (refused) {
    return { here: false, marker: null, refused };
  }
}

async function findElsewhere(
  context: BackupContext,
  path: string,
  ids: ReadonlySet<string>,
): Promise<string | null> {
  for (const place of await otherPlaces(context.files, path, context.platform)) {
    try {
      const marker = await readMarker(context, place);
      if (marker !== null && ids.has(marker)) return place;
    } catch {
      // A card reader without a card, another user's drive: not ours.
    }
  }
  return null;
}

async function statusOrNull(context: BackupContext, path: string): Promise<string | null> {
  try {
    return (await context.files.status(await context.files.realPath(path))).kind;
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}

/** A key and its password in a repository are soon on somebody's server, and for ever. */
async function refuseVersionControl(context: BackupContext, path: string): Promise<void> {
  const real = await context.files.realPath(path);
  if ((await versionControlledBy(context.files, real)) !== null) {
    throw backupFailed(path, 'version-control');
  }
}

async function notesOn(
  context: BackupContext,
  path: string,
  configured: string = path,
): Promise<readonly PlaceNote[]> {
  const notes: PlaceNote[] = [];
  if (path !== configured) notes.push({ code: 'found-elsewhere', path });
  const provider = cloudOf(path) ?? cloudOf(await context.files.realPath(path));
  if (provider !== null) notes.push({ code: 'cloud-synchronised', provider, path });
  return notes;
}

function isDrive(path: string, platform: NodeJS.Platform): boolean {
  const part = removablePart(path, platform);
  return part !== null && /^[\\/]*$/.test(part.rest);
}

export function backupFailed(path: string, reason: BackupProblem, cause?: unknown): WeborcaError {
  return new WeborcaError('backup-failed', { path, reason }, { cause });
}

/**
 * Runs work at a destination; what the system refuses becomes `backup-failed`, of the very file where
 * it could not be read.
 */
export async function failingAt<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isWeborcaError(error)) throw error;
    const refused = refusedAt(error, path) ?? { path, reason: reasonOf(error) };
    const details = { path: refused.path, reason: refused.reason };
    throw new WeborcaError('backup-failed', details, { cause: error });
  }
}

/** What fails inside was no writing of a backup: the sentence and the way out differ. */
export async function whileDoing<T>(
  doing: NonNullable<ErrorDetails['backup-failed']['doing']>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!hasCode(error, 'backup-failed')) throw error;
    throw new WeborcaError('backup-failed', { ...error.details, doing }, { cause: error.cause });
  }
}

/** What backups need of a machine, with the store's opener for what they hold. */
export function backupContext({ effects, places }: Machine): BackupContext {
  const { files, now, randomBytes, platform } = effects;
  return { files, now, randomBytes, platform, stateDir: places.stateDir, open: openPair };
}
