import { join } from 'node:path';
import { isErrno } from '../files/durable.ts';
import { sha256Hex } from '../sha256.ts';
import { p12File, passwordFile } from './layout.ts';
import type { Store, StoredVersion } from './types.ts';

/** A code of errors.ts: what `renew` would say of it. */
export type PairTrouble = 'file-not-found' | 'pkcs12-damaged';

/**
 * What is wrong with the pair behind a manifest, as far as two looks at the folder tell: for
 * `check`, which opens nothing. Null: both files are there, and the .p12 is not empty (a password
 * may be).
 */
export async function missingPart(
  store: Store,
  { folder }: Pick<StoredVersion, 'folder'>,
): Promise<PairTrouble | null> {
  for (const part of [p12File, passwordFile]) {
    try {
      const { kind, size } = await store.files.status(join(folder, part));
      if (kind !== 'file' || (part === p12File && size === 0)) return 'pkcs12-damaged';
    } catch (error) {
      if (isErrno(error, 'ENOENT', 'ENOTDIR')) return 'file-not-found';
      if (isErrno(error, 'EACCES', 'EPERM', 'EIO', 'ELOOP')) return 'pkcs12-damaged';
      throw error;
    }
  }
  return null;
}

/** The same, and whether the .p12 still is what the manifest says. */
export async function changedPart(
  store: Store,
  version: StoredVersion,
): Promise<PairTrouble | null> {
  const trouble = await missingPart(store, version);
  if (trouble !== null) return trouble;
  try {
    const bytes = await store.files.readFile(join(version.folder, p12File));
    return sha256Hex(bytes) === version.manifest.p12Sha256 ? null : 'pkcs12-damaged';
  } catch (error) {
    if (isErrno(error, 'EACCES', 'EPERM', 'EIO', 'ENOENT')) return 'pkcs12-damaged';
    throw error;
  }
}
