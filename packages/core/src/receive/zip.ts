import { hasKey, leafOf } from '../consumers/pem-files.ts';
import { isWeborcaError, WeborcaError } from '../errors.ts';
import { createBudget, defaultLimits, type Budget } from '../pkcs12/limits.ts';
import type { OpenedPkcs12 } from '../pkcs12/types.ts';
import { recognise } from '../pkcs12/recognise.ts';
import type { PasswordSource } from '../context.ts';
import type { Secret } from '../secret.ts';
import { passwordCandidates } from './password-candidates.ts';
import { readZipEntries, type ZipEntry } from './zip-entries.ts';

export interface FoundInZip {
  readonly p12: Uint8Array;
  readonly password: Secret;
  readonly opened: OpenedPkcs12;
  /** The name inside the zip: data, only ever shown or compared. */
  readonly fileName: string;
}

/** So many password tries for the whole zip; a real one needs one or two. */
const maxTries = 24;

/**
 * Finds the certificate and its password in a zip of the management site. Its layout is not public:
 * what the files are is found by looking into them, not by what they are called. Certificate
 * authorities inside are left alone.
 *
 * @param given a password that a person gave; it is tried after those that lie in the zip
 * @throws WeborcaError `not-a-certificate` when there is none, `password-missing` when nothing opens it
 */
export async function findInZip(
  bytes: Uint8Array,
  path: string,
  given: PasswordSource,
  randomBytes: (size: number) => Uint8Array,
): Promise<FoundInZip> {
  const entries = await readZipEntries(bytes, path);
  const files = entries.filter((entry) => recognise(entry.bytes) === 'pkcs12');
  const keys = entries.filter((entry) => hasKey(entry.bytes));
  if (files.length + keys.length === 0) {
    throw new WeborcaError('not-a-certificate', { path, found: 'zip' });
  }
  const texts = entries
    .filter((entry) => !files.includes(entry) && recognise(entry.bytes) !== 'pem')
    .toSorted(likelyPasswordFirst);
  const tries: Tries = { left: maxTries, unusable: null };
  const search = { budget: createBudget(defaultLimits), randomBytes };
  const look = async (passwords: readonly Secret[]): Promise<FoundInZip | null> =>
    (await tryAll(files, passwords, path, tries)) ?? (await tryPem(entries, passwords, search));
  const found = await look(texts.flatMap((entry) => passwordCandidates(entry.bytes)));
  if (found !== null) return found;
  // Nothing in it is one that a password could open.
  if (tries.unusable !== null && tries.unusable.count === files.length && keys.length === 0) {
    throw tries.unusable.error;
  }
  const password = await given();
  if (password === null) throw new WeborcaError('password-missing', { path });
  tries.left = maxTries;
  const last = await look([password]);
  if (last !== null) return last;
  throw new WeborcaError('password-wrong', { path });
}

interface Tries {
  left: number;
  /** Of files that are no certificate, or damaged: beside them there may be a good one. */
  unusable: { readonly error: WeborcaError; readonly count: number } | null;
}

function countTry(tries: Tries, path: string): void {
  tries.left -= 1;
  if (tries.left < 0) throw new WeborcaError('pkcs12-limit', { path, limit: 'derivations' });
}

async function tryAll(
  files: readonly ZipEntry[],
  passwords: readonly Secret[],
  path: string,
  tries: Tries,
): Promise<FoundInZip | null> {
  const { openPkcs12 } = await import('../pkcs12/open.ts');
  const unusable = new Map<ZipEntry, WeborcaError>();
  for (const entry of files) {
    for (const password of passwords) {
      if (unusable.has(entry)) break;
      countTry(tries, path);
      try {
        const opened = await openPkcs12(entry.bytes, password, { path });
        return { p12: entry.bytes, password: opened.password, opened, fileName: entry.name };
      } catch (error) {
        if (!isWeborcaError(error) || error.code === 'pkcs12-limit') throw error;
        if (error.code !== 'password-wrong') unusable.set(entry, error);
      }
    }
  }
  const [error] = unusable.values();
  if (error !== undefined) tries.unusable = { error, count: unusable.size };
  return null;
}

/** Certificate and key as PEM, in one file or in two. */
async function tryPem(
  entries: readonly ZipEntry[],
  passwords: readonly Secret[],
  { budget, randomBytes }: PemSearch,
): Promise<FoundInZip | null> {
  const keys = entries.filter(({ bytes }) => hasKey(bytes)).map(({ bytes }) => bytes);
  if (keys.length === 0) return null;
  const { identityOfPem, sealPem } = await import('../consumers/pem-identity.ts');
  for (const { name, bytes } of entries.filter((entry) => leafOf(entry.bytes) !== null)) {
    const found = await identityOfPem(bytes, keys, passwords, budget);
    if (found.kind !== 'opened') continue;
    const { p12, password } = await sealPem(found, randomBytes);
    const { openPkcs12 } = await import('../pkcs12/open.ts');
    return { p12, password, opened: await openPkcs12(p12, password), fileName: name };
  }
  return null;
}

interface PemSearch {
  /** For all keys of the zip together. */
  readonly budget: Budget;
  readonly randomBytes: (size: number) => Uint8Array;
}

function passwordRank({ name }: ZipEntry): number {
  return /pass|pw|パスワード|暗証/i.test(name) ? 0 : 1;
}

/** Small text files whose name speaks of a password come before the rest. */
function likelyPasswordFirst(a: ZipEntry, b: ZipEntry): number {
  return passwordRank(a) - passwordRank(b) || a.bytes.length - b.bytes.length;
}
