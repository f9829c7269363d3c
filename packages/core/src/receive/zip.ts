import { hasKey, leafOf } from '../consumers/pem-text.ts';
import { hasCode, isWeborcaError, WeborcaError } from '../errors.ts';
import { createBudget, severalLimits, type Budget } from '../pkcs12/limits.ts';
import { recognise } from '../pkcs12/recognise.ts';
import type { PasswordSource } from '../context.ts';
import type { Secret } from '../secret.ts';
import { allOf, type Found } from './choose.ts';
import { passwordCandidates } from './password-candidates.ts';
import { readZipEntries, type ZipEntry } from './zip-entries.ts';

export interface FoundInZip {
  readonly found: readonly [Found, ...Found[]];
  /** A file with a certificate in it that nothing opened, or for which there was no time. */
  readonly leftClosed: boolean;
}

export interface ZipSearch {
  readonly path: string;
  /** What a person gives is tried after what lies in the zip. */
  readonly password: PasswordSource;
  readonly keyPassword?: PasswordSource;
  readonly randomBytes: (size: number) => Uint8Array;
}

/**
 * Finds certificates and their password in a zip of the management site. Its layout is not public:
 * what the files are is found by looking into them, not by what they are called. Certificate
 * authorities inside are left alone.
 *
 * @throws WeborcaError `not-a-certificate` when there is none, `password-missing` when nothing opens
 *   one, `pkcs12-limit` when that would take too long
 */
export async function findInZip(bytes: Uint8Array, search: ZipSearch): Promise<FoundInZip> {
  const { path } = search;
  const entries = await readZipEntries(bytes, path);
  const files = entries.filter((entry) => recognise(entry.bytes) === 'pkcs12');
  const keys = entries.filter((entry) => hasKey(entry.bytes));
  if (files.length + keys.length === 0) {
    throw new WeborcaError('not-a-certificate', { path, found: 'zip' });
  }
  const texts = entries
    .filter((entry) => !files.includes(entry) && recognise(entry.bytes) !== 'pem')
    .toSorted(likelyPasswordFirst);
  const trying: Trying = {
    ...search,
    budget: createBudget(severalLimits),
    closed: new Map(),
  };
  const look = async (passwords: readonly Secret[]): Promise<FoundInZip | null> => {
    const opened = [
      ...(await openAll(files, passwords, trying)),
      ...(await openPem(entries, passwords, trying)),
    ];
    const [first, ...more] = opened;
    if (first === undefined) return null;
    return { found: [first, ...more], leftClosed: hasClosed(trying) };
  };
  const found = await look(texts.flatMap((entry) => passwordCandidates(entry.bytes)));
  if (found !== null) return found;
  const errors = [...trying.closed.values()];
  const late = errors.find((error) => hasCode(error, 'pkcs12-limit'));
  if (late !== undefined) throw late;
  const keyLocked = errors.find(({ details }) => 'of' in details);
  if (keyLocked !== undefined) throw keyLocked;
  // Nothing in it is one that a password could open.
  const [error] = errors;
  const unusable = errors.length === files.length && errors.every(isUnusable);
  if (error !== undefined && unusable && keys.length === 0) throw error;
  const password = await search.password();
  if (password === null) throw new WeborcaError('password-missing', { path });
  const last = await look([password]);
  if (last !== null) return last;
  const why = [...trying.closed.values()].find((one) => !isUnusable(one));
  throw why ?? new WeborcaError('password-wrong', { path });
}

interface Trying extends ZipSearch {
  /** One for everything in the zip. */
  readonly budget: Budget;
  /** Files that did not open, and why. */
  readonly closed: Map<ZipEntry, WeborcaError>;
}

function isLocked(error: WeborcaError): boolean {
  return error.code === 'password-wrong';
}

/** No certificate, or damaged: no password helps. */
function isUnusable(error: WeborcaError): boolean {
  return !isLocked(error) && error.code !== 'pkcs12-limit';
}

/** Trust stores and broken files beside a good one are no matter. */
function hasClosed({ closed }: Trying): boolean {
  return [...closed.values()].some((error) => !isUnusable(error));
}

async function openAll(
  files: readonly ZipEntry[],
  passwords: readonly Secret[],
  trying: Trying,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const entry of files) found.push(...(await openOne(entry, passwords, trying)));
  return found;
}

async function openOne(
  entry: ZipEntry,
  passwords: readonly Secret[],
  { path, budget, closed, keyPassword }: Trying,
): Promise<readonly Found[]> {
  const { openPkcs12 } = await import('../pkcs12/open.ts');
  const options = { path, budget, ...(keyPassword === undefined ? {} : { keyPassword }) };
  for (const password of passwords) {
    try {
      const opened = await openPkcs12(entry.bytes, password, options);
      closed.delete(entry);
      return allOf({ p12: entry.bytes, opened, fileName: entry.name });
    } catch (error) {
      if (!isWeborcaError(error)) throw error;
      // Of several that are wrong, one may say more: that the key has its own.
      if (!isLocked(error) || !closed.has(entry) || 'of' in error.details) closed.set(entry, error);
      if (!isLocked(error)) break;
    }
  }
  return [];
}

/** Certificate and key as PEM, in one file or in two. */
async function openPem(
  entries: readonly ZipEntry[],
  passwords: readonly Secret[],
  { budget, closed, randomBytes }: Trying,
): Promise<readonly Found[]> {
  const keys = entries.filter(({ bytes }) => hasKey(bytes)).map(({ bytes }) => bytes);
  if (keys.length === 0) return [];
  const { identityOfPem, sealPem } = await import('../consumers/pem-identity.ts');
  const { openPkcs12 } = await import('../pkcs12/open.ts');
  const found: Found[] = [];
  for (const entry of entries.filter(({ bytes }) => leafOf(bytes) !== null)) {
    const { name, bytes } = entry;
    try {
      const pem = await identityOfPem(bytes, keys, passwords, budget);
      if (pem.kind !== 'opened') continue;
      const { p12, password } = await sealPem(pem, randomBytes);
      found.push(...allOf({ p12, opened: await openPkcs12(p12, password), fileName: name }));
    } catch (error) {
      if (!hasCode(error, 'pkcs12-limit')) throw error;
      closed.set(entry, error);
    }
  }
  return found;
}

function passwordRank({ name }: ZipEntry): number {
  return /pass|pw|パスワード|暗証/i.test(name) ? 0 : 1;
}

/** Small text files whose name speaks of a password come before the rest. */
function likelyPasswordFirst(a: ZipEntry, b: ZipEntry): number {
  return passwordRank(a) - passwordRank(b) || a.bytes.length - b.bytes.length;
}
