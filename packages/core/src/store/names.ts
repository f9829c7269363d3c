import { join } from 'node:path';
import { WeborcaError } from '../errors.ts';
import { isErrno, listIfThere } from '../files/durable.ts';
import { certificateFolderIn } from './layout.ts';
import { isValidName, nameKey, requireValidName } from './name.ts';
import { removeByTrash } from './versions.ts';
import type { Store } from './types.ts';
import { writingTo } from './store.ts';

/** Every name that has a folder in the store, in code unit order. */
export async function listNames(store: Store): Promise<readonly string[]> {
  const names: string[] = [];
  for (const entry of await listIfThere(store.files, store.dir)) {
    const name = entry.normalize('NFC');
    if (isValidName(name) && (await isDirectory(store, entry))) names.push(name);
  }
  return names;
}

/** The name in the store that `name` would collide with, itself included; null when it is free. */
export async function takenBy(store: Store, name: string): Promise<string | null> {
  const key = nameKey(name);
  return (await listNames(store)).find((taken) => nameKey(taken) === key) ?? null;
}

/**
 * Gives a certificate another name; one rename, history and versions go along. Only the case may
 * differ. The caller holds the locks of both names.
 *
 * @throws {WeborcaError} `usage-invalid`, `name-unknown`, `name-taken`, `destination-not-writable`
 */
export async function renameName(store: Store, from: string, to: string): Promise<void> {
  requireValidName(to);
  await requireKnown(store, from);
  if (from === to) return;
  const taken = await takenBy(store, to);
  if (taken !== null && taken !== from) throw new WeborcaError('name-taken', { name: taken });
  await writingTo(certificateFolderIn(store, to), async () => {
    await store.files.rename(certificateFolderIn(store, from), certificateFolderIn(store, to));
    await store.files.syncDirectory(store.dir);
  });
}

/**
 * Removes a name with all its versions. It goes in one rename to a name of the trash first, so that
 * a crash leaves all of it or none. The caller holds the lock, and has asked.
 *
 * @throws {WeborcaError} `name-unknown`, `destination-not-writable`
 */
export async function removeName(store: Store, name: string): Promise<void> {
  await requireKnown(store, name);
  await writingTo(certificateFolderIn(store, name), () =>
    removeByTrash(store, store.dir, certificateFolderIn(store, name)),
  );
}

async function requireKnown(store: Store, name: string): Promise<void> {
  const known = await listNames(store);
  if (!known.includes(name)) throw new WeborcaError('name-unknown', { name, known });
}

async function isDirectory(store: Store, entry: string): Promise<boolean> {
  try {
    return (await store.files.status(join(store.dir, entry))).kind === 'directory';
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false;
    throw error;
  }
}
