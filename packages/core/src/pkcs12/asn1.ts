import type { DamagedPart } from '../words/contents.ts';
import {
  type BaseBlock,
  BmpString,
  Constructed,
  fromBER,
  Integer,
  ObjectIdentifier,
  OctetString,
  Primitive,
  Sequence,
  Set as SetOf,
} from 'asn1js';
import { damaged, limit } from './problems.ts';

/** One decoded ASN.1 element, DER or BER. */
export type Element = BaseBlock;

/**
 * Decodes the first ASN.1 element of `bytes`; bytes after it are left alone. Nothing inside octet
 * strings is looked at. Bounded in depth and number of elements, so that a hostile file can
 * exhaust neither the stack nor memory.
 *
 * @param at what is being read, for `pkcs12-damaged`
 */
export function decode(bytes: Uint8Array, at: DamagedPart): Element {
  const { offset, result } = tolerant(bytes, at);
  if (offset !== -1) return result;
  // asn1js says only by its words that it met a limit; a test holds it to them.
  if (result.error.startsWith('Maximum ASN.1')) throw limit('nesting');
  throw damaged(at);
}

/** asn1js throws errors of several kinds for times and strings that are none. */
function tolerant(bytes: Uint8Array, at: DamagedPart): ReturnType<typeof fromBER> {
  try {
    return fromBER(new Uint8Array(bytes), {
      maxDepth: 32,
      maxNodes: 20_000,
      maxContentLength: 32 * 1024 * 1024,
      parseEmbedded: false,
    });
  } catch (cause) {
    throw damaged(at, cause);
  }
}

/** The elements of a SEQUENCE, SET or constructed context tag. */
export function children(element: Element | undefined, at: DamagedPart): readonly Element[] {
  if (element instanceof Constructed) return element.valueBlock.value;
  throw damaged(at);
}

export function sequence(element: Element | undefined, at: DamagedPart): readonly Element[] {
  if (element instanceof Sequence) return element.valueBlock.value;
  throw damaged(at);
}

export function setOf(element: Element | undefined, at: DamagedPart): readonly Element[] {
  if (element instanceof SetOf) return element.valueBlock.value;
  throw damaged(at);
}

export function identifier(element: Element | undefined, at: DamagedPart): string {
  if (element instanceof ObjectIdentifier) return element.getValue();
  throw damaged(at);
}

/** Content of an OCTET STRING, or of one with an implicit context tag; pieces (BER) are joined. */
export function octets(element: Element | undefined, at: DamagedPart): Uint8Array {
  if (element instanceof OctetString) return new Uint8Array(element.getValue());
  if (isContext(element)) {
    if (element instanceof Primitive) return element.valueBlock.valueHexView;
    if (element instanceof Constructed) {
      return Buffer.concat(element.valueBlock.value.map((piece) => octets(piece, at)));
    }
  }
  throw damaged(at);
}

/** A non-negative INTEGER that fits a double exactly; larger ones come back as `Infinity`. */
export function natural(element: Element | undefined, at: DamagedPart): number {
  if (!(element instanceof Integer)) throw damaged(at);
  const bytes = element.valueBlock.valueHexView;
  if (bytes.length === 0 || ((bytes[0] ?? 0) & 0x80) !== 0) throw damaged(at);
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return Number.isSafeInteger(value) ? value : Number.POSITIVE_INFINITY;
}

export function isInteger(element: Element | undefined): element is Integer {
  return element instanceof Integer;
}

export function isOctetString(element: Element | undefined): element is OctetString {
  return element instanceof OctetString;
}

export function isSequence(element: Element | undefined): element is Sequence {
  return element instanceof Sequence;
}

/** Whether it carries a context-specific tag, of this number if one is given. */
export function isContext(element: Element | undefined, tag?: number): element is Element {
  if (element === undefined || element.idBlock.tagClass !== 3) return false;
  return tag === undefined || element.idBlock.tagNumber === tag;
}

/** The single element inside an explicit context tag. */
export function explicit(element: Element | undefined, tag: number, at: DamagedPart): Element {
  const inner = isContext(element, tag) ? children(element, at)[0] : undefined;
  if (inner === undefined) throw damaged(at);
  return inner;
}

/** UTF-16BE text of a BMPString; null for any other type. */
export function bmpText(element: Element | undefined): string | null {
  if (!(element instanceof BmpString)) return null;
  return new TextDecoder('utf-16be').decode(element.valueBlock.valueHexView);
}

/** The encoding this element was decoded from, as it was. */
export function encoded(element: Element): Uint8Array {
  return element.valueBeforeDecodeView;
}
