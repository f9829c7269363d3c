import { createHash, X509Certificate } from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import type { Effects, ProgramResult } from '../effects.ts';
import { quietly, WeborcaError } from '../errors.ts';
import { exists, makeDirectories } from '../files/durable.ts';
import { runTool } from '../programs/tool.ts';
import { isSystemError, reasonOf } from '../files/errno.ts';
import { sha256Hex } from '../bytes.ts';

/**
 * NSS databases: those of Chrome on Linux and of Firefox's profiles, through `certutil` and
 * `pk12util` (libnss3-tools). Passwords reach them by file (`-w`, `-k`, `-f`), never by argument.
 */
export interface NssDatabase {
  readonly folder: string;
  /** Owner-only file with the database's own password; null: it has none. */
  readonly passwordFile: string | null;
}

type Home = Pick<Effects, 'files' | 'homeDir' | 'env'>;

/**
 * Where Chrome and Chromium look on Linux: in `~/.pki/nssdb` if that folder is there, else, since
 * M146, in `${XDG_DATA_HOME:-~/.local/share}/pki/nssdb`. Making the first beside the second would
 * take every certificate of this user out of the browser. Where there is neither and Chromium is a
 * snap, it is the snap's, which has a home of its own.
 */
export async function chromeDatabase(effects: Home): Promise<NssDatabase> {
  const { homeDir, env } = effects;
  const old = join(homeDir, '.pki', 'nssdb');
  const data = env['XDG_DATA_HOME'];
  const base = data !== undefined && isAbsolute(data) ? data : join(homeDir, '.local', 'share');
  const present = join(base, 'pki', 'nssdb');
  const snap = await snapDatabase(effects);
  const there = await firstThere(effects, [old, present]);
  return { folder: there ?? snap ?? present, passwordFile: null };
}

/** The database of a Chromium that is installed as a snap; null: none is. */
export async function snapDatabase(effects: Home): Promise<string | null> {
  const home = join(effects.homeDir, 'snap', 'chromium', 'current');
  if ((await firstThere(effects, [home])) === null) return null;
  const old = join(home, '.pki', 'nssdb');
  return (await firstThere(effects, [old])) ?? join(home, '.local', 'share', 'pki', 'nssdb');
}

/** What may not be looked at counts as not there, as it does for Chromium. */
async function firstThere({ files }: Home, folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) {
    if ((await quietly(() => exists(files, folder))) === true) return folder;
  }
  return null;
}

async function hasDatabase({ files }: Effects, folder: string): Promise<boolean> {
  return inDatabase(folder, () => exists(files, join(folder, 'cert9.db')));
}

/** What the system refuses there is told of the database, not of the command that asked for it. */
async function inDatabase<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const details = { kind: 'nss', path, reason: reasonOf(error) };
    throw new WeborcaError('consumer-failed', details, { cause: error });
  }
}

/** Creates the database without a password when there is none yet. */
export async function ensureDatabase(effects: Effects, { folder }: NssDatabase): Promise<void> {
  if (await hasDatabase(effects, folder)) return;
  await inDatabase(folder, () => makeDirectories(effects.files, folder, 0o700));
  const args = ['-N', '-d', `sql:${folder}`, '--empty-password'];
  succeed(folder, await runTool(effects, 'certutil', { args }));
}

/** Imports a PKCS#12 file with its key. */
export async function importIntoNss(
  effects: Effects,
  database: NssDatabase,
  { p12File, passwordFile }: { readonly p12File: string; readonly passwordFile: string },
): Promise<ProgramResult> {
  const own = database.passwordFile;
  return runTool(effects, 'pk12util', {
    args: [
      ...['-i', p12File, '-d', `sql:${database.folder}`, '-w', passwordFile],
      ...(own === null ? [] : ['-k', own]),
    ],
  });
}

export interface NssCertificate {
  readonly nickname: string;
  readonly fingerprintSha256: string;
  readonly der: Uint8Array;
  /** The database has its key: only then do browsers offer it. */
  readonly hasKey: boolean;
}

/** Every certificate in the database; none when there is no database. */
export async function listNss(
  effects: Effects,
  database: NssDatabase,
): Promise<readonly NssCertificate[]> {
  const { folder } = database;
  if (!(await hasDatabase(effects, folder))) return [];
  const at = ['-d', `sql:${folder}`];
  const list = await runTool(effects, 'certutil', { args: ['-L', ...at] });
  succeed(folder, list);
  const keys = await keyIds(effects, database);
  const certificates: NssCertificate[] = [];
  for (const nickname of nicknamesIn(list.stdout)) {
    const { stdout } = await runTool(effects, 'certutil', {
      args: ['-L', ...at, '-n', nickname, '-a'],
    });
    for (const der of pemCertificates(stdout)) {
      const fingerprintSha256 = sha256Hex(der);
      const id = keyIdOf(new X509Certificate(der));
      certificates.push({ nickname, fingerprintSha256, der, hasKey: id !== null && keys.has(id) });
    }
  }
  return certificates;
}

const certificatePattern = /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g;

/** The certificates of a text in PEM, in DER. */
export function pemCertificates(text: string): readonly Uint8Array[] {
  return [...text.matchAll(certificatePattern)].map(([, body = '']) => Buffer.from(body, 'base64'));
}

/** `NAME   u,u,u`: the nicknames of `certutil -L`, each once though certificates may share one. */
export function nicknamesIn(output: string): readonly string[] {
  const lines = output.split('\n');
  const names = lines.flatMap(
    (line) => /^(.*\S)\s+[a-zA-Z]*,[a-zA-Z]*,[a-zA-Z]*\s*$/.exec(line)?.[1] ?? [],
  );
  // The second line of the heading has the same shape.
  return [...new Set(names.filter((name) => !name.startsWith('Certificate Nickname')))];
}

/**
 * Takes the key of a certificate out, so that browsers do not offer it any more. The bare
 * certificate stays: NSS knows both of a renewal by one nickname, and deleting by it hits the new one.
 */
export async function removeFromNss(
  effects: Effects,
  database: NssDatabase,
  certificateDer: Uint8Array,
): Promise<void> {
  const id = keyIdOf(new X509Certificate(certificateDer));
  if (id === null || !(await keyIds(effects, database)).has(id)) return;
  const args = ['-F', '-d', `sql:${database.folder}`, '-k', id, ...ownPassword(database)];
  succeed(database.folder, await runTool(effects, 'certutil', { args }));
}

function ownPassword({ passwordFile }: NssDatabase): readonly string[] {
  return passwordFile === null ? [] : ['-f', passwordFile];
}

async function keyIds(effects: Effects, database: NssDatabase): Promise<ReadonlySet<string>> {
  const args = ['-K', '-d', `sql:${database.folder}`, ...ownPassword(database)];
  // Exit code 255 says that there are no keys.
  const { stdout } = await runTool(effects, 'certutil', { args });
  return new Set(
    [...stdout.matchAll(/^<\s*\d+>\s+\S+\s+([0-9a-f]{40})\s/gm)].map(([, id = '']) => id),
  );
}

/** CKA_ID as NSS makes it: SHA-1 of the RSA modulus or of the uncompressed EC point. */
function keyIdOf({ publicKey }: X509Certificate): string | null {
  const { n, x, y } = publicKey.export({ format: 'jwk' });
  const [modulus = '', left = '', right = ''] = [n, x, y];
  // RFC 7518, 6.2.1 and 6.3.1: base64url; SEC 1, 2.3.3: 04 begins an uncompressed point.
  const point = Buffer.concat([Buffer.from([4]), fromBase64(left), fromBase64(right)]);
  const value = left === '' ? fromBase64(modulus) : point;
  return value.length === 0 ? null : createHash('sha1').update(value).digest('hex');
}

function fromBase64(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}

function succeed(folder: string, { exitCode, stderr }: ProgramResult): void {
  if (exitCode === 0) return;
  const cause = new Error(stderr.trim().slice(0, 1000));
  const details = { kind: 'nss', path: folder, reason: 'program-failed' } as const;
  throw new WeborcaError('consumer-failed', details, { cause });
}
