import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Certificate } from '../certificate/facts.ts';
import { readCertificate } from '../certificate/read.ts';
import { certificateToPem, intermediatesOf, keyLabel, keyPem } from '../pkcs12/pem.ts';
import type { Secret } from '../secret.ts';
import { sha256Hex } from '../bytes.ts';
import { meaningOf } from './kind.ts';
import { hasKey, isEncryptedKey, leafOf, openKey, withKey, withLeaf } from './pem-text.ts';
import type { Material, PlanContext, Replacement } from './types.ts';
import type { ConsumerReason } from '../words/reasons/consumers.ts';

/** PEM files that belong together. Certificate and key may be one file. */
export interface PemSet {
  readonly certificate: string | null;
  readonly key: string | null;
  readonly chain?: string | null;
  readonly ca?: string | null;
  /** Null: as the key file is now; encrypted when there is none. */
  readonly encryptKey: boolean | null;
  readonly password: 'keep' | 'issued';
}

export type PemPlan =
  | {
      readonly kind: 'planned';
      /** Only the files that are not as they should be. */
      readonly replacements: readonly Replacement[];
      /** Under which the key is, or will be, encrypted; null: a plain key. */
      readonly passphrase: Secret | null;
    }
  | { readonly kind: 'refused'; readonly reason: ConsumerReason; readonly path: string };

/** Plans a set of PEM files: the leaf, its key, and what else the set has. Pure but for salts. */
export function planPemSet(set: PemSet, context: PlanContext): PemPlan {
  const { material, files } = context;
  const refusal = refuse(set, context);
  if (refusal !== null) return refusal;
  const keyBytes = set.key === null ? null : (files.get(set.key) ?? null);
  const form = set.encryptKey ?? keyForm(set.key, keyBytes, context);
  const passphrase = form ? target(set, keyBytes, context) : null;
  if (form && passphrase === null) {
    return { kind: 'refused', reason: 'password-unknown', path: set.key ?? '' };
  }
  const wanted = new Map<string, { readonly parts: Part[]; secret: boolean }>();
  const add = (path: string | null | undefined, part: Part) => {
    if (path === null || path === undefined) return;
    const file = wanted.get(path) ?? { parts: [], secret: false };
    file.parts.push(part);
    file.secret ||= part.secret;
    wanted.set(path, file);
  };
  const key = keyThere(keyBytes, context);
  add(set.certificate, certificatePart(material, key));
  add(set.key, keyPart(material, keyBytes, passphrase));
  if (material.identity.chain.length > 0) add(set.chain, chainPart(material));
  if (material.ca !== undefined && material.ca !== null) add(set.ca, caPart(material.ca));
  const replacements: Replacement[] = [];
  for (const [path, { parts, secret }] of wanted) {
    const before = files.get(path) ?? null;
    if (before !== null && parts.every((part) => part.isIn(before))) continue;
    const meaning = parts.map((part) => part.meaning).join('; ');
    replacements.push({ path, bytes: together(parts, before), secret, meaning });
  }
  return { kind: 'planned', replacements, passphrase };
}

interface Part {
  /** Alone. */
  readonly bytes: (before: Uint8Array | null) => Uint8Array;
  /** In its place in the file that is there; null when it has none. */
  readonly into?: (before: Uint8Array) => Uint8Array | null;
  readonly isIn: (bytes: Uint8Array) => boolean;
  readonly secret: boolean;
  readonly meaning: string;
}

function inPem({ der }: Certificate): string {
  return certificateToPem(der);
}

function certificatePart({ identity }: Material, key: KeyObject | null): Part {
  const { leaf } = identity;
  const { fingerprintSha256 } = leaf.facts;
  const pem = certificateToPem(leaf.der);
  const issuers = intermediatesOf(identity).map(inPem);
  const chain = identity.chain.map(inPem);
  return {
    // A file that was DER stays so.
    bytes: (before) => (before?.[0] === 0x30 ? leaf.der : Buffer.from(pem)),
    into: (before) => withLeaf(before, key, { leaf: pem, issuers, chain }),
    isIn: (bytes) => leafOf(bytes, key)?.fingerprint === fingerprintSha256,
    secret: false,
    meaning: meaningOf('certificate', fingerprintSha256),
  };
}

/** The key as it lies there, opened: it tells which of several certificates is its own. */
function keyThere(
  bytes: Uint8Array | null,
  { passwords, material }: PlanContext,
): KeyObject | null {
  if (bytes === null) return null;
  if (!isEncryptedKey(bytes)) return openKey(bytes, null);
  for (const password of [...passwords, material.password]) {
    const key = openKey(bytes, password);
    if (key !== null) return key;
  }
  return null;
}

function keyPart(
  { identity }: Material,
  before: Uint8Array | null,
  passphrase: Secret | null,
): Part {
  const { publicKeySha256 } = identity.leaf;
  const encrypted = passphrase !== null;
  const form = before === null ? null : keyLabel(before);
  const pem = (): string => keyPem(identity, passphrase, form).reveal();
  return {
    bytes: () => Buffer.from(pem()),
    into: (there) => withKey(there, pem()),
    isIn: (bytes) =>
      isEncryptedKey(bytes) === encrypted && publicKeyOf(bytes, passphrase) === publicKeySha256,
    secret: before === null || hasKey(before),
    meaning: meaningOf('key', publicKeySha256, passphrase),
  };
}

function chainPart({ identity }: Material): Part {
  const pem = Buffer.from(identity.chain.map(({ der }) => certificateToPem(der)).join(''));
  return plainPart('chain', pem);
}

function caPart(ca: Uint8Array): Part {
  return plainPart('ca', ca);
}

function plainPart(what: string, content: Uint8Array): Part {
  return {
    bytes: () => content,
    isIn: (bytes) => Buffer.from(normal(bytes)).equals(normal(content)),
    secret: false,
    meaning: meaningOf(what, sha256Hex(content)),
  };
}

function normal(bytes: Uint8Array): Buffer {
  return Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}

/** Each in its place in the file, else one after the other, with the line ends the file has. */
function together(parts: readonly Part[], before: Uint8Array | null): Uint8Array {
  const bytes =
    (before === null ? null : inPlace(parts, before)) ??
    Buffer.concat(parts.map((part) => part.bytes(before)));
  const crlf = before !== null && before[0] !== 0x30 && Buffer.from(before).includes('\r\n');
  if (!crlf) return bytes;
  const text = Buffer.from(bytes).toString('latin1');
  return Buffer.from(text.replaceAll(/\r?\n/g, '\r\n'), 'latin1');
}

function inPlace(parts: readonly Part[], before: Uint8Array): Uint8Array | null {
  let bytes: Uint8Array | null = before;
  for (const part of parts) bytes = bytes === null ? null : (part.into?.(bytes) ?? null);
  return bytes;
}

function refuse(set: PemSet, context: PlanContext): PemPlan | null {
  const { files, material, allowEarlier } = context;
  const { certificate, key } = set;
  const bytes = certificate === null ? null : (files.get(certificate) ?? null);
  if (certificate !== null && bytes !== null && bytes.length > 0) {
    const keyBytes = key === null ? null : (files.get(key) ?? null);
    const there = leafOf(bytes, keyThere(keyBytes, context));
    const wanted = material.identity.leaf.facts;
    // Whatever it is, it is not a certificate that we keep up to date.
    if (there === null) return { kind: 'refused', reason: 'not-a-certificate', path: certificate };
    if (context.isOwn?.(readCertificate(there.der).facts.subject) === false) {
      return { kind: 'refused', reason: 'not-this-certificate', path: certificate };
    }
    const other = there.fingerprint !== wanted.fingerprintSha256;
    if (other && there.notAfter > wanted.notAfter && !allowEarlier) {
      return { kind: 'refused', reason: 'later-certificate', path: certificate };
    }
  }
  const keyBytes = key === null ? null : (files.get(key) ?? null);
  if (key !== null && keyBytes !== null && keyBytes.length > 0 && !hasKey(keyBytes)) {
    return { kind: 'refused', reason: 'not-a-key', path: key };
  }
  return null;
}

function keyForm(
  path: string | null,
  bytes: Uint8Array | null,
  { keyForms }: PlanContext,
): boolean {
  if (path === null) return false;
  return keyForms.get(path) ?? (bytes === null || bytes.length === 0 || isEncryptedKey(bytes));
}

function target(
  { password }: PemSet,
  keyBytes: Uint8Array | null,
  { material, passwords }: PlanContext,
): Secret | null {
  if (password === 'issued') return material.password;
  if (keyBytes === null || !isEncryptedKey(keyBytes)) return passwords[0] ?? null;
  return (
    [...passwords, material.password].find((one) => publicKeyOf(keyBytes, one) !== null) ?? null
  );
}

/** SHA-256 of the SubjectPublicKeyInfo that belongs to the key; null when it does not open. */
function publicKeyOf(bytes: Uint8Array, passphrase: Secret | null): string | null {
  const key = openKey(bytes, passphrase);
  if (key === null) return null;
  return sha256Hex(createPublicKey(key).export({ type: 'spki', format: 'der' }));
}
