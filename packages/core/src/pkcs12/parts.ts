import { hasCode } from '../errors.ts';
import { decode, identifier, natural, octets, sequence } from './asn1.ts';
import {
  type Bag,
  type KeyBag,
  readBags,
  type ShroudedKeyBag,
  type Envelope,
  type Safe,
} from './envelope.ts';
import { decrypt, deriveKey } from './encryption.ts';
import type { Budget } from './limits.ts';
import type { PasswordForm } from './password.ts';
import type { Derivation, Scheme } from './scheme.ts';

/** One safe with everything in it decrypted. */
export interface OpenedPart {
  readonly bags: readonly Exclude<Bag, ShroudedKeyBag>[];
  /** How each key was encrypted on its own. */
  readonly keySchemes: readonly Scheme[];
  /** Keys that this password does not open: Java gives a key another one than the file. */
  readonly locked: readonly ShroudedKeyBag[];
  /** Whether a password was needed: then it was the right one. */
  readonly wasEncrypted: boolean;
  /** The same of the safe, whatever its keys are under. */
  readonly safeEncrypted: boolean;
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
 * @returns null when a safe does not open under this password; keys that do not are in `locked`
 */
export async function openParts(
  { safes }: Pick<Envelope, 'safes'>,
  password: PasswordForm,
  budget: Budget,
): Promise<readonly OpenedPart[] | null> {
  const parts = await Promise.all(safes.map((safe) => openPart(safe, password, budget)));
  const opened = parts.filter((part) => part !== null);
  return opened.length === parts.length ? opened : null;
}

/** Only if safes and keys all opened. */
export function whole(parts: readonly OpenedPart[] | null): readonly OpenedPart[] | null {
  return parts?.every(({ locked }) => locked.length === 0) === true ? parts : null;
}

/** The same with the keys that another password opens. */
export async function openLocked(
  parts: readonly OpenedPart[],
  password: PasswordForm,
  budget: Budget,
): Promise<readonly OpenedPart[]> {
  return Promise.all(
    parts.map(async (part) => {
      const { opened, locked } = await openKeys(part.locked, password, budget);
      const keys = part.locked.flatMap((one) => {
        const key = opened.get(one);
        return key === undefined ? [] : { ...key, apart: one.bag };
      });
      const keySchemes = [...part.keySchemes, ...schemesOf(part.locked, locked)];
      return { ...part, bags: [...part.bags, ...keys], keySchemes, locked };
    }),
  );
}

async function openPart(
  safe: Safe,
  password: PasswordForm,
  budget: Budget,
): Promise<OpenedPart | null> {
  const bags = safe.encrypted ? await openSafe(safe, password, budget) : safe.bags;
  if (bags === null) return null;
  const shrouded = bags.filter((bag) => bag.kind === 'shrouded-key');
  const { opened, keys, locked } = await openKeys(shrouded, password, budget);
  return {
    bags: bags.flatMap((bag) => (bag.kind === 'shrouded-key' ? (opened.get(bag) ?? []) : bag)),
    keySchemes: schemesOf(shrouded, locked),
    locked,
    wasEncrypted: safe.encrypted || keys.length > 0,
    safeEncrypted: safe.encrypted,
  };
}

interface OpenedKeys {
  readonly opened: ReadonlyMap<ShroudedKeyBag, KeyBag>;
  readonly keys: readonly KeyBag[];
  readonly locked: readonly ShroudedKeyBag[];
}

async function openKeys(
  bags: readonly ShroudedKeyBag[],
  password: PasswordForm,
  budget: Budget,
): Promise<OpenedKeys> {
  const opened = new Map<ShroudedKeyBag, KeyBag>();
  await Promise.all(
    bags.map(async (bag) => {
      const key = await openKey(bag, password, budget);
      if (key !== null) opened.set(bag, key);
    }),
  );
  const keys = bags.flatMap((bag) => opened.get(bag) ?? []);
  return { opened, keys, locked: bags.filter((bag) => !opened.has(bag)) };
}

function schemesOf(
  bags: readonly ShroudedKeyBag[],
  locked: readonly ShroudedKeyBag[],
): readonly Scheme[] {
  return bags.filter((bag) => !locked.includes(bag)).map(({ scheme }) => scheme);
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
  const { friendlyName, localKeyId, attributes } = bag;
  return { kind: 'key', pkcs8, friendlyName, localKeyId, attributes };
}

/** Whether this is a PKCS#8 PrivateKeyInfo by its structure (RFC 5958): version, algorithm, key. */
function isPrivateKey(der: Uint8Array): boolean {
  const at = 'private key';
  try {
    const [version, algorithm, key] = sequence(decode(der, at), at);
    natural(version, at);
    identifier(sequence(algorithm, at)[0], at);
    return octets(key, at).length > 0;
  } catch {
    return false;
  }
}
