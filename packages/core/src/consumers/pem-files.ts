import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { certificateToPem, encryptedKeyPem, identityToPem } from '../pkcs12/pem.ts';
import type { Secret } from '../secret.ts';
import { sha256Hex } from '../sha256.ts';
import { meaningOf } from './digest.ts';
import type { ConsumerReason, Material, PlanContext, Replacement } from './types.ts';

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
  add(set.certificate, certificatePart(material, set, files));
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
  readonly bytes: () => Uint8Array;
  readonly isIn: (bytes: Uint8Array) => boolean;
  readonly secret: boolean;
  readonly meaning: string;
}

function certificatePart({ identity }: Material, set: PemSet, files: PlanContext['files']): Part {
  const { leaf } = identity;
  const { fingerprintSha256 } = leaf.facts;
  const before = set.certificate === null ? null : (files.get(set.certificate) ?? null);
  // A file that had the chain behind the leaf, or was DER, stays so.
  const whole = before !== null && certificatesIn(before).length > 1;
  const der = before !== null && before[0] === 0x30;
  const pem = whole ? identityToPem(identity).certificate : certificateToPem(leaf.der);
  return {
    bytes: () => (der ? leaf.der : Buffer.from(pem)),
    isIn: (bytes) => leafOf(bytes)?.fingerprint === fingerprintSha256,
    secret: false,
    meaning: meaningOf('certificate', fingerprintSha256),
  };
}

function keyPart(
  { identity }: Material,
  before: Uint8Array | null,
  passphrase: Secret | null,
): Part {
  const { publicKeySha256 } = identity.leaf;
  const encrypted = passphrase !== null;
  return {
    bytes: () => {
      const pem = encrypted ? encryptedKeyPem(identity, passphrase) : identityToPem(identity).key;
      return Buffer.from(pem.reveal());
    },
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

/** The parts one after the other, with the line ends the file has. */
function together(parts: readonly Part[], before: Uint8Array | null): Uint8Array {
  const bytes = Buffer.concat(parts.map((part) => part.bytes()));
  const crlf = before !== null && before[0] !== 0x30 && Buffer.from(before).includes('\r\n');
  if (!crlf) return bytes;
  return Buffer.from(bytes.toString('latin1').replaceAll(/\r?\n/g, '\r\n'), 'latin1');
}

function refuse(set: PemSet, { files, material, allowEarlier }: PlanContext): PemPlan | null {
  const { certificate, key } = set;
  const bytes = certificate === null ? null : (files.get(certificate) ?? null);
  if (certificate !== null && bytes !== null && bytes.length > 0) {
    const there = leafOf(bytes);
    const wanted = material.identity.leaf.facts;
    // Whatever it is, it is not a certificate that we keep up to date.
    if (there === null) return { kind: 'refused', reason: 'not-a-certificate', path: certificate };
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

const certificatePattern = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function certificatesIn(bytes: Uint8Array): readonly string[] {
  return Buffer.from(bytes).toString('latin1').match(certificatePattern) ?? [];
}

/** The first certificate of a PEM file, or a DER file's only one. */
export function leafOf(
  bytes: Uint8Array,
): { readonly fingerprint: string; readonly notAfter: Date; readonly der: Uint8Array } | null {
  try {
    const x509 = new X509Certificate(bytes[0] === 0x30 ? bytes : (certificatesIn(bytes)[0] ?? ''));
    const fingerprint = x509.fingerprint256.replaceAll(':', '').toLowerCase();
    return { fingerprint, notAfter: new Date(x509.validTo), der: x509.raw };
  } catch {
    return null;
  }
}

/** Whether a PEM file has a private key in it. */
export function hasKey(bytes: Uint8Array): boolean {
  return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(Buffer.from(bytes).toString('latin1'));
}

/** Whether the private key of a PEM file needs a passphrase. */
export function isEncryptedKey(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('latin1');
  // PKCS#8 (RFC 5958), and the older form of RFC 1421.
  return /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(text);
}

/** SHA-256 of the SubjectPublicKeyInfo that belongs to the key; null when it does not open. */
function publicKeyOf(bytes: Uint8Array, passphrase: Secret | null): string | null {
  const key = openKey(bytes, passphrase);
  if (key === null) return null;
  return sha256Hex(createPublicKey(key).export({ type: 'spki', format: 'der' }));
}

/** The first private key of a PEM file; null when there is none, or the passphrase does not open it. */
export function openKey(bytes: Uint8Array, passphrase: Secret | null): KeyObject | null {
  const text = Buffer.from(bytes).toString('latin1');
  const pem = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[^]*?-----END \1-----/.exec(text)?.[0];
  if (pem === undefined) return null;
  try {
    const options = passphrase === null ? {} : { passphrase: passphrase.reveal() };
    return createPrivateKey({ key: pem, ...options });
  } catch {
    // A wrong passphrase has no code of its own in every TLS library (facts of VS Code, 4).
    return null;
  }
}
