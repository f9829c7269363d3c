import { entryOf } from '../backup/entry.ts';
import { configurationFile, formatEntry } from '../backup/layout.ts';
import { wholeCopy } from '../backup/whole-copy.ts';
import { removeCertificateEntry, renameCertificateEntry } from '../configuration/edit.ts';
import { backupContext } from '../backup/destination.ts';
import { seenToday } from '../backup/seen.ts';
import { quietly } from '../errors.ts';
import { renameGranted } from '../rights/granted.ts';
import { recordsOf } from '../store/records.ts';
import { listNames, renameName } from '../store/names.ts';
import { keepBeside, putAway, removedFolder } from '../store/put-away.ts';
import { readCurrent } from '../store/current.ts';
import { lockCertificate } from '../store/lock.ts';
import { loadOne } from './current.ts';
import { storeOf } from '../store/store.ts';
import type { Context } from '../context.ts';

/** What `remove` is about to take out of use. */
export interface RemovalPlan {
  /** The certificate's part of the store. */
  readonly folder: string;
  /** The folder in which it will lie afterwards, in one of its own. */
  readonly keptIn: string;
  /** A backup of the certificate in use that was opened just now; null when none can be seen. */
  readonly backup: string | null;
  /** A renewal is open, and is not gone on with afterwards. */
  readonly unfinished: boolean;
}

/** @throws WeborcaError `name-unknown` */
export async function removalPlan(context: Context, name: string): Promise<RemovalPlan> {
  const { certificate } = await loadOne(context, name);
  const store = storeOf(context);
  const records = recordsOf(context.effects, { store, name });
  const fingerprint = (await readCurrent(store, name))?.manifest.facts.fingerprintSha256;
  const { open } = await records.held();
  return {
    folder: records.folder,
    keptIn: removedFolder(store),
    backup:
      fingerprint === undefined
        ? null
        : await wholeCopy(
            backupContext(context),
            certificate.backups,
            { name, seen: await seenToday(context, name) },
            fingerprint,
          ),
    unfinished: open !== null,
  };
}

/**
 * Ends the care for a certificate: its entry goes, its part of the store is put away with all that
 * it holds, its backups and the files of its consumers stay. Nothing is destroyed: a key or a
 * journaled password may be nowhere else, and only a person can tell.
 *
 * @returns the folder in which everything lies now, which `restore` takes; null when the store had
 *   nothing of it
 */
export async function remove(context: Context, name: string): Promise<string | null> {
  const { effects, places } = context;
  await loadOne(context, name);
  const store = storeOf(context);
  const lock = await lockCertificate(context, { store, name });
  try {
    const { certificate } = await loadOne(context, name);
    const there = (await listNames(store)).includes(name);
    if (there) {
      const bytes = formatEntry(name, entryOf(certificate));
      await keepBeside(store, name, { file: configurationFile, bytes });
    }
    // The entry first: what is configured is always in the store.
    await removeCertificateEntry({ effects, places }, name);
    return there ? await putAway(store, name, effects.now()) : null;
  } finally {
    await lock.release();
  }
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
    for (const name of names) locks.push(await lockCertificate(context, { store, name }));
    await renameName(store, from, to);
    try {
      await renameCertificateEntry({ effects, places }, { from, to });
    } catch (error) {
      await renameName(store, to, from);
      throw error;
    }
    // It has its new name: a list of rights that cannot be written does not take that back.
    await quietly(() => renameGranted(effects, places.stateDir, { from, to }).then(() => null));
  } finally {
    for (const lock of locks) await lock.release();
  }
}
