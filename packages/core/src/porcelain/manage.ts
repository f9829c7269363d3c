import { removeCertificateEntry, renameCertificateEntry } from '../configuration/edit.ts';
import { listNames, removeName, renameName } from '../store/names.ts';
import { lockCertificate } from './certificate-lock.ts';
import { loadOne, withOne } from './current.ts';
import { storeOf } from './selection.ts';
import type { Context } from './types.ts';

/**
 * Ends the care for a certificate: its entry and its part of the store go, its backups and the
 * files of its consumers stay.
 */
export async function remove(context: Context, name: string): Promise<void> {
  const { effects, places } = context;
  await withOne(context, name, async ({ store }) => {
    // The entry first: what is configured is always in the store.
    await removeCertificateEntry(effects, places, name);
    if ((await listNames(store)).includes(name)) await removeName(store, name);
  });
}

/** Gives a certificate another name, versions and history included. */
export async function rename(context: Context, from: string, to: string): Promise<void> {
  const { effects, places } = context;
  await loadOne(context, from);
  const store = storeOf(context);
  const names = [from, to].toSorted();
  const locks = [];
  try {
    // In one order for everybody, so that two renames never wait for each other.
    for (const name of names) locks.push(await lockCertificate(context, store, name));
    await renameName(store, from, to);
    try {
      await renameCertificateEntry(effects, places, from, to);
    } catch (error) {
      await renameName(store, to, from);
      throw error;
    }
  } finally {
    for (const lock of locks) await lock.release();
  }
}
