import { join } from 'node:path';
import type { CertificateFacts } from '../certificate/facts.ts';
import { isWeborcaError, type WeborcaError } from '../errors.ts';
import { isErrno, listIfThere, readIfThere } from '../files/durable.ts';
import type { Secret } from '../secret.ts';
import { sha256Hex } from '../bytes.ts';
import { decodePassword } from '../store/record.ts';
import { backupFailed, failingAt } from './destination.ts';
import { manifestFile, parseBackupManifest, passwordFile, backupTime } from './layout.ts';
import type { BackupContext, BackupManifest } from './types.ts';

type Looking = Pick<BackupContext, 'files' | 'open'>;

/** A backup folder, by its name only. */
export interface BackupFolder {
  readonly path: string;
  /** From the folder's name. */
  readonly at: Date;
}

/** The backups of a name at a destination, oldest first. Nothing is opened. */
export async function listBackupFolders(
  context: Pick<BackupContext, 'files'>,
  destination: string,
  name: string,
): Promise<readonly BackupFolder[]> {
  const folder = join(destination, name);
  return (await listIfThere(context.files, folder)).flatMap((entry) => {
    const at = backupTime(entry);
    return at === null ? [] : [{ path: join(folder, entry), at }];
  });
}

export async function readBackupManifest(
  context: Pick<BackupContext, 'files'>,
  folder: string,
): Promise<BackupManifest | null> {
  const bytes = await readIfThere(context.files, join(folder, manifestFile));
  return bytes === null ? null : parseBackupManifest(bytes);
}

export interface ExaminedBackup {
  readonly manifest: BackupManifest;
  /** As the opened file says; null when the password is kept elsewhere and was not given. */
  readonly facts: CertificateFacts | null;
}

/**
 * Reads a backup as if it were needed: every file is there with the hash it was written with, and
 * the certificate opens with its password and is the one it should be.
 *
 * @throws {WeborcaError} `backup-failed` with a `BackupProblem`
 */
export function examineBackup(
  context: Looking,
  folder: string,
  elsewhere: Secret | null = null,
): Promise<ExaminedBackup> {
  return failingAt(folder, async () => {
    await requireOwnFolder(context, folder);
    const manifest = await readBackupManifest(context, folder);
    if (manifest === null) throw backupFailed(folder, 'manifest-broken');
    const contents = await readFiles(context, folder, manifest);
    const p12 = contents.get(manifest.p12);
    const beside = contents.get(passwordFile);
    const password = beside === undefined ? elsewhere : decodePassword(beside);
    if (p12 === undefined || (beside !== undefined && password === null)) {
      throw backupFailed(folder, 'does-not-open');
    }
    if (password === null) return { manifest, facts: null };
    const { facts } = await openOr(context, p12, password, (cause) =>
      backupFailed(folder, 'does-not-open', cause),
    );
    if (facts.fingerprintSha256 !== manifest.facts.fingerprintSha256) {
      throw backupFailed(folder, 'other-certificate');
    }
    return { manifest, facts };
  });
}

/**
 * A backup is a folder in its place, and not a link to one that somebody else may own or empty.
 *
 * @throws what the system says of it, `ELOOP` for a link; `backup-failed` (missing)
 */
export async function requireOwnFolder(
  { files }: Pick<BackupContext, 'files'>,
  folder: string,
): Promise<void> {
  try {
    if ((await files.status(folder)).kind !== 'link') return;
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) throw backupFailed(folder, 'missing', error);
    throw error;
  }
  throw Object.assign(new Error('a link'), { code: 'ELOOP', syscall: 'lstat', path: folder });
}

async function readFiles(
  context: Looking,
  folder: string,
  manifest: BackupManifest,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  for (const file of manifest.files) {
    const bytes = await readIfThere(context.files, join(folder, file.name));
    if (bytes === null) throw backupFailed(folder, 'file-missing');
    if (sha256Hex(bytes) !== file.sha256) throw backupFailed(folder, 'hash-differs');
    contents.set(file.name, bytes);
  }
  return contents;
}

async function openOr(
  context: Looking,
  p12: Uint8Array,
  password: Secret,
  failed: (cause: unknown) => WeborcaError,
): ReturnType<BackupContext['open']> {
  try {
    return await context.open(p12, password);
  } catch (error) {
    if (isWeborcaError(error)) throw failed(error);
    throw error;
  }
}
