import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { Certificate } from '../certificate/facts.ts';
import { latestOfFirst, orderChain } from '../certificate/several.ts';
import { isWeborcaError } from '../errors.ts';
import { openEncryptedKey } from '../pkcs12/encrypted-key.ts';
import { createBudget, defaultLimits, type Budget } from '../pkcs12/limits.ts';
import { randomPassword } from '../pkcs12/random-password.ts';
import { countCertificates, readPemOrDer } from '../pkcs12/read-pem-or-der.ts';
import type { Identity } from '../pkcs12/types.ts';
import { Secret } from '../secret.ts';
import { sha256Hex } from '../bytes.ts';
import { isEncryptedKey, openKey } from './pem-text.ts';

/** A certificate with its key. */
export interface OpenedPem {
  readonly identity: Identity;
  /** Null: the key was plain. */
  readonly passphrase: Secret | null;
}

/** What a certificate file and the keys around it are together. */
export type PemIdentity =
  | ({ readonly kind: 'opened' } & OpenedPem)
  | { readonly kind: 'no-key'; readonly leaf: Certificate }
  | { readonly kind: 'unusable' };

/**
 * Makes an identity of PEM files: the certificate and the key that fit each other, whichever files
 * they are in, whichever passphrase opens the key, and wherever the certificate stands among others.
 * Of several that fit, the latest for the same subject.
 *
 * @throws WeborcaError `pkcs12-limit` when trying would take too long
 */
export async function identityOfPem(
  certificate: Uint8Array,
  keys: readonly Uint8Array[],
  passphrases: readonly Secret[],
  budget: Budget = createBudget(defaultLimits),
): Promise<PemIdentity> {
  budget.admit({ certificates: countCertificates(certificate), keys: 0 });
  const certificates = read(certificate);
  const leaf = certificates.find(({ isCa }) => !isCa) ?? certificates[0];
  if (leaf === undefined) return { kind: 'unusable' };
  const found: OpenedPem[] = [];
  for (const bytes of keys) {
    for (const passphrase of isEncryptedKey(bytes) ? passphrases : [null]) {
      const key = await open(bytes, passphrase, budget);
      if (key === null) continue;
      for (const one of certificates.filter((other) => belongs(key, other))) {
        found.push({ identity: identityOf(one, key, certificates), passphrase });
      }
      break;
    }
  }
  const [latest] = latestOfFirst(found, ({ identity }) => identity.leaf);
  return latest === undefined ? { kind: 'no-key', leaf } : { kind: 'opened', ...latest };
}

function identityOf(
  leaf: Certificate,
  key: KeyObject,
  certificates: readonly Certificate[],
): Identity {
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
  return {
    leaf,
    privateKey: new Secret(pkcs8.toString('base64')),
    chain: orderChain(
      leaf,
      certificates.filter((one) => one !== leaf),
    ),
    friendlyName: null,
    localKeyId: null,
  };
}

/**
 * The store's versions are .p12 files, so one is made. Its password is the key's own passphrase:
 * the person who put the files there has it in settings already, and consumers that get "the new password"
 * find that nothing is to be changed. A key without one says nothing about a password, and gets a
 * random one: the copy in the store and the backups is not to be the easier one to steal.
 */
export async function sealPem(
  { identity, passphrase }: OpenedPem,
  randomBytes: (size: number) => Uint8Array,
): Promise<{ readonly p12: Uint8Array; readonly password: Secret }> {
  const { sealPkcs12 } = await import('../pkcs12/seal.ts');
  const password = passphrase ?? randomPassword(randomBytes);
  const p12 = await sealPkcs12(identity, password, { format: 'modern', randomBytes });
  return { p12, password };
}

async function open(
  bytes: Uint8Array,
  passphrase: Secret | null,
  budget: Budget,
): Promise<KeyObject | null> {
  const body = /-----BEGIN ENCRYPTED PRIVATE KEY-----([^-]*)-----END/.exec(
    Buffer.from(bytes).toString('latin1'),
  )?.[1];
  if (passphrase === null || body === undefined) return openKey(bytes, passphrase);
  return openEncryptedKey(Buffer.from(body, 'base64'), passphrase, budget);
}

function belongs(key: KeyObject, { publicKeySha256, der }: Certificate): boolean {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  // The same key can be written in two ways (EC points, parameters of RSA).
  return sha256Hex(spki) === publicKeySha256 || new X509Certificate(der).checkPrivateKey(key);
}

function read(bytes: Uint8Array): readonly Certificate[] {
  try {
    return readPemOrDer(bytes).certificates;
  } catch (error) {
    if (isWeborcaError(error)) return [];
    throw error;
  }
}
