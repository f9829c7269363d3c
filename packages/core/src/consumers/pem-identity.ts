import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { Certificate } from '../certificate/facts.ts';
import { isWeborcaError } from '../errors.ts';
import { orderChain } from '../pkcs12/chain.ts';
import { readPemOrDer } from '../pkcs12/read-pem-or-der.ts';
import type { Identity } from '../pkcs12/types.ts';
import { Secret } from '../secret.ts';
import { sha256 } from './digest.ts';
import { isEncryptedKey, openKey } from './pem-files.ts';

/** What a certificate file and the keys around it are together. */
export type PemIdentity =
  | {
      readonly kind: 'opened';
      readonly identity: Identity;
      /** Null: the key was plain. */
      readonly passphrase: Secret | null;
    }
  | { readonly kind: 'no-key'; readonly leaf: Certificate }
  | { readonly kind: 'unusable' };

/**
 * Makes an identity of PEM files: the first certificate is the leaf (as TLS programs read them), its
 * key is the one that fits, whichever file it is in and whichever passphrase opens it.
 */
export function identityOfPem(
  certificate: Uint8Array,
  keys: readonly Uint8Array[],
  passphrases: readonly Secret[],
): PemIdentity {
  const [leaf, ...others] = read(certificate);
  if (leaf === undefined) return { kind: 'unusable' };
  for (const bytes of keys) {
    const candidates = isEncryptedKey(bytes) ? passphrases : [null];
    for (const passphrase of candidates) {
      const key = openKey(bytes, passphrase);
      if (key === null) continue;
      if (!belongs(key, leaf)) break;
      const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
      const identity: Identity = {
        leaf,
        privateKey: new Secret(pkcs8.toString('base64')),
        chain: orderChain(leaf, others),
        friendlyName: null,
        localKeyId: null,
      };
      return { kind: 'opened', identity, passphrase };
    }
  }
  return { kind: 'no-key', leaf };
}

function belongs(key: KeyObject, { publicKeySha256, der }: Certificate): boolean {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  // The same key can be written in two ways (EC points, parameters of RSA).
  return sha256(spki) === publicKeySha256 || new X509Certificate(der).checkPrivateKey(key);
}

function read(bytes: Uint8Array): readonly Certificate[] {
  try {
    return readPemOrDer(bytes).certificates;
  } catch (error) {
    if (isWeborcaError(error)) return [];
    throw error;
  }
}
