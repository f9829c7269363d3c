import { WeborcaError } from '../errors.ts';
import { isErrno, reasonOf } from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';

/** A certificate file has a few kilobytes, a zip of the management site a few more. */
export const maxSourceBytes = 8 * 1024 * 1024;

/** Reads a file that a person named. @throws WeborcaError `file-not-found`, `not-a-certificate`, `pkcs12-limit` */
export async function readSourceFile(files: FileSystem, path: string): Promise<Uint8Array> {
  try {
    const status = await files.status(await files.realPath(path));
    if (status.kind === 'directory') {
      throw new WeborcaError('not-a-certificate', { path, found: 'is-a-folder' });
    }
    if (status.kind !== 'file') throw new WeborcaError('file-not-found', { path });
    if (status.size > maxSourceBytes)
      throw new WeborcaError('pkcs12-limit', { path, limit: 'size' });
    return await files.readFile(path);
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR'))
      throw new WeborcaError('file-not-found', { path }, { cause: error });
    if (error instanceof WeborcaError) throw error;
    throw new WeborcaError('not-a-certificate', { path, found: reasonOf(error) }, { cause: error });
  }
}
