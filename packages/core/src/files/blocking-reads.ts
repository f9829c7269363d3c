import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { isErrno } from './errno.ts';
import type { FileSystem } from './file-system.ts';
import { statusOf } from './node-file-system.ts';
import { readRegularHere } from './regular.ts';

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
