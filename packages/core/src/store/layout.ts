import { join } from 'node:path';
import { nameKey } from './name.ts';

/** Owner only: the store holds private keys and their passwords. */
export const folderMode = 0o700;
export const fileMode = 0o600;

export const p12File = 'certificate.p12';
export const passwordFile = 'password.txt';
export const manifestFile = 'manifest.json';

/** All this program puts into its state folder; whatever else lies there is somebody else's. */
export const stateEntries = {
  store: 'store',
  removed: 'removed',
  backupDestinations: 'backup-destinations',
  rehearsals: 'rehearsals',
  import: 'import',
  reminders: 'reminders.json',
  remindersByHand: 'reminders-by-hand.json',
  published: 'publish.json',
  lastRun: 'last-run.json',
  rights: 'rights.json',
  ended: 'ended',
  locks: '.locks',
} as const;

/** What lies in a certificate's folder of the store, beside what `consumers/` has there. */
export const certificateEntries = {
  pointer: 'current',
  versions: 'versions',
  history: 'history.jsonl',
  attempts: 'attempts.json',
  superseded: 'superseded.json',
  unverified: 'unverified.json',
  opened: 'opened.json',
  journal: 'journal',
  answers: 'answers',
  abandoned: 'abandoned',
  failures: 'failures',
  backups: 'backups',
} as const;

export type CertificateEntry = (typeof certificateEntries)[keyof typeof certificateEntries];

/** What lies in a journal's folder, in the order of the work. */
export const journalEntries = {
  requested: 'requested.json',
  /** Room for what comes, while there is some. */
  reserve: 'reserve',
  unknown: 'unknown.json',
  issued: 'issued.json',
  failures: 'failures.json',
  downloaded: 'downloaded.json',
  /** The issued file, as it came. */
  file: 'downloaded.p12',
  saved: 'saved.json',
  verified: 'verified.json',
} as const;

interface StorePlace {
  readonly dir: string;
}

/** All that the store has of one certificate. */
export function certificateFolderIn(store: StorePlace, name: string): string {
  return join(store.dir, name);
}

export function versionsFolder(store: StorePlace, name: string): string {
  return join(store.dir, name, certificateEntries.versions);
}

export function versionFolder(store: StorePlace, name: string, id: string): string {
  return join(versionsFolder(store, name), id);
}

export function pointerFile(store: StorePlace, name: string): string {
  return join(store.dir, name, certificateEntries.pointer);
}

/** Beside the names, too: no certificate can be called so. */
export function locksFolder(store: StorePlace): string {
  return join(store.dir, '.locks');
}

/**
 * Beside the names, not inside them, so that a lock outlives `rename` and `remove`, and taking one
 * for a name that does not exist yet makes no name.
 */
export function lockFolder(store: StorePlace, name: string): string {
  return join(locksFolder(store), nameKey(name));
}

/** For what is not one certificate's: the configuration, the reminders. */
export function stateLockFolder(stateDir: string, what: string): string {
  return join(stateDir, stateEntries.locks, what);
}

/** The issued file of a version, to be named in an error. */
export function issuedFile({ folder }: { readonly folder: string }): string {
  return join(folder, p12File);
}

/**
 * Where `consumers/` keeps what belongs to the files of this host: the record of a switch, states,
 * remembered passwords.
 */
export function hostFolder(store: StorePlace, name: string): string {
  return certificateFolderIn(store, name);
}

const trashPrefix = '.trash-';

export function trashName(hex: string): string {
  return `${trashPrefix}${hex}`;
}

export function isTrashName(name: string): boolean {
  return name.startsWith(trashPrefix);
}

const idShape = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-[0-9a-f]{8}$/;

export function isVersionId(text: string): boolean {
  return idShape.test(text);
}

/** `20261122T023005Z-1f2e3d4c`: when it came, to the second, and the fingerprint's first 8 digits. */
export function versionId(createdAt: Date, fingerprintSha256: string): string {
  const stamp = createdAt.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `${stamp}-${fingerprintSha256.slice(0, 8)}`;
}

/** The first 8 hex digits of its fingerprint, out of its id. */
export function versionFingerprintStart(id: string): string {
  return id.slice(id.indexOf('-') + 1);
}

/** When the version came, out of its id; null when the text is no id. */
export function versionTime(id: string): Date | null {
  const match = idShape.exec(id);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time.getTime()) ? null : time;
}
