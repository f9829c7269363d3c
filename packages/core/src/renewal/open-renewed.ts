import type { Certificate } from '../certificate/facts.ts';
import type { Adoptable, AdoptablePem, AdoptablePkcs12 } from '../consumers/find-adoptable.ts';
import { openWithAny } from '../consumers/opened.ts';
import type { Identity } from '../pkcs12/types.ts';
import { Secret } from '../secret.ts';
import type { Candidate } from './accept.ts';
import type { OpenedVersion, Session } from './session.ts';

/** Files of another program, opened as far as known passwords go. */
export interface Renewed {
  readonly certificate: Certificate;
  /** Null: its key was not found, or does not open. */
  readonly identity: Identity | null;
  /** As a complete pair of .p12 and password. */
  readonly toCandidate: () => Promise<Candidate>;
}

/** Null when there is no telling what it is. */
export async function openRenewed(
  { context }: Pick<Session, 'context'>,
  found: Adoptable,
  { password }: Pick<OpenedVersion, 'password'>,
): Promise<Renewed | null> {
  const passwords = [...found.passwordHints, password];
  if (found.form === 'pkcs12') return openPair(found, passwords);
  return openPem(found, passwords, context.effects.randomBytes);
}

async function openPair(
  { bytes, path }: AdoptablePkcs12,
  passwords: readonly Secret[],
): Promise<Renewed | null> {
  const file = await openWithAny(bytes, passwords);
  if (file.kind !== 'opened') return null;
  const { identity, password } = file.opened;
  return {
    certificate: identity.leaf,
    identity,
    toCandidate: async () => ({ p12: bytes, password, origin: 'adopted', fileName: path }),
  };
}

/**
 * The store's versions are .p12 files, so one is made. Its password is the key's own passphrase:
 * whoever put the files there has it in settings already, and consumers that get "the new password"
 * find that nothing is to be changed. A key without one says nothing about a password, and gets a
 * random one: the copy in the store and the backups is not to be the easier one to steal.
 */
async function openPem(
  { bytes, keys }: AdoptablePem,
  passwords: readonly Secret[],
  randomBytes: (size: number) => Uint8Array,
): Promise<Renewed | null> {
  const { identityOfPem } = await import('../consumers/pem-identity.ts');
  const found = identityOfPem(bytes, keys, passwords);
  if (found.kind === 'unusable') return null;
  const identity = found.kind === 'opened' ? found.identity : null;
  return {
    certificate: found.kind === 'opened' ? found.identity.leaf : found.leaf,
    identity,
    toCandidate: async () => {
      if (found.kind !== 'opened') throw new TypeError('a certificate without its key');
      const { sealPkcs12 } = await import('../pkcs12/seal.ts');
      const password = found.passphrase ?? randomPassword(randomBytes);
      const p12 = await sealPkcs12(found.identity, password, { format: 'modern', randomBytes });
      // The name of a .crt says nothing that a .p12 could be called by.
      return { p12, password, origin: 'adopted', fileName: null };
    },
  };
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * 20 letters and digits, 119 bits: what every program and every import dialogue takes. Bytes that
 * would make some letters likelier are drawn again.
 */
export function randomPassword(randomBytes: (size: number) => Uint8Array): Secret {
  let text = '';
  while (text.length < 20) {
    for (const byte of randomBytes(32)) {
      if (byte < 4 * letters.length && text.length < 20)
        text += letters[byte % letters.length] ?? '';
    }
  }
  return new Secret(text);
}
