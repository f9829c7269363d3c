import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { isErrno } from '../files/durable.ts';
import { fileMode, locksFolder } from './layout.ts';

/**
 * Touched after every change of the store, so that an editor's window watches one
 * file, whatever the number of certificates, and sees at once what another program did. It lies
 * where the locks do: no certificate can have its name.
 */
export function changesFile(storeDir: string): string {
  return join(locksFolder({ dir: storeDir }), '.changes');
}

/**
 * Never fails: a change that is not announced is seen with the next look. Makes no folder, since the
 * whole store may have been removed meanwhile.
 */
export async function announceChange(
  { files, now }: Pick<Effects, 'files' | 'now'>,
  storeDir: string,
): Promise<void> {
  const path = changesFile(storeDir);
  const bytes = new TextEncoder().encode(`${now().toISOString()}\n`);
  try {
    await files.overwrite(path, bytes).catch(async (error: unknown) => {
      if (!isErrno(error, 'ENOENT')) throw error;
      await files.create(path, bytes, fileMode);
    });
  } catch {
    // As said.
  }
}
