import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sameBytes, sha256Hex } from '../bytes.ts';
import type { Certificate } from '../certificate/facts.ts';
import { latestOfFirst, orderChain } from '../certificate/several.ts';
import { readCertificate } from '../certificate/read.ts';
import { isWeborcaError } from '../errors.ts';
import { Secret } from '../secret.ts';
import type { CertificateBag, KeyBag } from './envelope.ts';
import { damaged } from './problems.ts';
import type { Identity } from './types.ts';

/** A certificate of the file, read. */
export interface ReadBag extends CertificateBag {
  readonly certificate: Certificate;
}

/**
 * Every key with its certificate and the rest, in the order of `latestOfFirst`. Empty when no key has
 * its certificate.
 */
export function findIdentities(
  keys: readonly KeyBag[],
  certificates: readonly ReadBag[],
): readonly Identity[] {
  // However written, a key is looked at with every certificate only where that is soon done.
  const few = keys.length * certificates.length <= mostCompared;
  const pairs = eachLeafOnce(keys.flatMap((key) => pairsOf(key, certificates, few)));
  const leaves = new Set(pairs.map(({ leaf }) => fingerprint(leaf)));
  const others = certificates.filter((bag) => !leaves.has(fingerprint(bag)));
  return latestOfFirst(pairs, ({ leaf }) => leaf.certificate).map((one) => toIdentity(one, others));
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

/** Each takes a twentieth of a millisecond. */
const mostCompared = 2000;

interface Pair {
  readonly key: KeyBag;
  readonly leaf: ReadBag;
}

/** By public key; renewed with the same key, it has several certificates. */
function pairsOf(key: KeyBag, bags: readonly ReadBag[], few: boolean): readonly Pair[] {
  return matchingBags(key, bags, few).map((leaf) => ({ key, leaf }));
}

function eachLeafOnce(pairs: readonly Pair[]): readonly Pair[] {
  const seen = new Set<string>();
  return pairs.filter(({ leaf }) => {
    const isNew = !seen.has(fingerprint(leaf));
    seen.add(fingerprint(leaf));
    return isNew;
  });
}

function fingerprint({ certificate }: ReadBag): string {
  return certificate.facts.fingerprintSha256;
}

function matchingBags(key: KeyBag, bags: readonly ReadBag[], few: boolean): readonly ReadBag[] {
  const privateKey = readKey(key);
  if (privateKey === null) {
    // A key type this Node does not know: the file's own word is all there is.
    const id = key.localKeyId;
    return id === null ? [] : bags.filter((bag) => sameBytes(id, bag.localKeyId));
  }
  const sha256 = publicKeySha256(privateKey);
  const equal = bags.filter(({ certificate }) => certificate.publicKeySha256 === sha256);
  // The same key can be written in two ways (EC points, parameters of RSA).
  if (equal.length > 0 || !few) return equal;
  return bags.filter((bag) => belongs(privateKey, bag));
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

function toIdentity({ key, leaf }: Pair, bags: readonly ReadBag[]): Identity {
  const others = bags.map((bag) => bag.certificate);
  return {
    leaf: leaf.certificate,
    privateKey: keySecret(key.pkcs8),
    chain: orderChain(leaf.certificate, others),
    friendlyName: key.friendlyName ?? leaf.friendlyName,
    localKeyId: key.localKeyId ?? leaf.localKeyId,
  };
}

/** As `Identity` has it. */
export function keySecret(pkcs8: Uint8Array): Secret {
  return new Secret(Buffer.from(pkcs8).toString('base64'));
}

function readOne(der: Uint8Array): Certificate {
  try {
    return readCertificate(der);
  } catch (cause) {
    if (isWeborcaError(cause)) throw cause;
    throw damaged('certificate', cause);
  }
}
