import type { FoundContent } from '../words/contents.ts';

/** What a file holds, by its first bytes; `pkcs12` still has to be opened to be sure. */
export type FileKind =
  | 'pkcs12'
  | 'pem'
  | 'pem-pkcs12'
  | 'base64-pkcs12'
  | 'der-certificate'
  | 'der-key'
  | 'pkcs7'
  | 'zip'
  | 'html'
  | 'json'
  | 'java-keystore'
  | 'empty'
  | 'unknown';

/** `found` of `not-a-certificate` for each kind. */
export const kindNames: Readonly<Record<FileKind, FoundContent>> = {
  pkcs12: 'PKCS#12',
  pem: 'PEM',
  'pem-pkcs12': 'PEM',
  'base64-pkcs12': 'base64',
  'der-certificate': 'certificate only',
  'der-key': 'key only',
  pkcs7: 'PKCS#7',
  zip: 'zip',
  html: 'HTML',
  json: 'JSON',
  'java-keystore': 'Java keystore',
  empty: 'empty',
  unknown: 'unknown',
};

/**
 * Says what `bytes` are, from their beginning alone and without any library: light enough for
 * every file that somebody drops on us. Never throws.
 */
export function recognise(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return 'empty';
  const first = bytes[0];
  if (first === 0x30) return recogniseDer(bytes);
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) {
    return 'zip';
  }
  if (startsWith(bytes, [0xfe, 0xed, 0xfe, 0xed]) || startsWith(bytes, [0xce, 0xce, 0xce, 0xce])) {
    return 'java-keystore';
  }
  return recogniseText(bytes);
}

/** The leaf `SEQUENCE { INTEGER 3` is a PFX, `SEQUENCE { SEQUENCE` a certificate (RFC 7292, 5280). */
function recogniseDer(bytes: Uint8Array): FileKind {
  const inner = bytes.subarray(headerLength(bytes), headerLength(bytes) + 16);
  if (startsWith(inner, [0x02, 0x01, 0x03])) return 'pkcs12';
  // PKCS#8, RSAPrivateKey and ECPrivateKey have versions 0 and 1.
  if (startsWith(inner, [0x02, 0x01]) && (inner[2] ?? 0xff) <= 1) return 'der-key';
  if (startsWith(inner, pkcs7Oid)) return 'pkcs7';
  if (inner[0] !== 0x30) return 'unknown';
  // EncryptedPrivateKeyInfo begins with an AlgorithmIdentifier, a certificate with tbsCertificate.
  return inner[headerLength(inner)] === 0x06 ? 'der-key' : 'der-certificate';
}

const pkcs7Oid = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07];

function headerLength(bytes: Uint8Array): number {
  const length = bytes[1] ?? 0;
  return length > 0x80 ? 2 + (length & 0x7f) : 2;
}

function recogniseText(bytes: Uint8Array): FileKind {
  const text = beginning(bytes);
  if (/-----BEGIN PKCS ?#?12-----/.test(text)) return 'pem-pkcs12';
  if (text.includes('-----BEGIN ')) return 'pem';
  if (text === '') return 'empty';
  if (/^<(?:!doctype|\?xml|html|head|body|meta|!--)/i.test(text)) return 'html';
  if (/^[{[]\s*(?:["{[\]}0-9-]|true|false|null|$)/.test(text)) return 'json';
  // `MII` and `MIA`: base64 of a SEQUENCE with a two-byte or an indefinite length.
  return /^MI[A-Za-z0-9+/][A-Za-z0-9+/\r\n]+=*\s*$/.test(text) ? base64Kind(text) : 'unknown';
}

function base64Kind(text: string): FileKind {
  const head = text.replaceAll(/\s/g, '').slice(0, 64);
  return recogniseDer(Buffer.from(head, 'base64')) === 'pkcs12' ? 'base64-pkcs12' : 'unknown';
}

/** The first 4,096 characters without byte order mark and leading white space. */
function beginning(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 4096));
  const utf16 = startsWith(head, [0xff, 0xfe]);
  return head
    .toString(utf16 ? 'utf16le' : 'latin1')
    .replace(/^(?:\u00ef\u00bb\u00bf|\ufeff)?\s*/, '');
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}
