import type { SystemReason } from '../words/reasons/system.ts';
import { join } from 'node:path';
import { isErrno, isNotReadable, reasonOf } from '../files/durable.ts';
import { sha256Hex } from '../bytes.ts';
import { p12File, passwordFile } from './layout.ts';
import type { Store, StoredVersion } from './types.ts';

/** What keeps a version from being used. */
export interface PairTrouble {
  /** As in errors.ts: what `renew` would say of it; `unreadable` for what the system refused. */
  readonly code: 'file-not-found' | 'pkcs12-damaged' | 'unreadable';
  readonly path: string;
  /** A word of `reasonOf`. */
  readonly why?: SystemReason;
}

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
    const path = join(folder, part);
    const trouble = await troubleWith(path, async () => {
      const { kind, size } = await store.files.status(path);
      return kind === 'file' && (part !== p12File || size > 0);
    });
    if (trouble !== null) return trouble;
  }
  return null;
}

/** The same, and whether both can be read and the .p12 still is what the manifest says. */
export async function changedPart(
  store: Store,
  version: StoredVersion,
): Promise<PairTrouble | null> {
  for (const part of [p12File, passwordFile]) {
    const path = join(version.folder, part);
    const trouble = await troubleWith(path, async () => {
      const bytes = await store.files.readFile(path);
      return part !== p12File || sha256Hex(bytes) === version.manifest.p12Sha256;
    });
    if (trouble !== null) return trouble;
  }
  return null;
}

async function troubleWith(
  path: string,
  isWhole: () => Promise<boolean>,
): Promise<PairTrouble | null> {
  try {
    return (await isWhole()) ? null : { code: 'pkcs12-damaged', path };
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return { code: 'file-not-found', path };
    if (isNotReadable(error)) return { code: 'unreadable', path, why: reasonOf(error) };
    throw error;
  }
}
