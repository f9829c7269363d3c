import { join } from 'node:path';
import type { CertificateFacts } from '../certificate/facts.ts';
import type { Effects } from '../effects.ts';
import { isTemporaryName, readIfReadable, removeQuietly, temporaryName } from '../files/durable.ts';
import { isSystemError } from '../files/errno.ts';
import type { JsonRecord } from '../json.ts';
import { sha256Hex } from '../bytes.ts';
import { dayMs } from '../time.ts';
import { readPointer } from './current.ts';
import { passLeaseLost } from './lease.ts';
import {
  certificateEntries,
  type CertificateEntry,
  fileMode,
  certificateFolderIn,
  p12File,
  passwordFile,
} from './layout.ts';
import { readManifest } from './read-version.ts';
import { dateField, readRecord, textField, writeRecord } from './record.ts';
import { readSurroundings, type Surroundings } from './surroundings.ts';
import type { Store, StoredVersion } from './types.ts';

/** A pair that no longer opens although no byte of it has changed is found after so long. */
const openedWithinMs = 7 * dayMs;

/** Nothing to do for a run where this lies, or where it is empty: what was in it is done. */
type Meaning = 'settled' | 'settled-when-empty' | 'open';

const meanings: Readonly<Record<CertificateEntry, Meaning>> = {
  [certificateEntries.pointer]: 'settled',
  [certificateEntries.versions]: 'settled',
  [certificateEntries.history]: 'settled',
  [certificateEntries.attempts]: 'settled',
  [certificateEntries.superseded]: 'open',
  [certificateEntries.unverified]: 'open',
  [certificateEntries.opened]: 'settled',
  [certificateEntries.journal]: 'open',
  [certificateEntries.answers]: 'settled-when-empty',
  [certificateEntries.abandoned]: 'settled',
  [certificateEntries.failures]: 'settled-when-empty',
  [certificateEntries.backups]: 'settled',
};

const meaningOf: ReadonlyMap<string, Meaning> = new Map(Object.entries(meanings));

interface Of {
  readonly store: Store;
  readonly name: string;
}

/** The version in use, and what lay around it when it was last looked at; null: not known. */
interface Resting {
  readonly version: StoredVersion;
  readonly around: Surroundings | null;
}

/** What another room keeps in a certificate's folder, and what a run that was killed leaves there. */
interface Beside {
  readonly folder: string;
  readonly left: readonly string[];
}

async function isSettled(store: Store, folder: string, { left }: Beside): Promise<boolean> {
  const names = await store.files.list(folder);
  return !names.some((name) => left.includes(name) || isTemporaryName(name));
}

/**
 * The version in use, when nothing of the certificate waits for a run: no journal, no late answer, no
 * failure, nothing of what a killed run leaves; pointer and manifest are whole, the .p12 is what the
 * manifest says, and it was opened with this very password file less than a week ago. Null: a run
 * has to look for itself. Small files are read, and no PKCS#12 is opened.
 */
export async function restingVersion(
  { store, name }: Of,
  beside: Beside,
  now: Date,
): Promise<Resting | null> {
  try {
    const folder = certificateFolderIn(store, name);
    for (const entry of await store.files.list(folder)) {
      const path = join(folder, entry);
      if (entry === beside.folder) {
        if (!(await isSettled(store, path, beside))) return null;
        continue;
      }
      const meaning = meaningOf.get(entry) ?? 'open';
      if (meaning === 'settled') continue;
      if (meaning === 'open' || (await store.files.list(path)).length > 0) return null;
    }
    const id = await readPointer(store, name);
    const version = id === null ? null : await readManifest(store, name, id);
    if (version === null) return null;
    const { modified } = await store.files.status(join(version.folder, passwordFile));
    const record = readRecord(
      await readIfReadable(store.files, join(folder, certificateEntries.opened)),
    );
    if (!isNoted(record, { version: version.id, passwordModified: modified }, now, 1)) return null;
    const p12 = await store.files.readFile(join(version.folder, p12File));
    if (sha256Hex(p12) !== version.manifest.p12Sha256) return null;
    return { version, around: readSurroundings(record?.['around']) };
  } catch (error) {
    // Whatever cannot be read is for the run to tell.
    if (isSystemError(error)) return null;
    throw error;
  }
}

/** What was opened, the certificate in it, and what lay around. */
interface Opened {
  readonly version: StoredVersion;
  readonly facts: CertificateFacts;
  readonly around: Surroundings;
}

/**
 * Notes that this version has just been opened. Under the lock; waits for no disk, and fails for
 * nothing but a lost lease: without the note the next run opens it again. None is made for a manifest
 * that promises more than its certificate, nor while another is half as good.
 */
export async function noteOpened(
  { files, randomBytes, now }: Pick<Effects, 'files' | 'randomBytes' | 'now'>,
  folder: string,
  { version, facts, around }: Opened,
): Promise<void> {
  const { id, folder: versionFolder, manifest } = version;
  const { notAfter, notBefore } = facts;
  if (manifest.facts.notAfter > notAfter || manifest.facts.notBefore < notBefore) return;
  const temporary = join(folder, temporaryName(randomBytes));
  try {
    const { modified } = await files.status(join(versionFolder, passwordFile));
    const note = { version: id, passwordModified: modified };
    const at = now();
    const before = readRecord(await readIfReadable(files, join(folder, certificateEntries.opened)));
    const same = JSON.stringify(before?.['around']) === JSON.stringify(around);
    if (same && isNoted(before, note, at, 0.5)) return;
    await files.create(temporary, writeRecord({ schemaVersion: 1, at, ...note, around }), fileMode);
    await files.rename(temporary, join(folder, certificateEntries.opened));
  } catch (error) {
    await removeQuietly(files, temporary);
    passLeaseLost(error);
  }
}

interface Note {
  readonly version: string;
  readonly passwordModified: Date;
}

/** Whether the record says so, and is younger than this part of the time that it holds. */
function isNoted(record: JsonRecord | null, note: Note, now: Date, part: number): boolean {
  if (record === null || textField(record, 'version') !== note.version) return false;
  if (dateField(record, 'passwordModified')?.getTime() !== note.passwordModified.getTime()) {
    return false;
  }
  const at = dateField(record, 'at');
  // One from the future was written by a wrong clock.
  return at !== null && at <= now && now.getTime() - at.getTime() <= openedWithinMs * part;
}
