import { join } from 'node:path';
import { WeborcaError } from '../errors.ts';
import { sweepTemporary, writeDurably } from '../files/durable.ts';
import { fileMode, isVersionId, manifestFile, pointerFile } from './layout.ts';
import { formatManifest } from './manifest.ts';
import { recoverCurrent } from './read-current.ts';
import { readManifest, readVersion } from './read-version.ts';
import type { CurrentVersion, Store } from './types.ts';
import { writingTo } from './write-error.ts';

/**
 * Makes a version the one in use: one atomic rename of `current`, durable when this returns. The
 * caller holds the lock, and decides whether the version is fit for it.
 *
 * @throws {WeborcaError} `version-unknown` (also for one that is not whole), `destination-not-writable`
 */
export async function switchTo(store: Store, name: string, id: string): Promise<void> {
  const target = isVersionId(id) ? await readVersion(store, name, id) : null;
  if (target === null) throw new WeborcaError('version-unknown', { name, version: id });
  const path = pointerFile(store, name);
  const bytes = new TextEncoder().encode(`${id}\n`);
  await writingTo(path, () => writeDurably(store.files, path, bytes, fileMode, store.random));
}

/**
 * Writes down what `readCurrent` had to make good: the manifest, then the pointer. Nothing else of a
 * version is touched. Returns what is in use now; null when nothing can be told. Under the lock.
 *
 * @throws {WeborcaError} `destination-not-writable`
 */
export async function repair(store: Store, name: string): Promise<CurrentVersion | null> {
  const current = await recoverCurrent(store, name);
  if (current === null || !current.recovered) return current;
  if ((await readManifest(store, name, current.id)) === null) {
    const path = join(current.folder, manifestFile);
    const bytes = formatManifest(current.manifest);
    await writingTo(path, async () => {
      await sweepTemporary(store.files, current.folder);
      await writeDurably(store.files, path, bytes, fileMode, store.random);
    });
  }
  await switchTo(store, name, current.id);
  return current;
}
