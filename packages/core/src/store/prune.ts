import { join } from 'node:path';
import { listIfThere, removeTree } from '../files/durable.ts';
import { isTrashName, trashName, versionsFolder } from './layout.ts';
import { latestOf, readCurrent } from './current.ts';
import { listVersions } from './read-version.ts';
import type { Store, StoredVersion } from './types.ts';
import { writingTo } from './store.ts';

const kept = 5;

/**
 * Which versions go, oldest notAfter first: beyond five, expired ones; never the one in use, one
 * that has not expired, or the one with the latest notAfter. Nothing goes while it is not known
 * which one is in use.
 */
export function versionsToRemove(
  versions: readonly StoredVersion[],
  currentId: string | null,
  now: Date,
): readonly StoredVersion[] {
  if (currentId === null) return [];
  const latest = latestOf(versions);
  return versions
    .filter((version) => version.manifest.facts.notAfter < now)
    .filter((version) => version.id !== currentId && version.id !== latest?.id)
    .toSorted((a, b) => endOf(a) - endOf(b) || (a.id < b.id ? -1 : 1))
    .slice(0, Math.max(0, versions.length - kept));
}

function endOf(version: StoredVersion): number {
  return version.manifest.facts.notAfter.getTime();
}

/**
 * Removes what `versionsToRemove` names, each in one step; returns the ids. Under the lock.
 *
 * @throws {WeborcaError} `destination-not-writable`
 */
export async function prune(store: Store, name: string, now: Date): Promise<readonly string[]> {
  const folder = versionsFolder(store, name);
  return writingTo(folder, async () => {
    await sweepTrash(store, folder);
    const current = await readCurrent(store, name);
    const inUse = current === null || current.recovered ? null : current.id;
    const removed = versionsToRemove(await listVersions(store, name), inUse, now);
    for (const version of removed) await removeByTrash(store, folder, version.folder);
    return removed.map((version) => version.id);
  });
}

/** Moves `path` to the trash of `folder`, which is on the same disk, and empties that. */
export async function removeByTrash(store: Store, folder: string, path: string): Promise<void> {
  const trash = join(folder, trashName(Buffer.from(store.randomBytes(8)).toString('hex')));
  await store.files.rename(path, trash);
  await store.files.syncDirectory(folder);
  await removeTree(store.files, trash);
}

/** Empties what a removal that was cut off left behind in `folder`. */
export async function sweepTrash(store: Store, folder: string): Promise<void> {
  for (const entry of await listIfThere(store.files, folder)) {
    if (isTrashName(entry)) await removeTree(store.files, join(folder, entry));
  }
}
