import { join } from 'node:path';
import type { BackupDestination } from '../configuration/types.ts';
import { asWeborcaError, type WeborcaError } from '../errors.ts';
import {
  createFolder,
  exists,
  isNotReadable,
  makeDirectories,
  removeQuietly,
  sweepTemporary,
  temporaryName,
} from '../files/durable.ts';
import { freePath } from '../files/free-name.ts';
import { goingOnUnflushed } from '../files/going-on.ts';
import { sha256Hex } from '../bytes.ts';
import { requireValidName } from '../store/name.ts';
import { encodePassword } from '../store/record.ts';
import { findDestination, failingAt } from './destination.ts';
import {
  examineBackup,
  listBackupFolders,
  readBackupManifest,
  requireOwnFolder,
} from './examine.ts';
import {
  configurationFile,
  describeFile,
  formatBackupManifest,
  formatEntry,
  manifestFile,
  passwordFile,
  readmeFile,
  backupFolderName,
  certificateFileName,
} from './layout.ts';
import { readmeText } from './readme.ts';
import type {
  BackupContext,
  BackupManifest,
  BackupMaterial,
  BackupNote,
  BackupResult,
} from './types.ts';
import { hourMs } from '../time.ts';

export interface WrittenBackup {
  /** The backup's folder. */
  readonly path: string;
  /** False: this certificate was there already, whole. */
  readonly written: boolean;
  readonly notes: readonly BackupNote[];
}

/**
 * Puts a backup at one destination, unless a whole one of the same certificate is there. It counts
 * as one only after it was renamed into place, read back, and opened with its password.
 *
 * @throws {WeborcaError} `backup-failed` {path, reason}, `usage-invalid` (name)
 */
export async function writeBackup(
  given: BackupContext,
  destination: BackupDestination,
  material: BackupMaterial,
): Promise<WrittenBackup> {
  requireValidName(material.name);
  const { files, unflushed } = goingOnUnflushed(given.files);
  const context = { ...given, files };
  const { path: root, notes } = await findDestination(context, destination.path);
  return failingAt(root, async () => {
    const folder = join(root, material.name);
    // Others may write to a place for backups: what they link to is not given a key and a password.
    if (await exists(context.files, folder)) await requireOwnFolder(context, folder);
    await makeDirectories(context.files, folder, 0o700);
    const anHourAgo = new Date(context.now().getTime() - hourMs);
    await sweepTemporary(context.files, folder, anHourAgo);
    const known = await findWhole(context, root, destination, material);
    if (known !== null) return { path: known, written: false, notes };
    const path = await write(context, folder, destination, material);
    const refused = unflushed.size > 0 ? [{ code: 'not-flushed', path: root } as const] : [];
    return { path, written: true, notes: [...notes, ...refused] };
  });
}

/**
 * The same for several destinations, one after the other; a failure never keeps the next from being
 * tried. A run after it makes up for what is missing by calling this again.
 */
export async function writeBackups(
  context: BackupContext,
  destinations: readonly BackupDestination[],
  material: BackupMaterial,
): Promise<readonly (BackupResult & Omit<WrittenBackup, 'path'>)[]> {
  const results: (BackupResult & Omit<WrittenBackup, 'path'>)[] = [];
  for (const destination of destinations) {
    try {
      results.push({ ok: true, ...(await writeBackup(context, destination, material)) });
    } catch (thrown) {
      const error: WeborcaError = asWeborcaError(thrown);
      results.push({ path: destination.path, ok: false, error, written: false, notes: [] });
    }
  }
  return results;
}

async function findWhole(
  context: BackupContext,
  root: string,
  destination: BackupDestination,
  material: BackupMaterial,
): Promise<string | null> {
  const p12Sha256 = sha256Hex(material.p12);
  for (const { path } of (await listBackupFolders(context, root, material.name)).toReversed()) {
    const manifest = await manifestOrNull(context, path);
    if (manifest?.facts.fingerprintSha256 !== material.facts.fingerprintSha256) continue;
    if (manifest.password !== destination.password) continue;
    if (!manifest.files.some((file) => file.sha256 === p12Sha256)) continue;
    if (await isWhole(context, path, material)) return path;
  }
  return null;
}

/** One that cannot be read is no whole backup; the new one is written beside it. */
async function manifestOrNull(
  context: BackupContext,
  path: string,
): Promise<BackupManifest | null> {
  try {
    return await readBackupManifest(context, path);
  } catch (error) {
    if (isNotReadable(error)) return null;
    throw error;
  }
}

async function isWhole(
  context: BackupContext,
  path: string,
  material: BackupMaterial,
): Promise<boolean> {
  try {
    await examineBackup(context, path, material.password);
    return true;
  } catch {
    // A damaged one is left for people to look at; a new one is written beside it.
    return false;
  }
}

async function write(
  context: BackupContext,
  folder: string,
  destination: BackupDestination,
  material: BackupMaterial,
): Promise<string> {
  const { files, randomBytes } = context;
  const draft = join(folder, temporaryName(randomBytes));
  const path = await freeName(context, folder, material.facts.commonName);
  await createFolder(files, { draft, path }, contentsOf(context, destination, material));
  await files.syncDirectory(folder);
  try {
    await examineBackup(context, path, material.password);
  } catch (error) {
    await removeQuietly(files, path);
    throw error;
  }
  return path;
}

function contentsOf(
  context: BackupContext,
  destination: BackupDestination,
  material: BackupMaterial,
): ReadonlyMap<string, Uint8Array> {
  const { name, version, facts, configurationEntry, support } = material;
  const { password } = destination;
  const p12 = certificateFileName(material.fileName, facts.commonName);
  const contents = new Map([[p12, material.p12]]);
  if (password === 'beside') contents.set(passwordFile, encodePassword(material.password));
  contents.set(readmeFile, readmeText({ name, p12, facts, password, support }));
  if (configurationEntry !== null) {
    contents.set(configurationFile, formatEntry(name, configurationEntry));
  }
  const files = [...contents].map(([file, bytes]) => describeFile(file, bytes));
  const createdAt = context.now();
  const manifest = {
    schemaVersion: 1,
    name,
    version,
    createdAt,
    facts,
    p12,
    password,
    files,
  } as const;
  return contents.set(manifestFile, formatBackupManifest(manifest));
}

async function freeName(
  context: BackupContext,
  folder: string,
  commonName: string,
): Promise<string> {
  const path = join(folder, backupFolderName(context.now(), commonName));
  return freePath(context.files, path);
}
