import { join } from 'node:path';
import { WeborcaError } from '../errors.ts';
import { exists, isErrno, listIfThere, readIfReadable, reasonOf } from '../files/durable.ts';
import { sha256Hex } from '../bytes.ts';
import {
  isVersionId,
  manifestFile,
  p12File,
  passwordFile,
  versionFolder,
  versionsFolder,
  versionTime,
} from './layout.ts';
import { parseManifest, decodePassword } from './record.ts';
import type { Secret } from '../secret.ts';
import type { Store, StoredMaterial, StoredVersion, VersionManifest } from './types.ts';

/** Every version folder's id, whole or not, oldest first. */
export async function listVersionIds(store: Store, name: string): Promise<readonly string[]> {
  return (await listIfThere(store.files, versionsFolder(store, name))).filter(isVersionId);
}

/** The version as its manifest tells it, and nothing else read; null when the manifest is broken. */
export async function readManifest(
  store: Store,
  name: string,
  id: string,
): Promise<StoredVersion | null> {
  const folder = versionFolder(store, name, id);
  // A manifest on a bad sector or with wrong rights is a broken manifest, not the end.
  const bytes = await readIfReadable(store.files, join(folder, manifestFile));
  const manifest = bytes === null ? null : parseManifest(bytes);
  return manifest === null ? null : { id, folder, manifest };
}

/**
 * The version, its manifest rebuilt from the pair when it is broken (`rebuilt`); null when the pair
 * is not there or does not open.
 */
export async function readVersion(
  store: Store,
  name: string,
  id: string,
): Promise<{ readonly version: StoredVersion; readonly rebuilt: boolean } | null> {
  const version = await readManifest(store, name, id);
  if (version !== null) {
    return (await hasPair(store, version.folder)) ? { version, rebuilt: false } : null;
  }
  const rebuilt = await rebuild(store, name, id);
  return rebuilt === null ? null : { version: rebuilt, rebuilt: true };
}

/** Every version that can be told, oldest first. A broken manifest is rebuilt in memory. */
export async function listVersions(store: Store, name: string): Promise<readonly StoredVersion[]> {
  const versions: StoredVersion[] = [];
  for (const id of await listVersionIds(store, name)) {
    const read = await readVersion(store, name, id);
    if (read !== null) versions.push(read.version);
  }
  return versions;
}

/**
 * A version's file and password as they are on disk; whether they open is the caller's to find out.
 *
 * @throws {WeborcaError} `version-unknown`, `file-not-found`, `pkcs12-damaged` (a password file that
 * is not UTF-8), `destination-not-writable` (`doing: 'read'`)
 */
export async function readMaterial(
  store: Store,
  name: string,
  id: string,
): Promise<StoredMaterial> {
  const folder = versionFolder(store, name, id);
  if (!isVersionId(id) || !(await exists(store.files, folder))) {
    throw new WeborcaError('version-unknown', { name, version: id });
  }
  const p12 = await readPart(store, join(folder, p12File));
  const passwordPath = join(folder, passwordFile);
  const password = decodePassword(await readPart(store, passwordPath));
  if (password === null) {
    throw new WeborcaError('pkcs12-damaged', { path: passwordPath, at: 'password' });
  }
  return { p12, password };
}

/** The two files of a version as they lie there; null: not there, or not to be read. Nothing is opened. */
export interface StoredPair {
  readonly id: string;
  readonly p12: () => Promise<Uint8Array | null>;
  readonly password: () => Promise<Secret | null>;
}

/**
 * What a certificate's versions hold, the latest first, for code that only looks through them: one that
 * cannot be read is passed over, and no manifest is needed.
 */
export async function pairsIn(store: Store, name: string): Promise<readonly StoredPair[]> {
  const read = (id: string, file: string): Promise<Uint8Array | null> =>
    readIfReadable(store.files, join(versionFolder(store, name, id), file));
  return (await listVersionIds(store, name)).toReversed().map((id) => ({
    id,
    p12: () => read(id, p12File),
    async password() {
      const bytes = await read(id, passwordFile);
      return bytes === null ? null : decodePassword(bytes);
    },
  }));
}

async function readPart(store: Store, path: string): Promise<Uint8Array> {
  try {
    return await store.files.readFile(path);
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) {
      throw new WeborcaError('file-not-found', { path }, { cause: error });
    }
    const details = { path, reason: reasonOf(error), doing: 'read' } as const;
    throw new WeborcaError('destination-not-writable', details, { cause: error });
  }
}

async function hasPair(store: Store, folder: string): Promise<boolean> {
  for (const part of [p12File, passwordFile]) {
    if (!(await exists(store.files, join(folder, part)))) return false;
  }
  return true;
}

async function rebuild(store: Store, name: string, id: string): Promise<StoredVersion | null> {
  const folder = versionFolder(store, name, id);
  try {
    const { p12, password } = await readMaterial(store, name, id);
    const { facts } = await store.open(p12, password);
    const manifest: VersionManifest = {
      schemaVersion: 1,
      facts,
      p12Sha256: sha256Hex(p12),
      fileName: await siblingFileName(store, name, facts.commonName),
      origin: 'restored',
      createdAt: versionTime(id) ?? facts.notBefore,
    };
    return { id, folder, manifest };
  } catch {
    // Whatever keeps the pair from opening: this version cannot be told, others may.
    return null;
  }
}

/** The official file name is the same for every issue of a certificate; a sibling still knows it. */
async function siblingFileName(store: Store, name: string, commonName: string): Promise<string> {
  for (const id of (await listVersionIds(store, name)).toReversed()) {
    const sibling = await readManifest(store, name, id);
    if (sibling?.manifest.facts.commonName === commonName) return sibling.manifest.fileName;
  }
  return p12File;
}
