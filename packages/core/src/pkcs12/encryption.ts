import { createCipheriv, createDecipheriv } from 'node:crypto';
import { int, nul, octetString, oid, seq } from './der.ts';
import { derive } from './kdf.ts';
import type { Budget } from './limits.ts';
import { aes256Cbc, oids, tripleDesCbc } from './oids.ts';
import type { PasswordForm } from './password.ts';
import { damaged, unsupported } from './problems.ts';
import { decryptRc2Cbc } from './rc2.ts';
import { rc4 } from './rc4.ts';
import type { Cipher, Scheme } from './scheme.ts';
import type { SealingFormat } from './types.ts';

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
      ? decryptRc2Cbc(
          { key, effectiveBits: cipher.effectiveBits ?? cipher.keyLength * 8, iv },
          data,
        )
      : decryptNative(cipher, { key, iv }, data);
  return withoutPadding(padded, cipher.ivLength);
}

function decryptNative(
  cipher: Cipher,
  { key, iv }: { readonly key: Uint8Array; readonly iv: Uint8Array },
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

export type RandomBytes = (size: number) => Uint8Array;

/** An encrypted part: its AlgorithmIdentifier and the ciphertext. */
export interface Encrypted {
  readonly algorithm: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** How parts are encrypted and the whole is protected against changes. */
export interface Sealing {
  readonly format: SealingFormat;
  readonly iterations: number;
  readonly randomBytes: RandomBytes;
}

/** Encrypts one part under a password, with fresh salt and IV. */
export async function encrypt(
  plain: Uint8Array,
  password: PasswordForm,
  sealing: Sealing,
): Promise<Encrypted> {
  const { scheme, algorithm } = sealing.format === 'modern' ? modern(sealing) : compatible(sealing);
  const keyAndIv = Buffer.concat(
    await Promise.all(scheme.derivations.map((one) => derive(one, password))),
  );
  const { name, keyLength } = scheme.cipher;
  const iv = scheme.iv ?? keyAndIv.subarray(keyLength);
  const cipher = createCipheriv(name, keyAndIv.subarray(0, keyLength), iv);
  return { algorithm, ciphertext: Buffer.concat([cipher.update(plain), cipher.final()]) };
}

interface Fresh {
  readonly scheme: Pick<Scheme, 'cipher' | 'derivations' | 'iv'>;
  readonly algorithm: Uint8Array;
}

/**
 * PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA-256. Salts of 16 bytes, and NULL in the parameters of
 * the PRF: BoringSSL refuses files without it.
 */
function modern({ iterations, randomBytes }: Sealing): Fresh {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const prf = seq(oid(oids.hmacSha256), nul());
  const kdf = seq(oid(oids.pbkdf2), seq(octetString(salt), int(iterations), prf));
  const algorithm = seq(oid(oids.pbes2), seq(kdf, seq(oid(oids.aes256Cbc), octetString(iv))));
  const derivation = { kind: 'pbkdf2', hash: 'sha256', salt, iterations, length: 32 } as const;
  return { algorithm, scheme: { cipher: aes256Cbc, derivations: [derivation], iv } };
}

/** pbeWithSHAAnd3-KeyTripleDES-CBC, RFC 7292 appendix C. */
function compatible({ iterations, randomBytes }: Sealing): Fresh {
  const salt = randomBytes(16);
  const algorithm = seq(oid(oids.pkcs12TripleDes), seq(octetString(salt), int(iterations)));
  const common = { kind: 'pkcs12', hash: 'sha1', salt, iterations } as const;
  const derivations = [
    { ...common, purpose: 1, length: tripleDesCbc.keyLength },
    { ...common, purpose: 2, length: tripleDesCbc.ivLength },
  ] as const;
  return { algorithm, scheme: { cipher: tripleDesCbc, derivations } };
}
