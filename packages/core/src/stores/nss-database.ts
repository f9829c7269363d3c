import { createHash, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type { Effects, ProgramResult } from '../effects.ts';
import { WeborcaError } from '../errors.ts';
import { exists, makeDirectories } from '../files/durable.ts';
import { runTool } from '../programs/tool.ts';
import { sha256Hex } from '../sha256.ts';

/**
 * NSS databases: Chrome's on Linux (`~/.pki/nssdb`) and Firefox's profiles, through `certutil` and
 * `pk12util` (libnss3-tools). Passwords reach them by file (`-w`, `-k`, `-f`), never by argument.
 */
export interface NssDatabase {
  readonly folder: string;
  /** Owner-only file with the database's own password; null: it has none. */
  readonly passwordFile: string | null;
}

/** Where Chrome and Chromium look on Linux. */
export function chromeDatabase(effects: Pick<Effects, 'homeDir'>): NssDatabase {
  return { folder: join(effects.homeDir, '.pki', 'nssdb'), passwordFile: null };
}

/** Creates the database without a password when there is none yet. */
export async function ensureDatabase(effects: Effects, { folder }: NssDatabase): Promise<void> {
  if (await exists(effects.files, join(folder, 'cert9.db'))) return;
  await makeDirectories(effects.files, folder, 0o700);
  const args = ['-N', '-d', `sql:${folder}`, '--empty-password'];
  succeed(folder, await runTool(effects, 'certutil', { args }));
}

/** Imports a PKCS#12 file with its key. */
export async function importIntoNss(
  effects: Effects,
  database: NssDatabase,
  p12File: string,
  passwordFile: string,
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
  if (!(await exists(effects.files, join(folder, 'cert9.db')))) return [];
  const at = ['-d', `sql:${folder}`];
  const list = await runTool(effects, 'certutil', { args: ['-L', ...at] });
  succeed(folder, list);
  const keys = await keyIds(effects, database);
  const certificates: NssCertificate[] = [];
  for (const nickname of nicknamesIn(list.stdout)) {
    const { stdout } = await runTool(effects, 'certutil', {
      args: ['-L', ...at, '-n', nickname, '-a'],
    });
    for (const der of certificatesIn(stdout)) {
      const fingerprintSha256 = sha256Hex(der);
      const id = keyIdOf(new X509Certificate(der));
      certificates.push({ nickname, fingerprintSha256, der, hasKey: id !== null && keys.has(id) });
    }
  }
  return certificates;
}

const certificatePattern = /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g;

/** The certificates of a text in PEM, in DER. */
export function certificatesIn(text: string): readonly Uint8Array[] {
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
  const details = { kind: 'nss', path: folder, reason: 'program-failed' };
  throw new WeborcaError('consumer-failed', details, { cause });
}
