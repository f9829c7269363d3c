/** What `stat` tells that core needs. `mode` has the permission bits only. */
export interface FileStatus {
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  readonly size: number;
  readonly modified: Date;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Which file system it lies on; a volume's serial number on Windows. */
  readonly device: number;
}

/**
 * A file that is held open for writing: it is written where it is, whatever has become of its name
 * meanwhile, and without another file handle. Closed before anything is renamed: Windows renames no
 * folder with an open file in it.
 */
export interface HeldFile {
  /** Writes from its beginning without truncating it first, then truncates. */
  overwrite(bytes: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  /** May be called twice. */
  close(): Promise<void>;
}

/**
 * The file operations core is built on: small, path-based, each one step on the disk, so that a
 * test can record them, fail the n-th, or end the process before it. Errors are Node's own
 * (`code`: ENOENT, EEXIST, ENOSPC, EACCES, EROFS, …).
 *
 * Nothing here is durable until `syncFile` (contents) and `syncDirectory` (names) have returned.
 */
export interface FileSystem {
  /**
   * Of a regular file only, at most `atMost` bytes (16 MiB), the last name not followed through a
   * link, and without a wait that nothing ends: `ELOOP`, `EISDIR`, `EFTYPE` (a FIFO, a device),
   * `E2BIG`. Where a person may name a link: `readNamed`.
   */
  readFile(path: string, atMost?: number): Promise<Uint8Array>;
  /** Creates a file that must not exist yet (`EEXIST`), with exactly this mode. */
  create(path: string, bytes: Uint8Array, mode: number): Promise<void>;
  /** Writes into an existing file from its beginning without truncating it first, then truncates. */
  overwrite(path: string, bytes: Uint8Array): Promise<void>;
  /** Opens an existing file for writing and keeps it open. */
  hold(path: string): Promise<HeldFile>;
  append(path: string, bytes: Uint8Array, mode: number): Promise<void>;
  syncFile(path: string): Promise<void>;
  /** fsync of a folder; does nothing on Windows, which has no such call. */
  syncDirectory(path: string): Promise<void>;
  /** Replaces `to`. On Windows retried for a bounded time (virus scanner, open handle). */
  rename(from: string, to: string): Promise<void>;
  /** Creates one folder; the parent must exist. */
  makeDirectory(path: string, mode: number): Promise<void>;
  list(path: string): Promise<readonly string[]>;
  /** Does not follow a link. */
  status(path: string): Promise<FileStatus>;
  /** Follows links; the canonical path. */
  realPath(path: string): Promise<string>;
  changeMode(path: string, mode: number): Promise<void>;
  changeOwner(path: string, uid: number, gid: number): Promise<void>;
  removeFile(path: string): Promise<void>;
  removeDirectory(path: string): Promise<void>;
}
