import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsync,
  lstatSync,
  openSync,
  readdirSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { sep } from 'node:path';
import { promisify } from 'node:util';
import { isErrno } from './errno.ts';
import type { FileSystem } from './file-system.ts';
import { carefully, readRegularHere } from './regular.ts';
import { statusOf } from './node-file-system.ts';

const synced = promisify(fsync);
const notSupported = ['ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'] as const;

/**
 * The same file system, which works in place (on this thread) in one folder on this machine's own
 * disk, and in /proc: opening, reading and writing a small file there takes a hundredth of the four
 * trips through Node's thread pool. Only fsync waits for the disk, and does so in the pool. Whatever
 * else, network drives and the like, is left to the pool as well. For a process that is ours alone.
 */
export function workingInPlace(
  files: FileSystem,
  folder: string,
  platform: NodeJS.Platform,
): FileSystem {
  const isHere = (path: string): boolean =>
    path.startsWith(`${folder}${sep}`) || (platform === 'linux' && path.startsWith('/proc/'));
  const blocking = withBlockingReads(files);
  const reader = (path: string): FileSystem => (isHere(path) ? blocking : files);
  const reading: FileSystem = {
    ...files,
    readFile: (path, atMost) => reader(path).readFile(path, atMost),
    list: (path) => reader(path).list(path),
    status: (path) => reader(path).status(path),
  };
  // Windows has its own ways of opening, and of being busy.
  if (platform === 'win32') return reading;
  return {
    ...reading,
    create: async (path, bytes, mode) =>
      isHere(path) ? createInPlace(path, bytes, mode) : files.create(path, bytes, mode),
    syncFile: (path) => (isHere(path) ? syncFile(path) : files.syncFile(path)),
    syncDirectory: (path) => (isHere(path) ? syncDirectory(path) : files.syncDirectory(path)),
  };
}

function createInPlace(path: string, bytes: Uint8Array, mode: number): void {
  const { O_WRONLY, O_CREAT, O_EXCL } = constants;
  const file = openSync(path, O_WRONLY | O_CREAT | O_EXCL | carefully, mode);
  try {
    setExactMode(file, mode);
    writeFileSync(file, bytes);
  } finally {
    closeSync(file);
  }
}

/** As in `nodeFileSystem`: the umask does not decide; some file systems take no mode. */
function setExactMode(file: number, mode: number): void {
  if ((fstatSync(file).mode & 0o7777) === mode) return;
  try {
    fchmodSync(file, mode);
  } catch (error) {
    if (!isErrno(error, 'EPERM', ...notSupported)) throw error;
  }
}

async function syncFile(path: string): Promise<void> {
  const file = openSync(path, constants.O_RDONLY | carefully);
  try {
    await synced(file);
  } finally {
    closeSync(file);
  }
}

async function syncDirectory(path: string): Promise<void> {
  const folder = openSync(path, constants.O_RDONLY);
  try {
    await synced(folder);
  } catch (error) {
    if (!isErrno(error, 'EINVAL', ...notSupported)) throw error;
  } finally {
    closeSync(folder);
  }
}

/**
 * The same file system, which reads without leaving the thread. Each small file is four trips
 * through Node's thread pool otherwise, and 10,000 certificates are 20,000 of them. For a command
 * that only looks and has nobody to serve meanwhile; never for an editor's extension host.
 */
export function withBlockingReads(files: FileSystem): FileSystem {
  return {
    ...files,
    async readFile(path, atMost) {
      try {
        return readRegularHere(path, atMost);
      } catch (error) {
        // Lent out for a moment: that is waited for elsewhere.
        if (isErrno(error, 'EAGAIN')) return files.readFile(path, atMost);
        throw error;
      }
    },
    list: async (path) => readdirSync(path),
    status: async (path) => statusOf(lstatSync(path)),
    realPath: async (path) => realpathSync(path),
  };
}
