import type { Effects } from '../effects.ts';
import { isWeborcaError, WeborcaError } from '../errors.ts';
import { reasonOf, refusedAt } from '../files/errno.ts';
import type { OpenPair, Store } from './types.ts';
import { join } from 'node:path';
import { isErrno } from '../files/durable.ts';
import { fileMode, locksFolder } from './layout.ts';

export type { Store } from './types.ts';

/** The store of these places, over these effects. Touches nothing; the folder is made when needed. */
export function openStore(
  effects: Pick<Effects, 'files' | 'randomBytes'>,
  places: { readonly storeDir: string },
  open: OpenPair,
): Store {
  return { files: effects.files, dir: places.storeDir, randomBytes: effects.randomBytes, open };
}

/** The store at the caller's places, whose pairs are opened with the full PKCS#12 reader. */
export function storeOf(at: {
  readonly effects: Pick<Effects, 'files' | 'randomBytes'>;
  readonly places: { readonly storeDir: string };
}): Store {
  return openStore(at.effects, at.places, openPair);
}

/** Opens a pair with core's own PKCS#12 reader, which is loaded when it is needed. */
export const openPair: OpenPair = async (p12, password, budget) => {
  const { openPkcs12 } = await import('../pkcs12/open.ts');
  const opened = await openPkcs12(p12, password, budget === undefined ? {} : { budget });
  return { facts: opened.identity.leaf.facts, password: opened.password };
};

/** Runs writing work under `path`; what the system refuses becomes `destination-not-writable`. */
export async function writingTo<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isWeborcaError(error)) throw error;
    const refused = refusedAt(error, path) ?? { path, reason: reasonOf(error) };
    throw new WeborcaError('destination-not-writable', refused, { cause: error });
  }
}

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
