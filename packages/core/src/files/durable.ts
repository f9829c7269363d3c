import { dirname, join } from 'node:path';
import { isErrno, isNotReadable } from './errno.ts';
import type { FileSystem } from './file-system.ts';

export { isErrno, isNotReadable, reasonOf } from './errno.ts';

export type RandomBytes = (size: number) => Uint8Array;

const temporaryPrefix = '.tmp-';

/** A fresh name that says what it is, so that a crash's leftovers are found: `.tmp-<16 hex>`. */
export function temporaryName(random: RandomBytes): string {
  return `${temporaryPrefix}${Buffer.from(random(8)).toString('hex')}`;
}

export function isTemporaryName(name: string): boolean {
  return name.startsWith(temporaryPrefix);
}

interface WholeFile {
  /**
   * In pieces where all of it at once would be most of the memory in use; what their making throws
   * is thrown, and the old file stays.
   */
  readonly contents: Uint8Array | Iterable<Uint8Array>;
  readonly mode: number;
}

/**
 * Puts a whole file in place of whatever `path` was: after a power cut it is the old one or the new
 * one, never a part. Order: create beside, fsync, rename, fsync of the folder.
 */
export async function writeDurably(
  { files, randomBytes }: { readonly files: FileSystem; readonly randomBytes: RandomBytes },
  path: string,
  { contents, mode }: WholeFile,
): Promise<void> {
  const temporary = join(dirname(path), temporaryName(randomBytes));
  const whole = contents instanceof Uint8Array;
  try {
    await files.create(temporary, whole ? contents : new Uint8Array(), mode);
    if (!whole) for (const piece of contents) await files.append(temporary, piece, mode);
    await files.syncFile(temporary);
    await files.rename(temporary, path);
  } catch (error) {
    await removeQuietly(files, temporary);
    throw error;
  }
  await files.syncDirectory(dirname(path));
}

/**
 * Creates a file that must not exist (`EEXIST`) and makes contents and name durable. A power cut
 * before the end can leave a part: for folders that are themselves renamed into place.
 */
export async function createDurably(
  files: FileSystem,
  path: string,
  bytes: Uint8Array,
  mode: number,
): Promise<void> {
  try {
    await files.create(path, bytes, mode);
    await files.syncFile(path);
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) await removeQuietly(files, path);
    throw error;
  }
  await files.syncDirectory(dirname(path));
}

/** Makes the folder and those above it that are missing; each new one's parent is fsynced. */
export async function makeDirectories(
  files: FileSystem,
  path: string,
  mode: number,
): Promise<void> {
  const missing = await makeUnder(files, path, mode);
  if (missing === null) return;
  const parent = dirname(path);
  if (parent === path) throw missing;
  await makeDirectories(files, parent, mode);
  // Once: a parent that is there and takes no child (an automounter's) would say ENOENT for ever.
  const still = await makeUnder(files, path, mode);
  if (still !== null) throw still;
}

/** Null: the folder is there. Else what says that the one above is not. */
async function makeUnder(files: FileSystem, path: string, mode: number): Promise<Error | null> {
  try {
    await files.makeDirectory(path, mode);
  } catch (error) {
    if (isErrno(error, 'EEXIST')) {
      await requireDirectory(files, path, error);
      return null;
    }
    if (isErrno(error, 'ENOENT') && error instanceof Error) return error;
    throw error;
  }
  await files.syncDirectory(dirname(path));
  return null;
}

/** A folder behind a link is a folder too: people move their home to another disk that way. */
async function requireDirectory(files: FileSystem, path: string, cause: unknown): Promise<void> {
  const status = await files.status(await files.realPath(path));
  if (status.kind === 'directory') return;
  throw Object.assign(new Error('not a folder', { cause }), { code: 'ENOTDIR', path });
}

/** Removes a file, or a folder with all it holds; links are removed, not followed. Missing is fine. */
export async function removeTree(files: FileSystem, path: string): Promise<void> {
  try {
    const { kind } = await files.status(path);
    if (kind !== 'directory') return await files.removeFile(path);
    for (const name of (await files.list(path)).toSorted()) {
      await removeTree(files, join(path, name));
    }
    await files.removeDirectory(path);
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
  }
}

/** Cleans up on a road that already carries an error; what stays is swept the next time. */
export async function removeQuietly(files: FileSystem, path: string): Promise<void> {
  try {
    await removeTree(files, path);
  } catch {
    // The error that led here is the one to tell.
  }
}

/** The file's bytes, or null when there is none. */
export async function readIfThere(
  files: FileSystem,
  path: string,
  atMost?: number,
): Promise<Uint8Array | null> {
  try {
    return await files.readFile(path, atMost);
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}

/** The same, and null for what cannot be read: of what only helps, or can be made good. */
export async function readIfReadable(
  files: FileSystem,
  path: string,
  atMost?: number,
): Promise<Uint8Array | null> {
  try {
    return await readIfThere(files, path, atMost);
  } catch (error) {
    if (isNotReadable(error)) return null;
    throw error;
  }
}

/** Of a file that a person named, here or in the configuration: that may be a link. */
export async function readNamed(
  files: FileSystem,
  path: string,
  atMost?: number,
): Promise<Uint8Array> {
  return files.readFile(await files.realPath(path), atMost);
}

/** The folder's names in code unit order; none when there is no such folder. */
export async function listIfThere(files: FileSystem, path: string): Promise<readonly string[]> {
  try {
    return (await files.list(path)).toSorted();
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
}

/** For code that only looks around: a folder that is not there, or not ours to list, has nothing. */
export async function listOrNothing(files: FileSystem, path: string): Promise<readonly string[]> {
  return listIfThere(files, path).catch(() => []);
}

/** Whether anything has this name, a dangling link included. */
export async function exists(files: FileSystem, path: string): Promise<boolean> {
  try {
    await files.status(path);
    return true;
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
}

/**
 * Removes what a crash left in `folder`: temporary names, all of them, which is right under the lock
 * over the folder; elsewhere those last touched before `before`, so that others can finish (an hour).
 */
export async function sweepTemporary(
  files: FileSystem,
  folder: string,
  before?: Date,
): Promise<readonly string[]> {
  const swept: string[] = [];
  for (const name of await listIfThere(files, folder)) {
    if (!isTemporaryName(name)) continue;
    const path = join(folder, name);
    if (before !== undefined && !(await isOlder(files, path, before))) continue;
    await removeTree(files, path);
    swept.push(path);
  }
  return swept;
}

async function isOlder(files: FileSystem, path: string, before: Date): Promise<boolean> {
  try {
    return (await files.status(path)).modified <= before;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false;
    throw error;
  }
}

/**
 * A folder that appears whole or not at all: written as `draft` beside `path`, every file and the
 * folder fsynced, then one rename. The caller fsyncs what lies above. Owner only.
 */
export async function createFolder(
  files: FileSystem,
  { draft, path }: { readonly draft: string; readonly path: string },
  contents: Iterable<readonly [name: string, bytes: Uint8Array]>,
): Promise<void> {
  try {
    await files.makeDirectory(draft, 0o700);
    for (const [name, bytes] of contents) {
      await files.create(join(draft, name), bytes, 0o600);
      await files.syncFile(join(draft, name));
    }
    await files.syncDirectory(draft);
    await files.rename(draft, path);
  } catch (error) {
    await removeQuietly(files, draft);
    throw error;
  }
}
