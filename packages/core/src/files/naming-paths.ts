import type { FileSystem } from './file-system.ts';
import { isSystemError } from './errno.ts';

/**
 * The same files, whose errors name the path that was asked for. Node leaves it out where it works on
 * an open file (read, write, fsync), and an error without a place is told of the wrong one.
 */
export function namingPaths(files: FileSystem): FileSystem {
  return {
    readFile: (path) => at(path, files.readFile(path)),
    create: (path, bytes, mode) => at(path, files.create(path, bytes, mode)),
    overwrite: (path, bytes) => at(path, files.overwrite(path, bytes)),
    async hold(path) {
      const held = await at(path, files.hold(path));
      return {
        overwrite: (bytes) => at(path, held.overwrite(bytes)),
        sync: () => at(path, held.sync()),
        close: () => at(path, held.close()),
      };
    },
    append: (path, bytes, mode) => at(path, files.append(path, bytes, mode)),
    syncFile: (path) => at(path, files.syncFile(path)),
    syncDirectory: (path) => at(path, files.syncDirectory(path)),
    rename: (from, to) => at(to, files.rename(from, to)),
    makeDirectory: (path, mode) => at(path, files.makeDirectory(path, mode)),
    list: (path) => at(path, files.list(path)),
    status: (path) => at(path, files.status(path)),
    realPath: (path) => at(path, files.realPath(path)),
    changeMode: (path, mode) => at(path, files.changeMode(path, mode)),
    changeOwner: (path, uid, gid) => at(path, files.changeOwner(path, uid, gid)),
    removeFile: (path) => at(path, files.removeFile(path)),
    removeDirectory: (path) => at(path, files.removeDirectory(path)),
  };
}

async function at<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isSystemError(error) && error instanceof Error && !('path' in error)) {
      Object.assign(error, { path });
    }
    throw error;
  }
}
