import { readIfThere, removeTree, writeDurably } from '../files/durable.ts';
import { addVersion, removeByTrash } from './versions.ts';
import { fileMode, pointerFile, versionFolder, versionsFolder } from './layout.ts';
import { listNames, removeName } from './names.ts';
import { listVersionIds } from './read-version.ts';
import { switchTo } from './current.ts';
import type { NewVersion, Store, StoredVersion } from './types.ts';

/**
 * Puts a certificate into the store as the version in use, runs `work`, and takes back what this
 * made if either fails: a folder that was there before, and what it holds of earlier renewals, stays.
 */
export async function withFirstVersion<T>(
  store: Store,
  { name, added, now }: { readonly name: string; readonly added: NewVersion; readonly now: Date },
  work: (version: StoredVersion) => Promise<T>,
): Promise<T> {
  const wasThere = (await listNames(store)).includes(name);
  const pointer = await readIfThere(store.files, pointerFile(store, name));
  const before = new Set(await listVersionIds(store, name));
  try {
    const version = await addVersion(store, name, added, now);
    await switchTo(store, name, version.id);
    return await work(version);
  } catch (error) {
    if (wasThere) await takeBack(store, name, { before, pointer });
    else if ((await listNames(store)).includes(name)) await removeName(store, name);
    throw error;
  }
}

async function takeBack(
  store: Store,
  name: string,
  { before, pointer }: { before: ReadonlySet<string>; pointer: Uint8Array | null },
): Promise<void> {
  const path = pointerFile(store, name);
  if (pointer === null) await removeTree(store.files, path);
  else await writeDurably(store, path, { contents: pointer, mode: fileMode });
  const folder = versionsFolder(store, name);
  for (const id of await listVersionIds(store, name)) {
    if (!before.has(id)) await removeByTrash(store, folder, versionFolder(store, name, id));
  }
}
