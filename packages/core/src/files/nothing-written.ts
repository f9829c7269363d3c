import { dirname } from 'node:path';
import type { FileSystem } from './file-system.ts';

const nothing = async (): Promise<void> => undefined;

/**
 * The same files, on which nothing is written: what would be is remembered and read back, so that
 * a dry run can ask its questions by the code of the real one. A file can be made where its folder
 * is there and can be listed; a disk that is full or read-only shows only in the real run.
 */
export function nothingWritten(files: FileSystem): FileSystem {
  const written = new Map<string, Uint8Array>();
  const removed = new Set<string>();
  const made = new Set<string>();
  const write = (path: string, bytes: Uint8Array): void => {
    removed.delete(path);
    written.set(path, bytes);
  };
  return {
    async readFile(path, atMost) {
      const known = written.get(path);
      return known ?? (removed.has(path) ? missing(path) : files.readFile(path, atMost));
    },
    async create(path, bytes) {
      if (!made.has(dirname(path))) await files.list(dirname(path));
      write(path, bytes);
    },
    async overwrite(path, bytes) {
      write(path, bytes);
    },
    async hold(path) {
      const overwrite = async (bytes: Uint8Array): Promise<void> => write(path, bytes);
      return { overwrite, sync: nothing, close: nothing };
    },
    append: nothing,
    syncFile: nothing,
    syncDirectory: nothing,
    async rename(from, to) {
      const bytes = written.get(from);
      if (bytes === undefined) return;
      written.delete(from);
      write(to, bytes);
    },
    async makeDirectory(path) {
      made.add(path);
    },
    list: (path) => files.list(path),
    async status(path) {
      const bytes = written.get(path);
      if (bytes === undefined) return removed.has(path) ? missing(path) : files.status(path);
      const folder = await files.status(dirname(path));
      return { ...folder, kind: 'file', size: bytes.length };
    },
    realPath: (path) => files.realPath(path),
    changeMode: nothing,
    changeOwner: nothing,
    async removeFile(path) {
      written.delete(path);
      removed.add(path);
    },
    removeDirectory: nothing,
  };
}

function missing(path: string): never {
  throw Object.assign(new Error('ENOENT'), { code: 'ENOENT', path });
}
