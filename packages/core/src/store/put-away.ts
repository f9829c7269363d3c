import { basename, dirname, join } from 'node:path';
import { exists, makeDirectories, writeDurably } from '../files/durable.ts';
import { fileMode, folderMode, nameFolder } from './layout.ts';
import type { Store } from './types.ts';
import { writingTo } from './write-error.ts';

/** Where names go that are not under care any more: beside the store, owner-only like it. */
export function removedFolder(store: Pick<Store, 'dir'>): string {
  return join(dirname(store.dir), 'removed');
}

/**
 * Takes a name out of the store by one rename, with every version, password and journal it has: what
 * it holds may be nowhere else. Under the lock; the caller has asked.
 *
 * @returns the folder it lies in now: `removed/<name>-<yyyyMMddTHHmmssZ>`
 * @throws {WeborcaError} `destination-not-writable`
 */
export async function putAway(store: Store, name: string, now: Date): Promise<string> {
  const folder = removedFolder(store);
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return writingTo(folder, async () => {
    await makeDirectories(store.files, folder, folderMode);
    for (let count = 1; ; count += 1) {
      const path = join(folder, `${name}-${stamp}${count === 1 ? '' : `-${count}`}`);
      if (await exists(store.files, path)) continue;
      await store.files.rename(nameFolder(store, name), path);
      await store.files.syncDirectory(folder);
      await store.files.syncDirectory(store.dir);
      return path;
    }
  });
}

/** Writes a file beside the versions: what is put away with them shall say how it was used. */
export async function keepBeside(
  store: Store,
  name: string,
  { file, bytes }: { readonly file: string; readonly bytes: Uint8Array },
): Promise<void> {
  const path = join(nameFolder(store, name), file);
  await writingTo(path, () => writeDurably(store.files, path, bytes, fileMode, store.random));
}

/** The name that a folder of `putAway` had; null for any other folder. */
export function nameOfPutAway(folder: string): string | null {
  return /^(.+)-\d{8}T\d{6}Z(?:-\d+)?$/.exec(basename(folder))?.[1] ?? null;
}
