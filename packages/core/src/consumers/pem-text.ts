import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { defaultLimits } from '../pkcs12/limits.ts';
import type { Secret } from '../secret.ts';
import { holdsPrivateKey, privateKeyEdge } from './private-key-block.ts';

// What stands in a PEM file, and where. Everything that is neither certificate nor key (comments, DH
// parameters of haproxy, `Bag Attributes` of OpenSSL) is somebody's, and stays.

const certificatePattern = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

export interface PemLeaf {
  /** SHA-256, lower-case hex. */
  readonly fingerprint: string;
  readonly notAfter: Date;
  readonly der: Uint8Array;
}

/**
 * The first private key as it stands there; null: there is none. Beginnings and ends are gone through
 * once: looking from each beginning for its end takes, where there are thousands and no end, time that
 * grows with the square of the length, and a download may be anybody's.
 */
function keyIn(text: string): string | null {
  const begun = new Map<string, number>();
  let first: { readonly from: number; readonly to: number } | null = null;
  for (const { 0: edge, 1: which, 2: label = '', index } of text.matchAll(privateKeyEdge)) {
    const from = begun.get(label);
    if (which === 'BEGIN') begun.set(label, from ?? index);
    else if (from !== undefined && from < (first?.from ?? Infinity)) {
      first = { from, to: index + edge.length };
    }
  }
  return first === null ? null : text.slice(first.from, first.to);
}

/** Whether a PEM file has a private key in it. */
export function hasKey(bytes: Uint8Array): boolean {
  return holdsPrivateKey(textOf(bytes));
}

/** Whether the private key of a PEM file needs a passphrase. */
export function isEncryptedKey(bytes: Uint8Array): boolean {
  // PKCS#8 (RFC 5958), and the older form of RFC 1421.
  return /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(textOf(bytes));
}

/**
 * The first private key of a PEM file; null when there is none, the passphrase does not open it, or
 * trying would keep us for hours.
 */
export function openKey(bytes: Uint8Array, passphrase: Secret | null): KeyObject | null {
  const pem = keyIn(textOf(bytes));
  if (pem === null || (passphrase !== null && isEndless(pem))) return null;
  try {
    const options = passphrase === null ? {} : { passphrase: passphrase.reveal() };
    return createPrivateKey({ key: pem, ...options });
  } catch {
    // A wrong passphrase has no code of its own in every TLS library (facts of VS Code, 4).
    return null;
  }
}

const pkcs8Body = /^-----BEGIN ENCRYPTED PRIVATE KEY-----\s([^-:]*)-----END/;

/**
 * Whether a key says that its passphrase is to be hashed more often than in anybody's (the limit of a
 * .p12). OpenSSL would do so, in a call that nothing ends. One with headers of its own is none. Not read
 * by `readScheme`, which stands on asn1js: `check` would load it at its start.
 */
function isEndless(pem: string): boolean {
  if (!pem.startsWith('-----BEGIN ENCRYPTED')) return false;
  const body = pkcs8Body.exec(pem)?.[1];
  if (body === undefined) return true;
  // EncryptedPrivateKeyInfo (RFC 5958, 3): the AlgorithmIdentifier, in which the only large number is
  // that of the iterations (RFC 8018, A.2; RFC 7292, C), then the key.
  const der = Buffer.from(body, 'base64').subarray(0, 1024);
  const outer = elementAt(der, 0);
  const algorithm = elementAt(der, outer.from);
  return largestInteger(der, algorithm, 10) > defaultLimits.iterations;
}

interface Span {
  readonly tag: number;
  /** Of its contents. */
  readonly from: number;
  readonly to: number;
}

function elementAt(der: Uint8Array, at: number): Span {
  const [tag = 0, first = 0] = der.subarray(at, at + 2);
  if (first < 0x80) return { tag, from: at + 2, to: at + 2 + first };
  const more = first & 0x7f;
  const length = der.subarray(at + 2, at + 2 + more).reduce((sum, byte) => sum * 256 + byte, 0);
  return { tag, from: at + 2 + more, to: at + 2 + more + length };
}

/** Infinity for what is no definite DER of a few levels. */
function largestInteger(der: Uint8Array, { from, to }: Span, levels: number): number {
  if (to > der.length || levels === 0) return Infinity;
  let largest = 0;
  for (let at = from; at < to;) {
    const element = elementAt(der, at);
    const { tag } = element;
    const isInteger = tag === 0x02;
    const number = isInteger ? unsigned(der.subarray(element.from, element.to)) : 0;
    const inner = (tag & 0x20) === 0 ? number : largestInteger(der, element, levels - 1);
    largest = Math.max(largest, inner);
    at = element.to;
  }
  return largest;
}

function unsigned(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

/**
 * The certificate of a PEM file that is not an authority's: the one that fits the key, else the first
 * that is no authority, else the first; or a DER file's only one.
 *
 * @param key where the caller knows it; default: a plain one in the same file
 */
export function leafOf(
  bytes: Uint8Array,
  key: KeyObject | null = openKey(bytes, null),
): PemLeaf | null {
  return leafBlock(bytes, key)?.leaf ?? null;
}

interface Block {
  readonly text: string;
  readonly x509: X509Certificate;
}

function leafBlock(
  bytes: Uint8Array,
  key: KeyObject | null,
): { readonly block: Block; readonly leaf: PemLeaf } | null {
  const blocks = bytes[0] === 0x30 ? derBlock(bytes) : blocksOf(bytes);
  const block =
    blocks.find(({ x509 }) => key !== null && x509.checkPrivateKey(key)) ??
    blocks.find(({ x509 }) => !x509.ca) ??
    blocks[0];
  if (block === undefined) return null;
  const { x509 } = block;
  const fingerprint = x509.fingerprint256.replaceAll(':', '').toLowerCase();
  return { block, leaf: { fingerprint, notAfter: new Date(x509.validTo), der: x509.raw } };
}

function derBlock(bytes: Uint8Array): readonly Block[] {
  const x509 = parsed(bytes);
  return x509 === null ? [] : [{ text: '', x509 }];
}

function blocksOf(bytes: Uint8Array): readonly Block[] {
  return (textOf(bytes).match(certificatePattern) ?? []).flatMap((text) => {
    const x509 = parsed(text);
    return x509 === null ? [] : [{ text, x509 }];
  });
}

function parsed(certificate: string | Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(certificate);
  } catch {
    return null;
  }
}

/**
 * The file with another leaf in the place of its own. What else of a chain stands there stays, unless
 * another authority has issued the new one: then its issuers come with it, and the old ones go.
 *
 * @param issuers in PEM, from the leaf upwards, without the root
 * @param chain all that the new one came with
 */
export function withLeaf(
  bytes: Uint8Array,
  key: KeyObject | null,
  {
    leaf,
    issuers,
    chain,
  }: { readonly [part in 'issuers' | 'chain']: readonly string[] } & {
    readonly leaf: string;
  },
): Uint8Array | null {
  const old = bytes[0] === 0x30 ? null : leafBlock(bytes, key);
  if (old === null) return null;
  const { text, x509 } = old.block;
  const others = blocksOf(bytes).filter((block) => block.text !== text);
  const sameIssuer = parsed(leaf)?.issuer === x509.issuer;
  if (others.length === 0 || sameIssuer) return replaced(bytes, text, leaf);
  const isIn = (pems: readonly string[], { x509: one }: Block): boolean =>
    pems.some((pem) => parsed(pem)?.fingerprint256 === one.fingerprint256);
  const missing = issuers.filter((pem) => !others.some((other) => isIn([pem], other)));
  let changed = replaced(bytes, text, [leaf, ...missing].join(''));
  for (const other of others) {
    if (!isIn(chain, other)) changed = replaced(changed, other.text, '');
  }
  return changed;
}

/** The file with another key in the place of its own; null when it has none. */
export function withKey(bytes: Uint8Array, key: string): Uint8Array | null {
  const old = keyIn(textOf(bytes));
  return old === null ? null : replaced(bytes, old, key);
}

function replaced(bytes: Uint8Array, old: string, pem: string): Uint8Array {
  const text = textOf(bytes);
  const at = text.indexOf(old);
  const after = text.slice(at + old.length);
  // The line end behind the last block is the file's own, where it has one.
  const body = after.startsWith('\n') || after.startsWith('\r') ? pem.trimEnd() : pem;
  return Buffer.from(
    text.slice(0, at) + body + (body === '' ? after.trimStart() : after),
    'latin1',
  );
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
