import { createDecipheriv } from 'node:crypto';
import { derive } from './kdf.ts';
import type { Budget } from './limits.ts';
import type { PasswordForm } from './password.ts';
import { damaged, unsupported } from './problems.ts';
import { decryptRc2Cbc } from './rc2.ts';
import { rc4 } from './rc4.ts';
import type { Cipher, Scheme } from './scheme.ts';

/** Key and IV of an encrypted part, one after the other. */
export async function deriveKey(
  { derivations }: Scheme,
  password: PasswordForm,
  budget: Budget,
): Promise<Uint8Array> {
  for (const derivation of derivations) budget.spend(derivation);
  return Buffer.concat(await Promise.all(derivations.map((one) => derive(one, password))));
}

/**
 * The plaintext, or null when the padding shows that the key is not the right one.
 *
 * @throws `pkcs12-unsupported` when this Node has no such cipher, `pkcs12-damaged` when the
 * ciphertext is not made of whole blocks
 */
export function decrypt(scheme: Scheme, keyAndIv: Uint8Array, data: Uint8Array): Uint8Array | null {
  const { cipher } = scheme;
  const key = keyAndIv.subarray(0, cipher.keyLength);
  const iv = scheme.iv ?? keyAndIv.subarray(cipher.keyLength, cipher.keyLength + cipher.ivLength);
  if (cipher.ivLength === 0) return rc4(key, data);
  if (data.length === 0 || data.length % cipher.ivLength !== 0) throw damaged('encrypted part');
  const padded =
    cipher.name === 'rc2'
      ? decryptRc2Cbc(key, cipher.effectiveBits ?? cipher.keyLength * 8, iv, data)
      : decryptNative(cipher, key, iv, data);
  return withoutPadding(padded, cipher.ivLength);
}

function decryptNative(
  cipher: Cipher,
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
): Uint8Array {
  try {
    const decipher = createDecipheriv(...nativeCipher(cipher, key), iv);
    decipher.setAutoPadding(false);
    return Buffer.concat([decipher.update(data), decipher.final()]);
  } catch (cause) {
    throw unsupported(cipher.label, cause);
  }
}

/** DES and two-key 3DES are three-key 3DES with keys used again; that one exists everywhere. */
function nativeCipher({ name }: Cipher, key: Uint8Array): [string, Uint8Array] {
  if (name === 'des') return ['des-ede3-cbc', Buffer.concat([key, key, key])];
  if (name === 'des-ede') return ['des-ede3-cbc', Buffer.concat([key, key.subarray(0, 8)])];
  return [name, key];
}

/** RFC 8018 section 6.1.1, step 4. */
function withoutPadding(data: Uint8Array, blockLength: number): Uint8Array | null {
  const count = data.at(-1) ?? 0;
  if (count < 1 || count > blockLength || count > data.length) return null;
  const padding = data.subarray(data.length - count);
  return padding.every((byte) => byte === count) ? data.subarray(0, data.length - count) : null;
}
