import { basename, dirname, join } from 'node:path';
import type { CertificateFacts } from '../certificate/facts.ts';
import { decodeUnicode } from '../decode-text.ts';
import { hasCode, isWeborcaError, WeborcaError } from '../errors.ts';
import { isErrno, listIfThere, readIfReadable, readIfThere, reasonOf } from '../files/durable.ts';
import { createBudget, severalLimits } from '../pkcs12/limits.ts';
import { recognise } from '../pkcs12/recognise.ts';
import { Secret } from '../secret.ts';
import { refusedAt } from '../files/errno.ts';
import { isRecord, parseJson } from '../json.ts';
import { sha256Hex } from '../bytes.ts';
import { isValidName } from '../store/name.ts';
import { nameOfPutAway, readRemoved } from '../store/put-away.ts';
import { decodePassword } from '../store/record.ts';
import {
  configurationFile,
  manifestFile,
  parseBackupManifest,
  passwordFile,
  backupTime,
} from './layout.ts';
import type { BackupContext, BackupManifest } from './types.ts';

export interface RestoredBackup {
  readonly p12: Uint8Array;
  readonly password: Secret;
  readonly facts: CertificateFacts;
  readonly fileName: string;
  /** The name it was kept under; null for a bare file. */
  readonly name: string | null;
  /** As read, not validated; null when the folder has none. */
  readonly configurationEntry: Readonly<Record<string, unknown>> | null;
  /** It opens, but is not byte for byte what was written, or the manifest is gone. */
  readonly altered: boolean;
}

export interface RestoreOptions {
  /** Asked when there is no password beside the file that opens it. */
  readonly password?: () => Promise<Secret | null>;
}

type Looking = Pick<BackupContext, 'files' | 'open'>;

/** More than any PKCS#12 with one identity; a folder may hold anything. */
const mostBytes = 4 * 1024 * 1024;

/**
 * Reads a backup folder, or a bare .p12/.pfx, or the folder of one name (then the newest in it), or
 * one that `remove` has put away; or a place for backups, if those in it are of one name.
 * What counts is that a file opens; names, hashes and manifest only help. Nothing is written. All that
 * is tried is within one budget: a folder of many that do not open keeps nobody longer than one file.
 *
 * @throws {WeborcaError} `file-not-found`, `password-missing`, `not-a-certificate`, and what opening
 * throws: `password-wrong`, `pkcs12-damaged`, …
 */
export function restoreBackup(
  context: Looking,
  path: string,
  options: RestoreOptions = {},
): Promise<RestoredBackup> {
  const budget = createBudget(severalLimits);
  const looking: Looking = {
    files: context.files,
    open: (p12, password) => context.open(p12, password, budget),
  };
  return reading(path, () => restoreFrom(looking, path, options));
}

async function restoreFrom(
  context: Looking,
  path: string,
  options: RestoreOptions,
): Promise<RestoredBackup> {
  const { files } = context;
  const real = await files.realPath(path);
  if ((await files.status(real)).kind !== 'directory') {
    const around = await backupAround(context, path);
    return restoreFile(context, { path, real, folder: around }, options);
  }
  const candidates = await p12FilesIn(context, path);
  if (candidates.length === 0) {
    const newest = await newestIn(context, path);
    if (newest !== null) return restoreFrom(context, newest, options);
    const removed = await readRemoved(context, path);
    if (removed !== null) {
      const configurationEntry = await readEntry(context, path);
      return { ...removed, name: nameOfPutAway(path), configurationEntry };
    }
    const inside = await namesWithBackups(context, path);
    const [only, ...others] = inside;
    if (only === undefined) {
      throw new WeborcaError('not-a-certificate', { path, found: 'no backup' });
    }
    if (others.length === 0) return restoreFrom(context, join(path, only), options);
    throw new WeborcaError('not-a-certificate', { path, found: 'backups', inside });
  }
  return restoreFirst(context, { folder: path, candidates }, options);
}

/** The first file that opens; when none does, what was wrong with the first. */
async function restoreFirst(
  context: Looking,
  { folder, candidates }: { readonly folder: string; readonly candidates: readonly string[] },
  options: RestoreOptions,
): Promise<RestoredBackup> {
  let firstError: unknown = null;
  for (const name of candidates) {
    try {
      const file = join(folder, name);
      return await reading(file, () =>
        restoreFile(context, { path: file, real: file, folder }, options),
      );
    } catch (error) {
      firstError ??= error;
    }
  }
  throw firstError;
}

async function restoreFile(
  context: Looking,
  { path, real, folder }: Named,
  options: RestoreOptions,
): Promise<RestoredBackup> {
  const p12 = await readP12(context, path, real);
  // A download of the management site, most likely: before somebody is asked for its password.
  if (recognise(p12) === 'zip') {
    throw new WeborcaError('not-a-certificate', { path, found: 'no backup but a zip' });
  }
  const beside = folder === null ? [] : await passwordsIn(context, folder);
  const { facts, password } = await openWith(
    context,
    { path, p12 },
    { beside, ask: options.password },
  );
  const manifest = folder === null ? null : await manifestIn(context, folder);
  const fileName = basename(path);
  return {
    p12,
    password,
    facts,
    fileName,
    name: folder === null ? null : nameOf(folder, manifest),
    configurationEntry: folder === null ? null : await readEntry(context, folder),
    altered: folder !== null && !isAsWritten(manifest, fileName, p12),
  };
}

/** A file as a person named it, and where that leads; what lies in a folder leads nowhere else. */
interface Named {
  readonly path: string;
  readonly real: string;
  /** The backup's folder, which has the password; null for a bare file. */
  readonly folder: string | null;
}

async function readP12({ files }: Looking, path: string, real: string): Promise<Uint8Array> {
  try {
    return await files.readFile(real, mostBytes);
  } catch (error) {
    if (!isErrno(error, 'E2BIG')) throw error;
    throw new WeborcaError('pkcs12-limit', { path, limit: 'size' }, { cause: error });
  }
}

/** It only helps: one that cannot be read is as good as none. */
async function manifestIn({ files }: Looking, folder: string): Promise<BackupManifest | null> {
  const bytes = await readIfReadable(files, join(folder, manifestFile));
  return bytes === null ? null : parseBackupManifest(bytes);
}

/** With the passwords beside it; only when none of them fits is a person asked. */
async function openWith(
  context: Looking,
  { path, p12 }: { readonly path: string; readonly p12: Uint8Array },
  { beside, ask }: { readonly beside: readonly Secret[]; readonly ask: RestoreOptions['password'] },
): ReturnType<BackupContext['open']> {
  for (const password of beside) {
    try {
      return await context.open(p12, password);
    } catch (error) {
      if (!hasCode(error, 'password-wrong')) throw error;
    }
  }
  const asked = (await ask?.()) ?? null;
  if (asked !== null) return context.open(p12, asked);
  if (beside.length > 0) throw new WeborcaError('password-wrong', { path });
  throw new WeborcaError('password-missing', { path });
}

/** As it is; and as Notepad saves it: with a BOM, or as UTF-16. Line ends are the opener's. */
async function passwordsIn(context: Looking, folder: string): Promise<readonly Secret[]> {
  const bytes = await readIfThere(context.files, join(folder, passwordFile));
  if (bytes === null) return [];
  const texts = new Set([decodePassword(bytes)?.reveal() ?? null, decodeUnicode(bytes)]);
  return [...texts].filter((text) => text !== null).map((text) => new Secret(text));
}

/** The manifest's file first, then whatever has the ending, in order. */
async function p12FilesIn(context: Looking, folder: string): Promise<readonly string[]> {
  const manifest = await manifestIn(context, folder);
  const named = await listIfThere(context.files, folder);
  const found = named.filter((name) => /\.(?:p12|pfx)$/i.test(name));
  const first = found.filter((name) => name === manifest?.p12);
  return [...first, ...found.filter((name) => name !== manifest?.p12)];
}

/** The backup folder that a file was named out of, whose password helps; null for a bare file. */
async function backupAround(context: Looking, path: string): Promise<string | null> {
  const manifest = await manifestIn(context, dirname(path));
  return manifest?.p12 === basename(path) ? dirname(path) : null;
}

async function newestIn(context: Looking, folder: string): Promise<string | null> {
  const backups = await listIfThere(context.files, folder);
  const newest = backups.findLast((entry) => backupTime(entry) !== null);
  return newest === undefined ? null : join(folder, newest);
}

/** Of a place for backups: whose folders lie in it. */
async function namesWithBackups(context: Looking, place: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (const entry of await listIfThere(context.files, place)) {
    if (isValidName(entry) && (await newestIn(context, join(place, entry))) !== null) {
      names.push(entry);
    }
  }
  return names;
}

function nameOf(folder: string, manifest: BackupManifest | null): string | null {
  const name = (manifest?.name ?? basename(dirname(folder))).normalize('NFC');
  const byFolder = manifest !== null || backupTime(basename(folder)) !== null;
  return byFolder && isValidName(name) ? name : null;
}

async function readEntry(
  context: Looking,
  folder: string,
): Promise<RestoredBackup['configurationEntry']> {
  const bytes = await readIfReadable(context.files, join(folder, configurationFile));
  const value = bytes === null ? null : parseJson(bytes);
  const entry = isRecord(value) ? value['certificate'] : null;
  return isRecord(entry) ? entry : null;
}

function isAsWritten(manifest: BackupManifest | null, fileName: string, p12: Uint8Array): boolean {
  const sha256 = sha256Hex(p12);
  return manifest?.files.some((file) => file.name === fileName && file.sha256 === sha256) === true;
}

async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isWeborcaError(error)) throw error;
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) {
      throw new WeborcaError('file-not-found', { path }, { cause: error });
    }
    const refused = refusedAt(error, path) ?? { path, reason: reasonOf(error) };
    throw new WeborcaError('backup-failed', { ...refused, doing: 'read' }, { cause: error });
  }
}
