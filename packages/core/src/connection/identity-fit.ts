import { createPrivateKey, X509Certificate } from 'node:crypto';
import { WeborcaError } from '../errors.ts';
import type { Identity } from '../pkcs12/types.ts';

/**
 * Looks at the identity before it is used: TLS takes an RSA key with an EC certificate without a
 * word, and the server then sees no certificate at all.
 *
 * @throws WeborcaError `pkcs12-damaged`, at `private key` (unreadable) or `key pair` (key and
 *   certificate do not belong together)
 */
export function assertKeyFits(identity: Identity): void {
  const der = Buffer.from(identity.privateKey.reveal(), 'base64');
  let fits: boolean;
  try {
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    fits = new X509Certificate(identity.leaf.der).checkPrivateKey(key);
  } catch (error) {
    throw new WeborcaError('pkcs12-damaged', { at: 'private key' }, { cause: error });
  }
  if (!fits) throw new WeborcaError('pkcs12-damaged', { at: 'key pair' });
}
