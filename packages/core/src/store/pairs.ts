import { join } from 'node:path';
import { readIfReadable } from '../files/durable.ts';
import type { Secret } from '../secret.ts';
import { p12File, passwordFile, versionFolder } from './layout.ts';
import { listVersionIds } from './read-version.ts';
import { decodePassword } from './record.ts';
import type { Store } from './types.ts';

/** The two files of a version as they lie there; null: not there, or not to be read. Nothing is opened. */
export interface StoredPair {
  readonly id: string;
  readonly p12: () => Promise<Uint8Array | null>;
  readonly password: () => Promise<Secret | null>;
}

/**
 * What a certificate's versions hold, the latest first, for code that only looks through them: one that
 * cannot be read is passed over, and no manifest is needed.
 */
export async function pairsIn(store: Store, name: string): Promise<readonly StoredPair[]> {
  const read = (id: string, file: string): Promise<Uint8Array | null> =>
    readIfReadable(store.files, join(versionFolder(store, name, id), file));
  return (await listVersionIds(store, name)).toReversed().map((id) => ({
    id,
    p12: () => read(id, p12File),
    async password() {
      const bytes = await read(id, passwordFile);
      return bytes === null ? null : decodePassword(bytes);
    },
  }));
}
