import { basename, dirname, join } from 'node:path';
import { isEncryptedKey, hasKey } from '../consumers/pem-text.ts';
import { identityOfPem, sealPem } from '../consumers/pem-identity.ts';
import { readPlain } from '../consumers/read-files.ts';
import type { Effects } from '../effects.ts';
import { WeborcaError } from '../errors.ts';
import { listIfThere } from '../files/durable.ts';
import { openPkcs12 } from '../pkcs12/open.ts';
import type { OpenedPkcs12 } from '../pkcs12/types.ts';
import type { PasswordSource } from '../context.ts';
import type { Secret } from '../secret.ts';

export interface PemPair {
  /** Made of the two, under the key's passphrase or a random password. */
  readonly p12: Uint8Array;
  readonly opened: OpenedPkcs12;
  readonly fileName: string;
  readonly keyPath: string;
}

/** As many files of one stem as are looked into for the key. */
const mostSiblings = 20;

/**
 * A certificate in PEM or DER with its key: in the same file, or in one beside it that is called
 * alike (`client.crt` and `client.pem`; `client.crt.20261122` and `client.pem.20261122`, as the
 * receipt viewer saves them).
 *
 * @throws WeborcaError `not-a-certificate`, `password-missing`, `password-wrong`, `pkcs12-limit`
 */
export async function findPemPair(
  effects: Effects,
  path: string,
  bytes: Uint8Array,
  given: PasswordSource,
): Promise<PemPair> {
  const keys = await keysBeside(effects, path, bytes);
  const open = (one: Uint8Array, passphrases: readonly Secret[]) =>
    identityOfPem(bytes, [one], passphrases);
  let locked = false;
  let password: Secret | null = null;
  for (const [keyPath, key] of keys) {
    if (isEncryptedKey(key)) password ??= await given();
    const found = await open(key, password === null ? [] : [password]);
    if (found.kind === 'unusable') {
      throw new WeborcaError('not-a-certificate', { path, found: 'key only' });
    }
    if (found.kind === 'no-key') {
      locked ||= isEncryptedKey(key);
      continue;
    }
    const sealed = await sealPem(found, effects.randomBytes);
    const opened = await openPkcs12(sealed.p12, sealed.password);
    return { p12: sealed.p12, opened, fileName: basename(path), keyPath };
  }
  if (!locked) throw new WeborcaError('not-a-certificate', { path, found: 'certificate only' });
  throw new WeborcaError(password === null ? 'password-missing' : 'password-wrong', { path });
}

async function keysBeside(
  effects: Effects,
  path: string,
  bytes: Uint8Array,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const keys = new Map<string, Uint8Array>();
  if (hasKey(bytes)) keys.set(path, bytes);
  const folder = dirname(path);
  const wanted = alike(basename(path));
  const names = (await listIfThere(effects.files, folder)).filter(
    (name) => join(folder, name) !== path && alike(name) === wanted,
  );
  for (const name of names.slice(0, mostSiblings)) {
    const beside = await readPlain(effects, join(folder, name));
    if (beside !== null && !('reason' in beside) && hasKey(beside)) {
      keys.set(join(folder, name), beside);
    }
  }
  return keys;
}

/** Without the suffix, but with the day behind it. */
function alike(name: string): string {
  const [, stem = name, day = ''] = /^(.*?)(?:\.[A-Za-z0-9]{1,5})?(\.\d{8})?$/.exec(name) ?? [];
  return stem + day;
}
