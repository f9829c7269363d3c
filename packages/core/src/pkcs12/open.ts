import { hasCode, WeborcaError } from '../errors.ts';
import { Secret } from '../secret.ts';
import { type Bag, type KeyBag, readBags } from './bags.ts';
import { decrypt, deriveKey } from './decrypt.ts';
import type { Envelope, Safe } from './envelope.ts';
import { buildIdentity } from './identity.ts';
import { checkMac } from './mac.ts';
import { type PasswordCandidate, passwordCandidates } from './password.ts';
import { describe, readPkcs12Envelope } from './structure.ts';
import type { OpenedPkcs12, OpeningNote } from './types.ts';

export interface OpeningOptions {
  /** Named in errors. */
  readonly path?: string;
}

/** Opens a PKCS#12 under a password. */
export async function openPkcs12(
  bytes: Uint8Array,
  password: Secret,
  _options: OpeningOptions = {},
): Promise<OpenedPkcs12> {
  const envelope = readPkcs12Envelope(bytes);
  for (const candidate of passwordCandidates(password.reveal())) {
    if (envelope.mac !== null && !(await checkMac(envelope.mac, envelope.authenticated, candidate)))
      continue;
    const bags = await openBags(envelope, candidate);
    if (bags === null) continue;
    return toOpened(envelope, bags, candidate);
  }
  throw new WeborcaError('password-wrong', {});
}

async function openBags(
  envelope: Envelope,
  candidate: PasswordCandidate,
): Promise<readonly Bag[] | null> {
  const parts = await Promise.all(envelope.safes.map((safe) => openSafe(safe, candidate)));
  if (parts.some((part) => part === null)) return null;
  const bags = parts.flatMap((part) => part ?? []);
  const keys = await Promise.all(bags.map((bag) => openKey(bag, candidate)));
  return keys.some((key) => key === null) ? null : keys.flatMap((key) => key ?? []);
}

async function openSafe(safe: Safe, candidate: PasswordCandidate): Promise<readonly Bag[] | null> {
  if (!safe.encrypted) return readBags(safe.contents);
  const plain = decrypt(safe.scheme, await deriveKey(safe.scheme, candidate), safe.ciphertext);
  return plain === null ? null : readOrNull(plain);
}

function readOrNull(plain: Uint8Array): readonly Bag[] | null {
  try {
    return readBags(plain);
  } catch (error) {
    if (hasCode(error, 'pkcs12-damaged')) return null;
    throw error;
  }
}

async function openKey(bag: Bag, candidate: PasswordCandidate): Promise<Bag | null> {
  if (bag.kind !== 'shrouded-key') return bag;
  const plain = decrypt(bag.scheme, await deriveKey(bag.scheme, candidate), bag.ciphertext);
  if (plain === null) return null;
  return { kind: 'key', pkcs8: plain, friendlyName: bag.friendlyName, localKeyId: bag.localKeyId };
}

function toOpened(
  envelope: Envelope,
  bags: readonly Bag[],
  candidate: PasswordCandidate,
): OpenedPkcs12 {
  const keys = bags.filter((bag): bag is KeyBag => bag.kind === 'key');
  const certificates = bags.filter((bag) => bag.kind === 'certificate');
  const notes: OpeningNote[] = [];
  if (candidate.note !== null) notes.push(candidate.note);
  if (envelope.mac === null) notes.push('no-mac');
  if (keys.length > 1) notes.push('several-keys');
  const structure = describe(envelope);
  if (structure.encryption.some((fact) => fact.for === 'key' && fact.algorithm === 'none')) {
    notes.push('unencrypted-key');
  }
  return {
    identity: buildIdentity(keys, certificates),
    password: new Secret(candidate.text),
    ...structure,
    notes,
  };
}
