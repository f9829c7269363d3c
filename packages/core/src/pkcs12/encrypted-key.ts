import { createPrivateKey, type KeyObject } from 'node:crypto';
import { isWeborcaError } from '../errors.ts';
import type { Secret } from '../secret.ts';
import { readScheme } from './algorithms.ts';
import { decode, octets, sequence } from './asn1.ts';
import { decrypt, deriveKey } from './encryption.ts';
import type { Budget } from './limits.ts';
import { passwordForm } from './password.ts';

const at = 'encrypted key';

/**
 * Opens an EncryptedPrivateKeyInfo (RFC 5958, 3) within a budget: how often its password is hashed
 * stands in the file, and a hostile one would keep `createPrivateKey` busy for hours.
 *
 * @returns null when the passphrase is not the right one, or it is no such key
 * @throws WeborcaError `pkcs12-limit`
 */
export async function openEncryptedKey(
  der: Uint8Array,
  passphrase: Secret,
  budget: Budget,
): Promise<KeyObject | null> {
  try {
    const [algorithm, ciphertext] = sequence(decode(der, at), at);
    const scheme = readScheme(algorithm);
    const derived = await deriveKey(scheme, passwordForm(passphrase.reveal()), budget);
    const pkcs8 = decrypt(scheme, derived, octets(ciphertext, at));
    return pkcs8 === null ? null : readKey(pkcs8);
  } catch (error) {
    if (isWeborcaError(error) && error.code !== 'pkcs12-limit') return null;
    throw error;
  }
}

function readKey(pkcs8: Uint8Array): KeyObject | null {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch {
    // One wrong passphrase in 256 leaves what looks like padding.
    return null;
  }
}
