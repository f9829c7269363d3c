import {
  bmpText,
  children,
  decode,
  type Element,
  encoded,
  explicit,
  identifier,
  isOctetString,
  octets,
  sequence,
  setOf,
} from './asn1.ts';
import { attributes as attributeOids, bags as bagOids } from './oids.ts';
import { readScheme } from './algorithms.ts';
import type { Scheme } from './scheme.ts';

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

const at = 'safe contents';

/**
 * Reads SafeContents (RFC 7292, 4.2). Bags that are none of our business (CRL, secret, and types
 * that nobody knows) are left as they are; safes within safes are opened.
 */
export function readBags(contents: Uint8Array): readonly Bag[] {
  return sequence(decode(contents, at), at).flatMap((bag) => readBag(bag));
}

function readBag(bag: Element): readonly Bag[] {
  const [type, value, attributeSet] = sequence(bag, at);
  const content = () => explicit(value, 0, at);
  const attributes = readAttributes(attributeSet);
  const oid = identifier(type, at);
  const other = { kind: 'other', bag: encoded(bag), secret: oid === bagOids.secret } as const;
  switch (oid) {
    case bagOids.certificate:
      return [readCertificateBag(content(), attributes) ?? other];
    case bagOids.key:
      return [{ kind: 'key', pkcs8: encoded(content()), ...attributes }];
    case bagOids.shroudedKey: {
      const [algorithm, ciphertext] = sequence(content(), at);
      const scheme = readScheme(algorithm);
      const opaque = { scheme, ciphertext: octets(ciphertext, at), bag: encoded(bag) };
      return [{ kind: 'shrouded-key', ...opaque, ...attributes }];
    }
    case bagOids.safeContents:
      return sequence(content(), at).flatMap((inner) => readBag(inner));
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
function readCertificateBag(content: Element, attributes: BagAttributes): CertificateBag | null {
  const [type, value] = sequence(content, at);
  if (identifier(type, at) !== bagOids.x509) return null;
  return { kind: 'certificate', der: octets(explicit(value, 0, at), at), ...attributes };
}

function readAttributes(attributeSet: Element | undefined): BagAttributes {
  let friendlyName: string | null = null;
  let localKeyId: Uint8Array | null = null;
  for (const attribute of attributeSet === undefined ? [] : setOf(attributeSet, at)) {
    const [type, values] = sequence(attribute, at);
    const value = children(values, at)[0];
    const oid = identifier(type, at);
    if (oid === attributeOids.friendlyName) friendlyName = readName(value);
    else if (oid === attributeOids.localKeyId && isOctetString(value)) {
      localKeyId = octets(value, at);
    }
  }
  const attributes = attributeSet === undefined ? null : encoded(attributeSet);
  return { friendlyName, localKeyId, attributes };
}
