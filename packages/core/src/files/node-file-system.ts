import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import { isErrno, isSystemError } from './errno.ts';
import type { FileStatus, FileSystem, HeldFile } from './file-system.ts';
import { carefully, readRegular, requireRegular } from './regular.ts';

/** How long a rename or removal on Windows is tried again: pauses add up to about two seconds. */
const windowsPausesMs: readonly number[] = [10, 20, 40, 80, 150, 250, 350, 500, 600];

/**
 * The `FileSystem` over `node:fs/promises`. The last segment of a path that is opened is never
 * followed through a symbolic link (`ELOOP`): a link planted there must not redirect a secret.
 */
export function nodeFileSystem(platform: NodeJS.Platform): FileSystem {
  const windows = platform === 'win32';
  const steadily = windows ? againWhileBusy : once;
  return {
    readFile: readRegular,

    async create(path, bytes, mode) {
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | carefully;
      const handle = await fs.open(path, flags, mode);
      await using opened = handle;
      if (!windows) await setExactMode(opened, mode);
      await opened.writeFile(bytes);
    },

    async overwrite(path, bytes) {
      if (windows) await refuseLink(path);
      await using opened = await fs.open(path, constants.O_RDWR | carefully);
      requireRegular(await opened.stat());
      await writeOver(opened, bytes);
    },

    async hold(path) {
      if (windows) await refuseLink(path);
      return held(await fs.open(path, constants.O_RDWR | carefully));
    },

    async append(path, bytes, mode) {
      if (windows) await refuseLink(path);
      await using opened = await openForAppend(path, mode, windows);
      requireRegular(await opened.stat());
      await opened.writeFile(bytes);
    },

    async syncFile(path) {
      // FlushFileBuffers needs the right to write; elsewhere reading is enough, also for 0400.
      const access = windows ? constants.O_RDWR : constants.O_RDONLY;
      await using opened = await fs.open(path, access | carefully);
      await opened.sync();
    },

    async syncDirectory(path) {
      if (windows) return;
      await using opened = await fs.open(path, constants.O_RDONLY);
      try {
        await opened.sync();
      } catch (error) {
        // Some network and FUSE file systems have no fsync for folders; nothing better is left.
        if (!isErrno(error, 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS')) throw error;
      }
    },

    rename: (from, to) => steadily(() => fs.rename(from, to)),

    async makeDirectory(path, mode) {
      await fs.mkdir(path, { mode });
      if (windows) return;
      await using opened = await fs.open(
        path,
        constants.O_RDONLY | constants.O_DIRECTORY | carefully,
      );
      await setExactMode(opened, mode);
    },

    list: (path) => fs.readdir(path),
    status: async (path) => statusOf(await fs.lstat(path)),
    realPath: (path) => fs.realpath(path),

    async changeMode(path, mode) {
      await refuseLink(path);
      await fs.chmod(path, mode);
    },

    changeOwner: (path, uid, gid) => fs.lchown(path, uid, gid),
    removeFile: (path) => steadily(() => fs.unlink(path)),
    removeDirectory: (path) => steadily(() => fs.rmdir(path)),
  };
}

/**
 * The umask does not decide about our files. A file system without rights of its own (FAT, some
 * network shares) cannot take the mode; the doctor looks at where the store lies.
 */
async function setExactMode(handle: fs.FileHandle, mode: number): Promise<void> {
  const { mode: found } = await handle.stat();
  if ((found & 0o7777) === mode) return;
  try {
    await handle.chmod(mode);
  } catch (error) {
    if (!isErrno(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS')) throw error;
  }
}

async function openForAppend(path: string, mode: number, windows: boolean): Promise<fs.FileHandle> {
  const flags = constants.O_WRONLY | constants.O_APPEND | carefully;
  try {
    return await fs.open(path, flags);
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
  }
  try {
    const created = await fs.open(path, flags | constants.O_CREAT | constants.O_EXCL, mode);
    if (!windows) await setExactMode(created, mode);
    return created;
  } catch (error) {
    // Somebody else created it between the two calls.
    if (isErrno(error, 'EEXIST')) return fs.open(path, flags);
    throw error;
  }
}

function held(handle: fs.FileHandle): HeldFile {
  let closed: Promise<void> | null = null;
  return {
    overwrite: (bytes) => writeOver(handle, bytes),
    sync: () => handle.sync(),
    close: () => (closed ??= handle.close()),
  };
}

async function writeOver(handle: fs.FileHandle, bytes: Uint8Array): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, done);
    done += bytesWritten;
  }
  await handle.truncate(bytes.length);
}

async function refuseLink(path: string): Promise<void> {
  const status = await fs.lstat(path).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  });
  if (status?.isSymbolicLink() !== true) return;
  throw Object.assign(new Error('symbolic link'), { code: 'ELOOP', path });
}

/** What core needs to know of it. */
export function statusOf(stats: Awaited<ReturnType<typeof fs.lstat>>): FileStatus {
  return {
    kind: kindOf(stats),
    size: Number(stats.size),
    modified: stats.mtime,
    mode: Number(stats.mode) & 0o7777,
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    device: Number(stats.dev),
  };
}

function kindOf(stats: Awaited<ReturnType<typeof fs.lstat>>): FileStatus['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  return stats.isSymbolicLink() ? 'link' : 'other';
}

async function once(action: () => Promise<void>): Promise<void> {
  await action();
}

/** A virus scanner or an open handle keeps a name for a moment on Windows. */
export async function againWhileBusy(
  action: () => Promise<void>,
  pausesMs: readonly number[] = windowsPausesMs,
): Promise<void> {
  for (const pause of pausesMs) {
    try {
      return await action();
    } catch (error) {
      if (!isErrno(error, 'EPERM', 'EACCES', 'EBUSY')) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  await action();
}

/**
 * The same files, whose errors name the path that was asked for. Node leaves it out where it works on
 * an open file (read, write, fsync), and an error without a place is told of the wrong one.
 */
export function namingPaths(files: FileSystem): FileSystem {
  return {
    readFile: (path, atMost) => at(path, files.readFile(path, atMost)),
    create: (path, bytes, mode) => at(path, files.create(path, bytes, mode)),
    overwrite: (path, bytes) => at(path, files.overwrite(path, bytes)),
    async hold(path) {
      const open = await at(path, files.hold(path));
      return {
        overwrite: (bytes) => at(path, open.overwrite(bytes)),
        sync: () => at(path, open.sync()),
        close: () => at(path, open.close()),
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
