import { WeborcaError } from '../errors.ts';
import type { DamagedPart } from '../words/contents.ts';
import {
  hmacLabel,
  iterationCount,
  readHash,
  readHmac,
  readKdf,
  readScheme,
} from './algorithms.ts';
import {
  children,
  decode,
  type Element,
  encoded,
  explicit,
  identifier,
  isContext,
  isInteger,
  natural,
  octets,
  sequence,
  bmpText,
  isOctetString,
  setOf,
} from './asn1.ts';
import type { Limits } from './limits.ts';
import { content, oids, attributes as attributeOids, bags as bagOids } from './oids.ts';
import { damaged, limit, unsupported } from './problems.ts';
import { kindNames, recognise } from './recognise.ts';
import { hashLengths, type MacScheme, type Scheme } from './scheme.ts';

/** One ContentInfo of the AuthenticatedSafe (RFC 7292, 4.1). */
export type Safe =
  | { readonly encrypted: false; readonly bags: readonly Bag[] }
  | { readonly encrypted: true; readonly scheme: Scheme; readonly ciphertext: Uint8Array };

/** The outer structure of a file, read without its password. */
export interface Envelope {
  /** What the MAC is computed over. */
  readonly authenticated: Uint8Array;
  readonly safes: readonly Safe[];
  readonly mac: MacScheme | null;
  /** Something follows that is no line end or blank: nothing vouches for it. */
  readonly trailing: boolean;
}

/** The envelope, or what the bytes are instead of a PKCS#12. */
export function readEnvelope(bytes: Uint8Array, limits: Limits): Envelope {
  const kind = recognise(bytes);
  if (kind !== 'pkcs12') {
    throw new WeborcaError('not-a-certificate', { found: kindNames[kind] });
  }
  if (bytes.length > limits.bytes) throw limit('size');
  return readPfx(bytes);
}

/** Reads PFX, AuthenticatedSafe and MacData (RFC 7292, section 4). */
function readPfx(bytes: Uint8Array): Envelope {
  const outer = decode(bytes, 'PFX');
  const [version, authSafe, macData] = sequence(outer, 'PFX');
  if (!isInteger(version) || natural(version, 'version') !== 3) throw damaged('version');
  const authenticated = readData(authSafe, 'authenticated safe');
  const safes = sequence(decode(authenticated, 'authenticated safe'), 'authenticated safe');
  return {
    authenticated,
    safes: safes.map((safe) => readSafe(safe)),
    mac: macData === undefined ? null : readMac(macData),
    trailing: bytes.subarray(encoded(outer).length).some((byte) => !blanks.has(byte)),
  };
}

/** Line ends, blanks and the zeros that transfers and disks put behind a file. */
const blanks: ReadonlySet<number> = new Set([0x00, 0x09, 0x0a, 0x0d, 0x1a, 0x20]);

function readData(contentInfo: Element | undefined, at: DamagedPart): Uint8Array {
  const [type, value] = sequence(contentInfo, at);
  const oid = identifier(type, at);
  if (oid !== content.data) throw unsupported(oid);
  return octets(explicit(value, 0, at), at);
}

function readSafe(contentInfo: Element): Safe {
  const at = 'safe';
  const [type, value] = sequence(contentInfo, at);
  const oid = identifier(type, at);
  if (oid === content.data) {
    return { encrypted: false, bags: readBags(readData(contentInfo, at)) };
  }
  if (oid !== content.encryptedData) throw unsupported(oid);
  // EncryptedData { version, EncryptedContentInfo { contentType, algorithm, [0] content } }
  const [, info] = sequence(explicit(value, 0, at), at);
  const [, algorithm, encryptedContent] = sequence(info, at);
  if (!isContext(encryptedContent, 0)) throw damaged(at);
  const ciphertext = octets(encryptedContent, at);
  return { encrypted: true, scheme: readScheme(algorithm), ciphertext };
}

const macAt = 'MAC parameters';

function readMac(macData: Element): MacScheme {
  const [digestInfo, saltElement, iterationsElement] = sequence(macData, macAt);
  const [algorithm, digest] = sequence(digestInfo, macAt);
  const expected = octets(digest, macAt);
  if (identifier(children(algorithm, macAt)[0], macAt) === oids.pbmac1) {
    return readPbmac1(algorithm, expected);
  }
  const hash = readHash(algorithm);
  // DEFAULT 1 (RFC 7292, 4).
  const iterations = iterationsElement === undefined ? 1 : iterationCount(iterationsElement);
  const salt = octets(saltElement, macAt);
  if (expected.length !== hashLengths[hash]) throw damaged(macAt);
  return {
    label: hmacLabel(hash),
    iterations,
    hash,
    expected,
    derivation: {
      kind: 'pkcs12',
      hash,
      salt,
      iterations,
      purpose: 3,
      length: hashLengths[hash],
    },
  };
}

/** RFC 9579: PBMAC1-params { keyDerivationFunc, messageAuthScheme }; the key length is stated. */
function readPbmac1(algorithm: Element | undefined, expected: Uint8Array): MacScheme {
  const [, parameters] = sequence(algorithm, macAt);
  const [kdf, scheme] = sequence(parameters, macAt);
  const hash = readHmac(scheme);
  if (expected.length !== hashLengths[hash]) throw damaged(macAt);
  const { derivation, name } = readKdf(kdf, null);
  return {
    label: `PBMAC1 ${hmacLabel(hash)}, ${name}`,
    iterations: derivation.iterations,
    hash,
    expected,
    derivation,
  };
}

interface BagAttributes {
  readonly friendlyName: string | null;
  readonly localKeyId: Uint8Array | null;
  /** The whole SET, with what only its producer knows: Java marks certificates that it trusts. */
  readonly attributes: Uint8Array | null;
}

export interface CertificateBag extends BagAttributes {
  readonly kind: 'certificate';
  readonly der: Uint8Array;
}

export interface KeyBag extends BagAttributes {
  readonly kind: 'key';
  /** PKCS#8 PrivateKeyInfo. */
  readonly pkcs8: Uint8Array;
  /** The bag it was read from, where it opened under another password than the file. */
  readonly apart?: Uint8Array;
}

export interface ShroudedKeyBag extends BagAttributes {
  readonly kind: 'shrouded-key';
  readonly scheme: Scheme;
  readonly ciphertext: Uint8Array;
  readonly bag: Uint8Array;
}

/** Left as it is (CRL, secret, unknown types). */
export interface OtherBag {
  readonly kind: 'other';
  readonly bag: Uint8Array;
  /** A secret is encrypted by itself (RFC 7292, 4.2.5), Java's under the password of its entry. */
  readonly secret: boolean;
}

export type Bag = CertificateBag | KeyBag | ShroudedKeyBag | OtherBag;

const bagAt = 'safe contents';

/**
 * Reads SafeContents (RFC 7292, 4.2). Bags that are none of our business (CRL, secret, and types
 * that nobody knows) are left as they are; safes within safes are opened.
 */
export function readBags(contents: Uint8Array): readonly Bag[] {
  return sequence(decode(contents, bagAt), bagAt).flatMap((bag) => readBag(bag));
}

function readBag(bag: Element): readonly Bag[] {
  const [type, value, attributeSet] = sequence(bag, bagAt);
  const inside = () => explicit(value, 0, bagAt);
  const attributes = readAttributes(attributeSet);
  const oid = identifier(type, bagAt);
  const other = { kind: 'other', bag: encoded(bag), secret: oid === bagOids.secret } as const;
  switch (oid) {
    case bagOids.certificate:
      return [readCertificateBag(inside(), attributes) ?? other];
    case bagOids.key:
      return [{ kind: 'key', pkcs8: encoded(inside()), ...attributes }];
    case bagOids.shroudedKey: {
      const [algorithm, ciphertext] = sequence(inside(), bagAt);
      const scheme = readScheme(algorithm);
      const opaque = { scheme, ciphertext: octets(ciphertext, bagAt), bag: encoded(bag) };
      return [{ kind: 'shrouded-key', ...opaque, ...attributes }];
    }
    case bagOids.safeContents:
      return sequence(inside(), bagAt).flatMap((inner) => readBag(inner));
    default:
      return [other];
  }
}

/** GnuTLS 3.7 writes the bytes of UTF-8 as characters: read as UTF-8 what can only be that. */
function readName(value: Element | undefined): string | null {
  const text = bmpText(value);
  if (text === null || !/^[\0-\xff]*$/.test(text) || !/[\x80-\xff]/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}

/** CertBag { certId, [0] certValue }; only X.509 is known to anybody (RFC 7292, 4.2.3). */
function readCertificateBag(certBag: Element, attributes: BagAttributes): CertificateBag | null {
  const [type, value] = sequence(certBag, bagAt);
  if (identifier(type, bagAt) !== bagOids.x509) return null;
  return { kind: 'certificate', der: octets(explicit(value, 0, bagAt), bagAt), ...attributes };
}

function readAttributes(attributeSet: Element | undefined): BagAttributes {
  let friendlyName: string | null = null;
  let localKeyId: Uint8Array | null = null;
  for (const attribute of attributeSet === undefined ? [] : setOf(attributeSet, bagAt)) {
    const [type, values] = sequence(attribute, bagAt);
    const value = children(values, bagAt)[0];
    const oid = identifier(type, bagAt);
    if (oid === attributeOids.friendlyName) friendlyName = readName(value);
    else if (oid === attributeOids.localKeyId && isOctetString(value)) {
      localKeyId = octets(value, bagAt);
    }
  }
  const attributes = attributeSet === undefined ? null : encoded(attributeSet);
  return { friendlyName, localKeyId, attributes };
}
