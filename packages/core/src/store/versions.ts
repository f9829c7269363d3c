import { dirname, join } from 'node:path';
import { WeborcaError } from '../errors.ts';
import {
  createFolder,
  exists,
  makeDirectories,
  removeQuietly,
  sweepTemporary,
  temporaryName,
  listIfThere,
  removeTree,
} from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import {
  folderMode,
  manifestFile,
  certificateFolderIn,
  p12File,
  passwordFile,
  versionFolder,
  versionId,
  versionsFolder,
  isTrashName,
  trashName,
} from './layout.ts';
import { formatManifest, encodePassword } from './record.ts';
import { requireValidName } from './name.ts';
import { listVersions, readManifest } from './read-version.ts';
import type { NewVersion, Store, StoredVersion, VersionManifest } from './types.ts';
import { writingTo } from './store.ts';
import { hourMs } from '../time.ts';
import { sameBytes, sha256Hex } from '../bytes.ts';
import { latestOf, readCurrent } from './current.ts';

/** A version's files by name, in the order in which they are written. */
type Parts = ReadonlyMap<string, Uint8Array>;

/**
 * Writes a version, whole or not at all, and durable when this returns: into a folder beside,
 * everything fsynced, one rename, then read back. The pointer does not move (`switchTo`). The same
 * pair that is there already is not written twice. The caller holds the lock and has opened the pair.
 *
 * @throws {WeborcaError} `usage-invalid` (name), `destination-not-writable`
 */
export async function addVersion(
  store: Store,
  name: string,
  added: NewVersion,
  now: Date,
): Promise<StoredVersion> {
  requireValidName(name);
  const folder = versionsFolder(store, name);
  return writingTo(folder, async () => {
    await makeDirectories(store.files, folder, folderMode);
    await sweep(store, name, now);
    const known = await findSame(store, name, added);
    if (known === null) return write(store, name, added, now);
    // It may have been written by a run that was cut off before its last fsync.
    await syncAbove(store, name);
    return known;
  });
}

const storeSwept = new WeakMap<FileSystem, { readonly dir: string; readonly at: Date }>();

/** Secrets that a run left half-written or half-removed do not stay longer than they must. */
async function sweep(store: Store, name: string, now: Date): Promise<void> {
  const anHourAgo = new Date(now.getTime() - hourMs);
  await sweepTemporary(store.files, versionsFolder(store, name));
  await sweepTemporary(store.files, certificateFolderIn(store, name), anHourAgo);
  // Where all names lie: of thousands that are renewed in one run, the first looks.
  const last = storeSwept.get(store.files);
  if (last?.dir === store.dir && last.at > anHourAgo && last.at <= now) return;
  await sweepTrash(store, store.dir);
  storeSwept.set(store.files, { dir: store.dir, at: now });
}

async function findSame(
  store: Store,
  name: string,
  added: NewVersion,
): Promise<StoredVersion | null> {
  const p12Sha256 = sha256Hex(added.p12);
  const password = encodePassword(added.password);
  const parts: Parts = new Map([
    [p12File, added.p12],
    [passwordFile, password],
  ]);
  for (const { id, manifest } of await listVersions(store, name)) {
    if (manifest.p12Sha256 !== p12Sha256) continue;
    // What was made good in memory only, or says something else, is damaged.
    const version = await readManifest(store, name, id);
    if (version?.manifest.facts.fingerprintSha256 !== added.facts.fingerprintSha256) continue;
    if (await holds(store, version.folder, parts)) return version;
  }
  return null;
}

async function write(
  store: Store,
  name: string,
  added: NewVersion,
  now: Date,
): Promise<StoredVersion> {
  const { id, createdAt } = await freeId(store, name, added, now);
  const manifest: VersionManifest = {
    schemaVersion: 1,
    facts: added.facts,
    p12Sha256: sha256Hex(added.p12),
    fileName: added.fileName,
    origin: added.origin,
    createdAt,
  };
  const parts: Parts = new Map([
    [p12File, added.p12],
    [passwordFile, encodePassword(added.password)],
    [manifestFile, formatManifest(manifest)],
  ]);
  const folder = versionFolder(store, name, id);
  const draft = join(versionsFolder(store, name), temporaryName(store.randomBytes));
  await createFolder(store.files, { draft, path: folder }, parts);
  await syncAbove(store, name);
  if (!(await holds(store, folder, parts))) {
    await removeQuietly(store.files, folder);
    const reason = 'read-back-differs';
    throw new WeborcaError('destination-not-writable', { path: folder, reason });
  }
  return { id, folder, manifest };
}

/** Seconds are counted on when a clock that stands or went back would give a taken id. */
async function freeId(
  store: Store,
  name: string,
  added: NewVersion,
  now: Date,
): Promise<{ id: string; createdAt: Date }> {
  for (let createdAt = now; ; createdAt = new Date(createdAt.getTime() + 1000)) {
    const id = versionId(createdAt, added.facts.fingerprintSha256);
    if (!(await exists(store.files, versionFolder(store, name, id)))) return { id, createdAt };
  }
}

async function holds(store: Store, folder: string, parts: Parts): Promise<boolean> {
  for (const [part, bytes] of parts) {
    const found = await store.files.readFile(join(folder, part));
    if (!sameBytes(found, bytes)) return false;
  }
  return true;
}

/** Also folders that were there: a run that was killed may have made them and not come to this. */
async function syncAbove(store: Store, name: string): Promise<void> {
  await store.files.syncDirectory(versionsFolder(store, name));
  await store.files.syncDirectory(certificateFolderIn(store, name));
  await store.files.syncDirectory(store.dir);
  await store.files.syncDirectory(dirname(store.dir));
}

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
