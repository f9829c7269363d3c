import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Certificate } from '../certificate/facts.ts';
import { readCertificate } from '../certificate/read.ts';
import { isRenewable } from '../certificate/renewable.ts';
import { isWeborcaError } from '../errors.ts';
import { Secret } from '../secret.ts';
import { sha256Hex } from '../sha256.ts';
import type { CertificateBag, KeyBag } from './bags.ts';
import { orderChain } from './chain.ts';
import { damaged } from './problems.ts';
import type { Identity } from './types.ts';

/** A certificate of the file, read. */
export interface ReadBag extends CertificateBag {
  readonly certificate: Certificate;
}

/**
 * The key, its certificate and the rest. With several keys: the one whose certificate is a
 * client's (CN `client` and digits), else the first that has a certificate. Null when none has.
 */
export function findIdentity(
  keys: readonly KeyBag[],
  certificates: readonly ReadBag[],
): Identity | null {
  const pairs = keys.flatMap((key) => pair(key, certificates));
  const chosen = pairs.find(({ leaf }) => isClient(leaf.certificate)) ?? pairs[0];
  return chosen === undefined ? null : toIdentity(chosen, certificates);
}

/** Reads the certificates, one a turn of the event loop: a file can hold hundreds. */
export async function readCertificateBags(
  bags: readonly CertificateBag[],
): Promise<readonly ReadBag[]> {
  const read: ReadBag[] = [];
  for (const bag of bags) {
    await nextTurn();
    read.push({ ...bag, certificate: readOne(bag.der) });
  }
  return read;
}

interface Pair {
  readonly key: KeyBag;
  readonly leaf: ReadBag;
}

function isClient(certificate: Certificate): boolean {
  return isRenewable(certificate.facts, certificate.isCa).renewable;
}

function pair(key: KeyBag, bags: readonly ReadBag[]): readonly Pair[] {
  const leaf = findLeaf(key, bags);
  return leaf === undefined ? [] : [{ key, leaf }];
}

/** By public key; a certificate may be there twice, or renewed with the same key: the latest. */
function findLeaf(key: KeyBag, bags: readonly ReadBag[]): ReadBag | undefined {
  const matching = matchingBags(key, bags);
  return matching.toSorted((a, b) => notAfter(b) - notAfter(a))[0];
}

function notAfter({ certificate }: ReadBag): number {
  return certificate.facts.notAfter.getTime();
}

function matchingBags(key: KeyBag, bags: readonly ReadBag[]): readonly ReadBag[] {
  const privateKey = readKey(key);
  if (privateKey === null) {
    // A key type this Node does not know: the file's own word is all there is.
    return bags.filter((bag) => sameBytes(key.localKeyId, bag.localKeyId));
  }
  const sha256 = publicKeySha256(privateKey);
  const equal = bags.filter(({ certificate }) => certificate.publicKeySha256 === sha256);
  // The same key can be written in two ways (EC points, parameters of RSA).
  return equal.length > 0 ? equal : bags.filter((bag) => belongs(privateKey, bag));
}

function readKey({ pkcs8 }: KeyBag): KeyObject | null {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch {
    return null;
  }
}

function publicKeySha256(privateKey: KeyObject): string {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return sha256Hex(spki);
}

function belongs(privateKey: KeyObject, { der }: ReadBag): boolean {
  try {
    return new X509Certificate(der).checkPrivateKey(privateKey);
  } catch {
    return false;
  }
}

function sameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a !== null && b !== null && Buffer.compare(a, b) === 0;
}

function toIdentity({ key, leaf }: Pair, bags: readonly ReadBag[]): Identity {
  const others = bags.filter((bag) => bag !== leaf).map((bag) => bag.certificate);
  return {
    leaf: leaf.certificate,
    privateKey: new Secret(Buffer.from(key.pkcs8).toString('base64')),
    chain: orderChain(leaf.certificate, others),
    friendlyName: key.friendlyName ?? leaf.friendlyName,
    localKeyId: key.localKeyId ?? leaf.localKeyId,
  };
}

function readOne(der: Uint8Array): Certificate {
  try {
    return readCertificate(der);
  } catch (cause) {
    if (isWeborcaError(cause)) throw cause;
    throw damaged('certificate', cause);
  }
}
