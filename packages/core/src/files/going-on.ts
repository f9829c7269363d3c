import { dirname } from 'node:path';
import { errnoOf } from './errno.ts';
import type { FileSystem } from './file-system.ts';

/** As Samba, OneDrive, iCloud and FUSE file systems refuse to flush a folder, or a file in it. */
const ofFolders: ReadonlySet<string> = new Set(
  'EPERM EIO EACCES EBADF EINVAL ENOTSUP EOPNOTSUPP ENOSYS'.split(' '),
);
/** What a disk that fails answers for a file (EIO) is not among them. */
const ofFiles: ReadonlySet<string> = new Set('EPERM EINVAL ENOTSUP EOPNOTSUPP ENOSYS'.split(' '));

export interface GoingOn {
  readonly files: FileSystem;
  /** Folders where a flush was refused, so far. */
  readonly unflushed: ReadonlySet<string>;
}

/**
 * The same files for places that are not the store's: where these cannot be flushed nothing better is
 * left than to go on, since a program's file that stays behind for it is worse. What was written
 * there is read back by the code that wrote it, and the refusal is told. The store itself has no such way:
 * its promise stands on fsync.
 */
export function goingOnUnflushed(files: FileSystem): GoingOn {
  const unflushed = new Set<string>();
  const unless = async (
    refused: ReadonlySet<string>,
    folder: string,
    flush: Promise<void>,
  ): Promise<void> => {
    try {
      await flush;
    } catch (error) {
      if (!refused.has(errnoOf(error) ?? '')) throw error;
      unflushed.add(folder);
    }
  };
  return {
    unflushed,
    files: {
      ...files,
      syncFile: (path) => unless(ofFiles, dirname(path), files.syncFile(path)),
      syncDirectory: (path) => unless(ofFolders, path, files.syncDirectory(path)),
    },
  };
}
