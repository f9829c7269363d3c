import { basename } from 'node:path';
import { readIfThere, removeTree, writeDurably } from '../files/durable.ts';
import { officialFileName } from '../renewal/file-name.ts';
import { remember } from '../renewal/history.ts';
import { addVersion } from '../store/add-version.ts';
import {
  fileMode,
  nameFolder,
  pointerFile,
  versionFolder,
  versionsFolder,
} from '../store/layout.ts';
import { listNames, removeByTrash, removeName } from '../store/names.ts';
import { listVersionIds } from '../store/read-version.ts';
import { switchTo } from '../store/switch.ts';
import type { Store } from '../store/types.ts';
import type { CertificateFile } from './certificate-file.ts';
import type { Context } from '../context.ts';

export interface Source extends CertificateFile {
  readonly path: string;
}

/**
 * Puts the certificate into the store as the version in use, runs `work`, and takes back what this
 * made if either fails: a folder that was there before, and what it holds of earlier renewals, stays.
 */
export async function withFirstVersion<T>(
  context: Context,
  store: Store,
  name: string,
  source: Source,
  work: () => Promise<T>,
): Promise<T> {
  const wasThere = (await listNames(store)).includes(name);
  const pointer = await readIfThere(store.files, pointerFile(store, name));
  const before = new Set(await listVersionIds(store, name));
  try {
    await storeFirst(context, store, name, source);
    return await work();
  } catch (error) {
    if (wasThere) await takeBack(store, name, before, pointer);
    else if ((await listNames(store)).includes(name)) await removeName(store, name);
    throw error;
  }
}

async function storeFirst(
  { effects }: Context,
  store: Store,
  name: string,
  source: Source,
): Promise<void> {
  const { identity, password } = source.opened;
  const { facts } = identity.leaf;
  const fileName = officialFileName(source.fileName, basename(source.path), facts);
  const version = await addVersion(
    store,
    name,
    { p12: source.p12, password, facts, fileName, origin: 'added' },
    effects.now(),
  );
  await switchTo(store, name, version.id);
  await remember(effects, nameFolder(store, name), 'added', { to: version.id, from: source.path });
}

async function takeBack(
  store: Store,
  name: string,
  before: ReadonlySet<string>,
  pointer: Uint8Array | null,
): Promise<void> {
  const path = pointerFile(store, name);
  if (pointer === null) await removeTree(store.files, path);
  else await writeDurably(store.files, path, pointer, fileMode, store.random);
  const folder = versionsFolder(store, name);
  for (const id of await listVersionIds(store, name)) {
    if (!before.has(id)) await removeByTrash(store, folder, versionFolder(store, name, id));
  }
}
