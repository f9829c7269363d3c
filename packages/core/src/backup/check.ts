import type { CertificateFacts } from '../certificate/facts.ts';
import type { BackupDestination } from '../configuration/types.ts';
import { asWeborcaError, type WeborcaError } from '../errors.ts';
import type { Secret } from '../secret.ts';
import { exists, listIfThere } from '../files/durable.ts';
import { isValidName } from '../store/name.ts';
import { findDestination, whereNow, failingAt, whileDoing } from './destination.ts';
import {
  examineBackup,
  listBackupFolders,
  readBackupManifest,
  type BackupFolder,
} from './examine.ts';
import { placeOfBackup } from './layout.ts';
import type { BackupContext } from './types.ts';

export interface CheckedBackup {
  /** The backup's folder, or the destination that is not there. */
  readonly path: string;
  /** Null for a destination that is not there. */
  readonly name: string | null;
  readonly at: Date | null;
  readonly facts: CertificateFacts | null;
  readonly ok: boolean;
  /** False: the password is kept elsewhere and was not known, so only hashes were compared. */
  readonly opened: boolean;
  readonly error?: WeborcaError;
}

export interface CheckOptions {
  /** Only these; all there are, unless given. */
  readonly names?: readonly string[];
  /** For backups without their password: what the store knows by fingerprint. */
  readonly passwordOf?: (fingerprintSha256: string) => Promise<Secret | null>;
  /** Folders of backups that lie under a name from before, each with the name it has today. */
  readonly renamed?: readonly (BackupFolder & { readonly name: string })[];
}

/** Re-opens every backup at every destination and compares every hash. Never throws for one of them. */
export async function checkBackups(
  context: BackupContext,
  destinations: readonly BackupDestination[],
  options: CheckOptions = {},
): Promise<readonly CheckedBackup[]> {
  const checked: CheckedBackup[] = [];
  for (const { path } of destinations) {
    try {
      const check = () => checkDestination(context, path, options);
      checked.push(...(await whileDoing('check', check)));
    } catch (thrown) {
      const error = asWeborcaError(thrown);
      checked.push({ path, name: null, at: null, facts: null, ok: false, opened: false, error });
    }
  }
  return checked;
}

async function checkDestination(
  context: BackupContext,
  configured: string,
  options: CheckOptions,
): Promise<readonly CheckedBackup[]> {
  const { path: root } = await findDestination(context, configured);
  return failingAt(root, async () => {
    const names = options.names ?? (await listIfThere(context.files, root)).filter(isValidName);
    const checked: CheckedBackup[] = [];
    for (const name of names) {
      for (const { path, at } of await listBackupFolders(context, root, name)) {
        checked.push(await checkOne(context, { path, name, at }, options));
      }
    }
    for (const backup of options.renamed ?? []) {
      if (placeOfBackup(backup.path) !== root || !(await exists(context.files, backup.path)))
        continue;
      checked.push(await checkOne(context, backup, options));
    }
    return checked;
  });
}

async function checkOne(
  context: BackupContext,
  backup: { readonly path: string; readonly name: string; readonly at: Date },
  options: CheckOptions,
): Promise<CheckedBackup> {
  const { path } = backup;
  const examine = async (): Promise<CheckedBackup> => {
    const manifest = await failingAt(path, () => readBackupManifest(context, path));
    const elsewhere =
      manifest?.password === 'separate'
        ? ((await options.passwordOf?.(manifest.facts.fingerprintSha256)) ?? null)
        : null;
    const examined = await examineBackup(context, path, elsewhere);
    const facts = examined.facts ?? examined.manifest.facts;
    return { ...backup, facts, ok: true, opened: examined.facts !== null };
  };
  try {
    return await whileDoing('check', examine);
  } catch (thrown) {
    return { ...backup, facts: null, ok: false, opened: false, error: asWeborcaError(thrown) };
  }
}

/**
 * The backups of a name at the destinations that are there, the newest first, by folder names
 * alone. For views: it opens nothing and never throws.
 */
export async function backupsOf(
  context: BackupContext,
  destinations: readonly BackupDestination[],
  name: string,
): Promise<readonly BackupFolder[]> {
  const all: BackupFolder[] = [];
  for (const { path } of destinations) all.push(...(await findAt(context, path, name)));
  return all.toSorted((a, b) => b.at.getTime() - a.at.getTime());
}

async function findAt(
  context: BackupContext,
  path: string,
  name: string,
): ReturnType<typeof listBackupFolders> {
  try {
    const here = await listBackupFolders(context, path, name);
    // Of thousands nearly all are where they were: only then is the marker looked for.
    if (here.length > 0) return here;
    const place = await whereNow(context, path);
    return place === path ? [] : await listBackupFolders(context, place, name);
  } catch {
    // A drive that went while we looked has no backup to show now.
    return [];
  }
}
