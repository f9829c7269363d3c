import { isNotReadable, readIfReadable, sweepTemporary, writeDurably } from '../files/durable.ts';
import { fileMode, isVersionId, manifestFile, pointerFile } from './layout.ts';
import { listVersions, readManifest, readVersion } from './read-version.ts';
import type { CurrentVersion, Store, StoredVersion } from './types.ts';
import { join } from 'node:path';
import { WeborcaError } from '../errors.ts';
import { formatManifest } from './record.ts';
import { writingTo } from './store.ts';

/**
 * The version in use; null when the name has no version that can be told, or none that may be read.
 *
 * In the ordinary case two small files are read, the pointer and its manifest: `check` rests on
 * this. A missing or broken pointer or manifest is made good in memory from what is on disk and told
 * (`recovered`): the version pointed to, its manifest rebuilt, else the whole one with the latest
 * notAfter, never "the highest number" (certbot #10655). `repair` writes it down.
 */
export async function readCurrent(store: Store, name: string): Promise<CurrentVersion | null> {
  try {
    return await readOrRecover(store, name);
  } catch (error) {
    // One name that somebody else's program owns now must not hide all the others.
    if (isNotReadable(error)) return null;
    throw error;
  }
}

async function readOrRecover(store: Store, name: string): Promise<CurrentVersion | null> {
  const id = await readPointer(store, name);
  if (id !== null) {
    const version = await readManifest(store, name, id);
    if (version !== null) return { ...version, recovered: false };
  }
  return recoverCurrent(store, name);
}

/**
 * The same with every part looked at, for the moment when the pair behind a readable manifest turns
 * out to be gone: pointed to if it is whole, else the latest that is.
 */
export async function recoverCurrent(store: Store, name: string): Promise<CurrentVersion | null> {
  const id = await readPointer(store, name);
  const pointed = id === null ? null : await readVersion(store, name, id);
  if (pointed !== null) return { ...pointed.version, recovered: pointed.rebuilt };
  const latest = latestOf(await listVersions(store, name));
  return latest === null ? null : { ...latest, recovered: true };
}

/** The latest notAfter; among equals the one that came last. */
export function latestOf(versions: readonly StoredVersion[]): StoredVersion | null {
  return versions.reduce<StoredVersion | null>((latest, version) => {
    if (latest === null) return version;
    const later = version.manifest.facts.notAfter.getTime() - endOf(latest);
    return later > 0 || (later === 0 && version.id > latest.id) ? version : latest;
  }, null);
}

function endOf(version: StoredVersion): number {
  return version.manifest.facts.notAfter.getTime();
}

/** The id in `current`, spaces around it forgiven; null when there is none. */
export async function readPointer(store: Store, name: string): Promise<string | null> {
  const bytes = await readIfReadable(store.files, pointerFile(store, name));
  const id = bytes === null ? '' : new TextDecoder().decode(bytes).trim();
  return isVersionId(id) ? id : null;
}

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
  await writingTo(path, () => writeDurably(store, path, { contents: bytes, mode: fileMode }));
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
      await writeDurably(store, path, { contents: bytes, mode: fileMode });
    });
  }
  await switchTo(store, name, current.id);
  return current;
}
