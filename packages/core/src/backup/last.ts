import type { CertificateConfiguration } from '../configuration/types.ts';
import { quietly } from '../errors.ts';
import { exists } from '../files/durable.ts';
import { backupContext } from './destination.ts';
import { backupsOf } from './check.ts';
import type { BackupFolder } from './examine.ts';
import { placeOfBackup } from './layout.ts';
import { isBareMountPoint, onOneDisk } from './place.ts';
import { placesOf, seenBackups, type Seen } from './seen.ts';
import type { LastBackup, Machine } from './types.ts';

/**
 * The finished backups of one certificate that can be seen, the newest first: at the configured
 * places, at those that were chosen once, and under the name it had before. Reads names only.
 */
export async function findBackups(
  context: Machine,
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

/**
 * The newest of those that can be seen, or that lie on a drive which is not here.
 *
 * @param disks whether the disks on which they lie are looked at, too
 */
export async function findLastBackup(
  context: Machine,
  certificate: CertificateConfiguration,
  { disks }: { readonly disks: boolean },
): Promise<LastBackup | null> {
  const seen = await seenBackups(context, certificate.name);
  const here = await findBackups(context, certificate, seen);
  const last = await newestOf(context, seen, here);
  if (last === null || !disks) return last;
  return { ...last, onStoresDisk: await areOnStoresDisk(context, seen, here) };
}

async function newestOf(
  context: Machine,
  seen: readonly Seen[],
  [newest]: readonly BackupFolder[],
): Promise<LastBackup | null> {
  for (const { today: path, at, readAt } of seen.toReversed()) {
    if (newest !== undefined && newest.at >= at) break;
    if (!(await isGone(context, path))) return { path, at, readAt };
  }
  if (newest === undefined) return null;
  // One without a note was read when it was made: it would not have got its name otherwise.
  const noted = seen.findLast(({ today }) => today === newest.path);
  return { ...newest, readAt: noted?.readAt ?? newest.at };
}

/** Whether none lies elsewhere, nor on a drive that is not here: with the store's disk all are lost. */
export async function areOnStoresDisk(
  context: Machine,
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
async function isGone({ effects }: Machine, path: string): Promise<boolean> {
  const { files, platform } = effects;
  const looking = async (): Promise<boolean> => {
    if (await exists(files, path)) return false;
    const place = placeOfBackup(path);
    return (await exists(files, place)) && !(await isBareMountPoint(files, place, platform));
  };
  return (await quietly(looking)) ?? false;
}
