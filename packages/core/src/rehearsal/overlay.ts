import { basename, dirname, join, parse, relative, resolve } from 'node:path';
import { isErrno, makeDirectories } from '../files/durable.ts';
import type { FileStatus, FileSystem } from '../files/file-system.ts';

export interface OverlayOptions {
  readonly files: FileSystem;
  /** Where everything is written that would be written elsewhere. */
  readonly folder: string;
  /** Folders that are read and written as they are. */
  readonly own: readonly string[];
  /** Whose rights decide whether the real place could be written; undefined: not looked at. */
  readonly uid?: number | undefined;
}

/**
 * The file system as it is, with every change laid aside: what is written appears at its path for
 * code that looks through this, and lies in `folder` on the disk. So a rehearsal runs over the real
 * settings with the real paths in them, and nothing of it reaches the real files. What could not be
 * written there cannot be written here either (`EACCES`).
 *
 * A folder that is really there can be filled and listed, not renamed.
 */
export function overlayFileSystem(options: OverlayOptions): FileSystem {
  const { files, folder } = options;
  const view = viewOf(options);
  const { isOwn, isAside, lower, look, hide, requireWritable } = view;

  /** Where the path is to be read. */
  const seen = async (path: string): Promise<string> => {
    if (isOwn(path)) return path;
    if (await isAside(path)) return asidePath(folder, path);
    if ((await lower(path)) === null) throw noEntry(path);
    return path;
  };

  /** Where a new name is to be written. */
  const laid = async (path: string): Promise<string> => {
    if (isOwn(path)) return path;
    await requireWritable(dirname(path));
    await makeDirectories(files, dirname(asidePath(folder, path)), 0o700);
    return asidePath(folder, path);
  };

  /** Where something that is there is to be changed: its copy, made for the first change. */
  const copied = async (path: string): Promise<string> => {
    const from = await seen(path);
    if (isOwn(path) || from !== path) return from;
    await requireWritable(path);
    const status = await files.status(path);
    const to = asidePath(folder, path);
    await makeDirectories(files, dirname(to), 0o700);
    if (status.kind === 'directory') await makeDirectories(files, to, status.mode);
    else await files.create(to, await files.readFile(path), status.mode);
    return to;
  };

  const requireFree = async (path: string): Promise<void> => {
    if (!isOwn(path) && (await look(path)) !== null) throw there(path);
  };

  const remove = async (path: string, act: (at: string) => Promise<void>): Promise<void> => {
    const at = await seen(path);
    if (isOwn(path)) return act(at);
    await requireWritable(dirname(path));
    if (at !== path) await act(at);
    hide(path);
  };

  return {
    async status(path) {
      const status = await look(path);
      if (status === null) throw noEntry(path);
      return status;
    },
    readFile: async (path, atMost) => files.readFile(await seen(path), atMost),
    syncFile: async (path) => files.syncFile(await seen(path)),
    syncDirectory: async (path) => files.syncDirectory(await seen(path)),
    changeMode: async (path, mode) => files.changeMode(await copied(path), mode),
    changeOwner: async (path, uid, gid) => files.changeOwner(await copied(path), uid, gid),
    overwrite: async (path, bytes) => files.overwrite(await copied(path), bytes),
    hold: async (path) => files.hold(await copied(path)),
    append: async (path, bytes, mode) => {
      const known = isOwn(path) || (await look(path)) === null;
      await files.append(await (known ? laid(path) : copied(path)), bytes, mode);
    },
    create: async (path, bytes, mode) => {
      await requireFree(path);
      await files.create(await laid(path), bytes, mode);
    },
    makeDirectory: async (path, mode) => {
      await requireFree(path);
      await files.makeDirectory(await laid(path), mode);
    },
    rename: async (from, to) => {
      await files.rename(await copied(from), await laid(to));
      if (!isOwn(from)) hide(from);
    },
    list: async (path) => {
      if (isOwn(path)) return files.list(path);
      if ((await look(path)) === null) throw noEntry(path);
      const real = (await lower(path)) === null ? [] : await files.list(path);
      const aside = (await isAside(path)) ? await files.list(asidePath(folder, path)) : [];
      const names: string[] = [];
      for (const name of new Set([...real, ...aside])) {
        if ((await look(join(path, name))) !== null) names.push(name);
      }
      return names.toSorted();
    },
    realPath: async (path) => {
      if (isOwn(path) || !(await isAside(path))) return files.realPath(await seen(path));
      // What lies aside has no links in it; the way there may.
      return join(await realFolder(files, dirname(path)), basename(path));
    },
    removeFile: (path) => remove(path, (at) => files.removeFile(at)),
    removeDirectory: (path) => remove(path, (at) => files.removeDirectory(at)),
  };
}

/** What is there, seen through the changes. */
function viewOf({ files, folder, own, uid }: OverlayOptions) {
  const gone = new Set<string>();
  const isOwn = (path: string): boolean => own.some((root) => isWithin(root, path));

  const isGone = (path: string): boolean => {
    for (let at = resolve(path); ; at = dirname(at)) {
      if (gone.has(at)) return true;
      if (dirname(at) === at) return false;
    }
  };

  /** What is really there and was not taken away. */
  const lower = async (path: string): Promise<FileStatus | null> =>
    isGone(path) ? null : statusIn(files, path);

  const upper = (path: string): Promise<FileStatus | null> =>
    statusIn(files, asidePath(folder, path));

  return {
    isOwn,
    lower,
    hide: (path: string) => void gone.add(resolve(path)),
    isAside: async (path: string) => (await upper(path)) !== null,
    look: async (path: string): Promise<FileStatus | null> => {
      if (isOwn(path)) return statusIn(files, path);
      const [aside, real] = [await upper(path), await lower(path)];
      // A folder on the way to something laid aside says nothing about the real one's rights.
      return aside?.kind === 'directory' && real?.kind === 'directory' ? real : (aside ?? real);
    },
    /** @throws EACCES, and ENOENT when neither is there */
    requireWritable: async (path: string): Promise<void> => {
      const real = await lower(path);
      if (real === null && (await upper(path)) === null) throw noEntry(path);
      if (real === null || uid === undefined || uid === 0) return;
      const writable = real.uid === uid ? 0o200 : 0o022;
      if ((real.mode & writable) === 0) throw denied(path);
    },
  };
}

async function statusIn(files: FileSystem, path: string): Promise<FileStatus | null> {
  try {
    return await files.status(path);
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}

/** The folder's canonical path as far as it is really there. */
async function realFolder(files: FileSystem, path: string): Promise<string> {
  try {
    return await files.realPath(path);
  } catch (error) {
    if (!isErrno(error, 'ENOENT') || dirname(path) === path) throw error;
    return join(await realFolder(files, dirname(path)), basename(path));
  }
}

/** Where a path lies aside: `C:\a` in `C/a`, `\\server\share\a` in `server/share/a`, `/a` in `a`. */
export function asidePath(folder: string, path: string): string {
  const absolute = resolve(path);
  const { root } = parse(absolute);
  const drive = root.split(/[\\/:]+/).filter(Boolean);
  return join(folder, ...drive, absolute.slice(root.length));
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && parse(way).root === '');
}

function noEntry(path: string): Error {
  return Object.assign(new Error('no such file'), { code: 'ENOENT', path });
}

function there(path: string): Error {
  return Object.assign(new Error('file exists'), { code: 'EEXIST', path });
}

function denied(path: string): Error {
  return Object.assign(new Error('not writable'), { code: 'EACCES', path });
}
