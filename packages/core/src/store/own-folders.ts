import { dirname } from 'node:path';
import type { Effects } from '../effects.ts';
import { WeborcaError } from '../errors.ts';
import { isErrno } from '../files/durable.ts';
import type { FileStatus } from '../files/file-system.ts';
import { lockFolder, certificateFolderIn, versionsFolder } from './layout.ts';

/**
 * Whether somebody else owns it, or can write there. In a sticky folder others replace nothing of
 * ours.
 */
export function othersOf(
  { kind, mode, uid: owner }: FileStatus,
  uid: number | undefined,
): 'owner-foreign' | 'writable-by-others' | null {
  if (uid !== undefined && owner !== uid && owner !== 0) return 'owner-foreign';
  const sticky = kind === 'directory' && (mode & 0o1000) !== 0;
  return kind !== 'link' && (mode & 0o022) !== 0 && !sticky ? 'writable-by-others' : null;
}

/**
 * Before the first secret is put there: somebody who owns one of the store's folders, or can write to it,
 * could read the key or put another in its place. The access lists of Windows are the doctor's.
 *
 * @throws {WeborcaError} `destination-not-writable`: `owner-foreign`, `writable-by-others`
 */
export async function requireOwnFolders(
  { files, platform, uid }: Pick<Effects, 'files' | 'platform' | 'uid'>,
  storeDir: string,
  name: string,
): Promise<void> {
  if (platform === 'win32') return;
  const store = { dir: storeDir };
  const locks = dirname(lockFolder(store, name));
  const own = [certificateFolderIn(store, name), versionsFolder(store, name)];
  for (const path of [dirname(storeDir), storeDir, locks, ...own]) {
    const status = await statusOrNull(files, path);
    const reason = status === null ? null : othersOf(status, uid);
    if (reason !== null) throw new WeborcaError('destination-not-writable', { path, reason });
  }
}

async function statusOrNull(files: Effects['files'], path: string): Promise<FileStatus | null> {
  try {
    return await files.status(await files.realPath(path));
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}
