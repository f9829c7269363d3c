import { basename, dirname, join } from 'node:path';
import { listIfThere, makeDirectories, readIfReadable, writeDurably } from '../files/durable.ts';
import {
  certificateEntries,
  fileMode,
  folderMode,
  isVersionId,
  manifestFile,
  certificateFolderIn,
  p12File,
  passwordFile,
  stateEntries,
} from './layout.ts';
import { freePath } from '../files/free-name.ts';
import type { Store } from './types.ts';
import { writingTo } from './store.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import { quietly } from '../errors.ts';
import type { Secret } from '../secret.ts';
import { sha256Hex } from '../bytes.ts';
import { parseManifest, decodePassword } from './record.ts';

/** Where names go that are not under care any more: beside the store, owner-only like it. */
export function removedFolder(store: Pick<Store, 'dir'>): string {
  return join(dirname(store.dir), stateEntries.removed);
}

/**
 * Takes a name out of the store by one rename, with every version, password and journal it has: what
 * it holds may be nowhere else. Under the lock; the caller has asked.
 *
 * @returns the folder it lies in now: `removed/<name>-<yyyyMMddTHHmmssZ>`
 * @throws {WeborcaError} `destination-not-writable`
 */
export async function putAway(store: Store, name: string, now: Date): Promise<string> {
  const folder = removedFolder(store);
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return writingTo(folder, async () => {
    await makeDirectories(store.files, folder, folderMode);
    const first = join(folder, `${name}-${stamp}`);
    const path = await freePath(store.files, first);
    await store.files.rename(certificateFolderIn(store, name), path);
    await store.files.syncDirectory(folder);
    await store.files.syncDirectory(store.dir);
    return path;
  });
}

/** Writes a file beside the versions, so that what is put away says how it was used. */
export async function keepBeside(
  store: Store,
  name: string,
  { file, bytes }: { readonly file: string; readonly bytes: Uint8Array },
): Promise<void> {
  const path = join(certificateFolderIn(store, name), file);
  await writingTo(path, () => writeDurably(store, path, { contents: bytes, mode: fileMode }));
}

/** The name that a folder of `putAway` had; null for any other folder. */
export function nameOfPutAway(folder: string): string | null {
  return /^(.+)-\d{8}T\d{6}Z(?:-\d+)?$/.exec(basename(folder))?.[1] ?? null;
}

type Looking = Pick<Store, 'files' | 'open'>;

/** A pair out of a folder that was the store's for one name. */
export interface RemovedPair {
  readonly p12: Uint8Array;
  readonly password: Secret;
  readonly facts: CertificateFacts;
  readonly fileName: string;
  /** It opens, but is not byte for byte what was written. */
  readonly altered: boolean;
}

/**
 * What was in use in a folder that `remove` put away; where that does not open, the newest that
 * does. Null when the folder is none, or nothing in it opens.
 */
export async function readRemoved(context: Looking, folder: string): Promise<RemovedPair | null> {
  const versions = join(folder, certificateEntries.versions);
  const ids = (await listIfThere(context.files, versions)).filter(isVersionId).toSorted();
  const pointer = await readIfReadable(context.files, join(folder, certificateEntries.pointer));
  const pointed = pointer === null ? '' : new TextDecoder().decode(pointer).trim();
  const first = ids.filter((id) => id === pointed);
  for (const id of [...first, ...ids.filter((one) => one !== pointed).toReversed()]) {
    const pair = await readPair(context, join(versions, id));
    if (pair !== null) return pair;
  }
  return null;
}

async function readPair(context: Looking, folder: string): Promise<RemovedPair | null> {
  const p12 = await readIfReadable(context.files, join(folder, p12File));
  const written = await readIfReadable(context.files, join(folder, passwordFile));
  const beside = written === null ? null : decodePassword(written);
  if (p12 === null || beside === null) return null;
  const manifest = parseManifest(
    (await readIfReadable(context.files, join(folder, manifestFile))) ?? new Uint8Array(),
  );
  const opened = await quietly(() => context.open(p12, beside));
  if (opened === null) return null;
  const fileName = manifest?.fileName ?? p12File;
  return { p12, ...opened, fileName, altered: manifest?.p12Sha256 !== sha256Hex(p12) };
}
