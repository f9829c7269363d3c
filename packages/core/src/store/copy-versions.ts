import { join } from 'node:path';
import { listIfThere, makeDirectories, readIfThere } from '../files/durable.ts';
import {
  fileMode,
  folderMode,
  manifestFile,
  p12File,
  passwordFile,
  versionFolder,
  versionsFolder,
} from './layout.ts';
import type { Store } from './types.ts';

/** Copies the versions of a name into another store, for a rehearsal: nothing points to them. */
export async function copyVersions(
  from: Pick<Store, 'dir'>,
  to: Store,
  name: string,
): Promise<void> {
  const { files } = to;
  for (const id of await listIfThere(files, versionsFolder(from, name))) {
    const folder = versionFolder(to, name, id);
    for (const part of [p12File, passwordFile, manifestFile]) {
      const bytes = await readIfThere(files, join(versionFolder(from, name, id), part));
      if (bytes === null) continue;
      await makeDirectories(files, folder, folderMode);
      await files.create(join(folder, part), bytes, fileMode);
    }
  }
}
