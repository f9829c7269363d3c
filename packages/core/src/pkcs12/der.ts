import { ObjectIdentifier } from 'asn1js';

// Builders for DER, so that a structure reads like its ASN.1. They work on bytes, because what
// goes in (certificates, PKCS#8) is encoded already and must stay as it is, byte for byte.

export function seq(...parts: readonly Uint8Array[]): Uint8Array {
  return element(0x30, parts);
}

/** SET OF: DER wants the encodings in ascending order (X.690, 11.6). */
export function setOf(...parts: readonly Uint8Array[]): Uint8Array {
  return element(
    0x31,
    parts.toSorted((a, b) => Buffer.compare(a, b)),
  );
}

/** `[tag] EXPLICIT`. */
export function explicitly(tag: number, part: Uint8Array): Uint8Array {
  return element(0xa0 | tag, [part]);
}

/** `[tag] IMPLICIT OCTET STRING`. */
export function implicitOctets(tag: number, bytes: Uint8Array): Uint8Array {
  return element(0x80 | tag, [bytes]);
}

export function octetString(bytes: Uint8Array): Uint8Array {
  return element(0x04, [bytes]);
}

export function oid(value: string): Uint8Array {
  return new Uint8Array(new ObjectIdentifier({ value }).toBER());
}

/** A non-negative INTEGER. */
export function int(value: number): Uint8Array {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return element(0x02, (bytes[0] ?? 0) > 0x7f ? [Uint8Array.of(0), bytes] : [bytes]);
}

export function nul(): Uint8Array {
  return element(0x05, []);
}

/** UTF-16BE; characters beyond the BMP as surrogate pairs, as everybody writes them. */
export function bmpString(text: string): Uint8Array {
  return element(0x1e, [Buffer.from(text, 'utf16le').swap16()]);
}

function element(tag: number, parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  return Buffer.concat([Uint8Array.of(tag), lengthOctets(content.length), content]);
}

function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Uint8Array.of(0x80 | bytes.length), bytes]);
}
