import { isWeborcaError, WeborcaError } from '../errors.ts';
import type { OpenedPkcs12 } from '../pkcs12/types.ts';
import { recognise } from '../pkcs12/recognise.ts';
import type { PasswordSource } from '../porcelain/types.ts';
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
): Promise<FoundInZip> {
  const entries = await readZipEntries(bytes, path);
  const files = entries.filter((entry) => recognise(entry.bytes) === 'pkcs12');
  if (files.length === 0) throw new WeborcaError('not-a-certificate', { path, found: 'zip' });
  const texts = entries.filter((entry) => !files.includes(entry)).toSorted(likelyPasswordFirst);
  const inside = texts.flatMap((entry) => passwordCandidates(entry.bytes));
  const found = await tryAll(files, inside, path);
  if (found !== null) return found;
  const password = await given();
  if (password === null) throw new WeborcaError('password-missing', { path });
  const last = await tryAll(files, [password], path);
  if (last !== null) return last;
  throw new WeborcaError('password-wrong', { path });
}

async function tryAll(
  files: readonly ZipEntry[],
  passwords: readonly Secret[],
  path: string,
): Promise<FoundInZip | null> {
  const { openPkcs12 } = await import('../pkcs12/open.ts');
  let tries = 0;
  for (const { name, bytes } of files) {
    for (const password of passwords) {
      if (++tries > maxTries)
        throw new WeborcaError('pkcs12-limit', { path, limit: 'derivations' });
      try {
        const opened = await openPkcs12(bytes, password, { path });
        return { p12: bytes, password: opened.password, opened, fileName: name };
      } catch (error) {
        if (!isWeborcaError(error) || error.code !== 'password-wrong') throw error;
      }
    }
  }
  return null;
}

function passwordRank({ name }: ZipEntry): number {
  return /pass|pw|パスワード|暗証/i.test(name) ? 0 : 1;
}

/** Small text files whose name speaks of a password come before the rest. */
function likelyPasswordFirst(a: ZipEntry, b: ZipEntry): number {
  return passwordRank(a) - passwordRank(b) || a.bytes.length - b.bytes.length;
}
