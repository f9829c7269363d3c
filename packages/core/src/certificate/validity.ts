import type { FoundContent } from '../words/contents.ts';
import { WeborcaError } from '../errors.ts';

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/**
 * The two times of a certificate, out of its encoding. asn1js reads what is no DER as some other day
 * (an offset as 1899, the 30th of February as the 1st of March), and everything here hangs on them:
 * only what RFC 5280 (4.1.2.5) and X.690 (11.7, 11.8) let a certificate say is a date.
 *
 * @throws WeborcaError `not-a-certificate` that names the field
 */
export function readValidity(der: Uint8Array): Validity {
  const [tbs] = elements(contents({ bytes: der, tag: 0x30 }));
  const fields = elements(contents(tbs)).filter(({ tag }) => tag !== versionTag);
  // serialNumber, signature, issuer, validity.
  const [notBefore, notAfter] = elements(contents(fields[3]));
  return {
    notBefore: time(notBefore) ?? invalid('invalid notBefore'),
    notAfter: time(notAfter) ?? invalid('invalid notAfter'),
  };
}

/** `[0] EXPLICIT`; the other fields before validity are universal. */
const versionTag = 0xa0;

interface Element {
  readonly tag: number;
  /** With its header. */
  readonly bytes: Uint8Array;
}

function contents(element: Element | undefined): Uint8Array {
  if (element?.tag !== 0x30) return invalid('unknown');
  return element.bytes.subarray(headerLength(element.bytes));
}

function elements(bytes: Uint8Array): readonly Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const rest = bytes.subarray(at);
    const length = headerLength(rest) + contentLength(rest);
    found.push({ tag: rest[0] ?? 0, bytes: rest.subarray(0, length) });
    at += length;
  }
  return found;
}

function headerLength(bytes: Uint8Array): number {
  const first = bytes[1] ?? 0;
  return first > 0x80 ? 2 + (first & 0x7f) : 2;
}

/** DER's lengths are definite (X.690, 10.1). */
function contentLength(bytes: Uint8Array): number {
  const first = bytes[1] ?? 0;
  if (first < 0x80) return first;
  if (first === 0x80 || first > 0x84) return invalid('unknown');
  return bytes.subarray(2, headerLength(bytes)).reduce((sum, byte) => sum * 256 + byte, 0);
}

const utcTime = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const generalizedTime = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d*[1-9])?Z$/;

function time(element: Element | undefined): Date | null {
  if (element === undefined) return null;
  const text = Buffer.from(element.bytes.subarray(headerLength(element.bytes))).toString('latin1');
  const short = element.tag === 0x17;
  if (!short && element.tag !== 0x18) return null;
  const [, year, ...rest] = ((short ? utcTime : generalizedTime).exec(text) ?? []).map(Number);
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = rest;
  if (year === undefined) return null;
  // Two digits mean 1950 to 2049 (RFC 5280, 4.1.2.5.1).
  const full = short ? year + (year < 50 ? 2000 : 1900) : year;
  const date = new Date(0);
  date.setUTCFullYear(full, month - 1, day);
  date.setUTCHours(hour, minute, second);
  // What is no day of the calendar, or no time of a day, comes out as another one.
  const same =
    date.getUTCFullYear() === full &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  return same ? date : null;
}

function invalid(found: FoundContent): never {
  throw new WeborcaError('not-a-certificate', { found });
}
