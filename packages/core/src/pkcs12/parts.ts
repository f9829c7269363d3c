import { hasCode } from '../errors.ts';
import { type Bag, type KeyBag, readBags, type ShroudedKeyBag } from './bags.ts';
import { decrypt, deriveKey } from './decrypt.ts';
import type { Envelope, Safe } from './envelope.ts';
import type { Budget } from './limits.ts';
import type { PasswordForm } from './password.ts';
import { isPrivateKey } from './private-key.ts';
import type { Derivation, Scheme } from './scheme.ts';

/** One safe with everything in it decrypted. */
export interface OpenedPart {
  readonly bags: readonly Exclude<Bag, ShroudedKeyBag>[];
  /** How each key was encrypted on its own. */
  readonly keySchemes: readonly Scheme[];
  /** Whether a password was needed: then it was the right one. */
  readonly wasEncrypted: boolean;
}

/** Every derivation that opening the parts takes, as far as it shows from outside. */
export function derivationsOf({ safes }: Pick<Envelope, 'safes'>): readonly Derivation[] {
  return safes.flatMap((safe) => {
    if (safe.encrypted) return safe.scheme.derivations;
    return safe.bags.flatMap((bag) => (bag.kind === 'shrouded-key' ? bag.scheme.derivations : []));
  });
}

/**
 * Decrypts safes and keys, all at the same time.
 *
 * @returns null when something does not open under this password
 */
export async function openParts(
  { safes }: Pick<Envelope, 'safes'>,
  password: PasswordForm,
  budget: Budget,
): Promise<readonly OpenedPart[] | null> {
  const parts = await Promise.all(safes.map((safe) => openPart(safe, password, budget)));
  return withoutNull(parts);
}

async function openPart(
  safe: Safe,
  password: PasswordForm,
  budget: Budget,
): Promise<OpenedPart | null> {
  const bags = safe.encrypted ? await openSafe(safe, password, budget) : safe.bags;
  if (bags === null) return null;
  const opened = withoutNull(
    await Promise.all(
      bags.map(async (bag) => (bag.kind === 'shrouded-key' ? openKey(bag, password, budget) : bag)),
    ),
  );
  if (opened === null) return null;
  const keySchemes = bags.flatMap((bag) => (bag.kind === 'shrouded-key' ? [bag.scheme] : []));
  return { bags: opened, keySchemes, wasEncrypted: safe.encrypted || keySchemes.length > 0 };
}

async function openSafe(
  safe: Extract<Safe, { encrypted: true }>,
  password: PasswordForm,
  budget: Budget,
): Promise<readonly Bag[] | null> {
  const key = await deriveKey(safe.scheme, password, budget);
  const plain = decrypt(safe.scheme, key, safe.ciphertext);
  try {
    return plain === null ? null : readBags(plain);
  } catch (error) {
    // One wrong key in 256 leaves something that looks like padding (RC4 has none), and garbage
    // looks like anything, deep nesting included. Whether the key is right, the MAC says.
    if (hasCode(error, 'pkcs12-damaged') || hasCode(error, 'pkcs12-limit')) return null;
    throw error;
  }
}

async function openKey(
  bag: ShroudedKeyBag,
  password: PasswordForm,
  budget: Budget,
): Promise<KeyBag | null> {
  const key = await deriveKey(bag.scheme, password, budget);
  const pkcs8 = decrypt(bag.scheme, key, bag.ciphertext);
  if (pkcs8 === null || !isPrivateKey(pkcs8)) return null;
  return { kind: 'key', pkcs8, friendlyName: bag.friendlyName, localKeyId: bag.localKeyId };
}

function withoutNull<T>(values: readonly (T | null)[]): readonly T[] | null {
  const present = values.filter((value) => value !== null);
  return present.length === values.length ? present : null;
}
