import { WeborcaError } from '../errors.ts';
import { isErrno, readNamed, reasonOf } from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';

/** A certificate file has a few kilobytes, a zip of the management site a few more. */
export const maxSourceBytes = 8 * 1024 * 1024;

/**
 * Reads a file that a person named. @throws WeborcaError `file-not-found`, `not-a-certificate`,
 * `pkcs12-limit`
 */
export async function readSourceFile(files: FileSystem, path: string): Promise<Uint8Array> {
  try {
    return await readNamed(files, path, maxSourceBytes);
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR'))
      throw new WeborcaError('file-not-found', { path }, { cause: error });
    if (isErrno(error, 'E2BIG'))
      throw new WeborcaError('pkcs12-limit', { path, limit: 'size' }, { cause: error });
    throw new WeborcaError('not-a-certificate', { path, found: reasonOf(error) }, { cause: error });
  }
}
