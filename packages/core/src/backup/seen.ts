import { basename, dirname, join, relative } from 'node:path';
import type { BackupDestination } from '../configuration/types.ts';
import { quietly } from '../errors.ts';
import { exists } from '../files/durable.ts';
import type { SeenBackup } from '../store/memory.ts';
import { recordsOf } from '../store/records.ts';
import { storeOf } from '../store/store.ts';
import { backupContext, whereNow } from './destination.ts';
import type { BackupFolder } from './examine.ts';
import { backupTime, placeOfBackup } from './layout.ts';
import type { Machine } from './types.ts';

interface Read {
  readonly path: string;
  /** What its place is called in the configuration, whatever its drive is called today. */
  readonly place?: string | undefined;
}

/** Notes that a backup was read and opened just now. It is one, whether that can be noted or not. */
export async function noteRead(
  { effects, places }: Machine,
  name: string,
  { path, place = placeOfBackup(path) }: Read,
): Promise<void> {
  const readAt = effects.now();
  const at = backupTime(basename(path)) ?? readAt;
  const { backups } = recordsOf(effects, { store: storeOf({ effects, places }), name });
  await backups.note({ path: movedTo(place, path), at, readAt }).catch(() => undefined);
}

/** A backup's folder, if its place were called like this. */
function movedTo(place: string, path: string): string {
  return join(place, relative(placeOfBackup(path), path));
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
export async function seenBackups(context: Machine, name: string): Promise<readonly Seen[]> {
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
    const place = isThere === true ? null : await quietly(() => placeToday(placeOfBackup(path)));
    seen.push({ ...one, today: place === null ? path : movedTo(place, path) });
  }
  return seen;
}

/** The same as folders, where they are today. */
export async function seenToday(context: Machine, name: string): Promise<readonly BackupFolder[]> {
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

/** The configured places, then those that were chosen once. */
export function placesOf(
  configured: readonly BackupDestination[],
  seen: readonly SeenBackup[],
): readonly BackupDestination[] {
  const known = new Set(configured.map(({ path }) => path));
  const once = new Set(
    seen.map(({ path }) => placeOfBackup(path)).filter((path) => !known.has(path)),
  );
  return [...configured, ...[...once].map((path) => ({ path, password: 'beside' }) as const)];
}
