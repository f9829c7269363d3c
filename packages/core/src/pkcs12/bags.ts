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
}

export interface CertificateBag extends BagAttributes {
  readonly kind: 'certificate';
  readonly der: Uint8Array;
}

export interface KeyBag extends BagAttributes {
  readonly kind: 'key';
  /** PKCS#8 PrivateKeyInfo. */
  readonly pkcs8: Uint8Array;
}

export interface ShroudedKeyBag extends BagAttributes {
  readonly kind: 'shrouded-key';
  readonly scheme: Scheme;
  readonly ciphertext: Uint8Array;
}

export type Bag = CertificateBag | KeyBag | ShroudedKeyBag;

const at = 'safe contents';

/**
 * Reads SafeContents (RFC 7292, 4.2). Bags that are none of our business (CRL, secret, and types
 * that nobody knows) are passed over; safes within safes are opened.
 */
export function readBags(contents: Uint8Array): readonly Bag[] {
  return sequence(decode(contents, at), at).flatMap((bag) => readBag(bag));
}

function readBag(bag: Element): readonly Bag[] {
  const [type, value, attributeSet] = sequence(bag, at);
  const content = () => explicit(value, 0, at);
  const attributes = readAttributes(attributeSet);
  switch (identifier(type, at)) {
    case bagOids.certificate:
      return readCertificateBag(content(), attributes);
    case bagOids.key:
      return [{ kind: 'key', pkcs8: encoded(content()), ...attributes }];
    case bagOids.shroudedKey: {
      const [algorithm, ciphertext] = sequence(content(), at);
      const scheme = readScheme(algorithm);
      return [{ kind: 'shrouded-key', scheme, ciphertext: octets(ciphertext, at), ...attributes }];
    }
    case bagOids.safeContents:
      return sequence(content(), at).flatMap((inner) => readBag(inner));
    default:
      return [];
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
function readCertificateBag(content: Element, attributes: BagAttributes): readonly Bag[] {
  const [type, value] = sequence(content, at);
  if (identifier(type, at) !== bagOids.x509) return [];
  return [{ kind: 'certificate', der: octets(explicit(value, 0, at), at), ...attributes }];
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
  return { friendlyName, localKeyId };
}
