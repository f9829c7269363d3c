import { createCipheriv } from 'node:crypto';
import { int, nul, octetString, oid, seq } from './der.ts';
import { deriveKey } from './decrypt.ts';
import { ciphers, passwordBased } from './oids.ts';
import type { PasswordForm } from './password.ts';
import { damaged } from './problems.ts';
import type { Scheme } from './scheme.ts';
import type { SealingFormat } from './types.ts';

export type RandomBytes = (size: number) => Uint8Array;

/** An encrypted part: its AlgorithmIdentifier and the ciphertext. */
export interface Encrypted {
  readonly algorithm: Uint8Array;
  readonly ciphertext: Uint8Array;
}

const aes256 = '2.16.840.1.101.3.4.1.42';
const tripleDes = '1.2.840.113549.1.12.1.3';

/** Encrypts one part under a password, with fresh salt and IV. */
export async function encrypt(
  plain: Uint8Array,
  password: PasswordForm,
  format: SealingFormat,
  iterations: number,
  randomBytes: RandomBytes,
): Promise<Encrypted> {
  const { scheme, algorithm } =
    format === 'modern' ? modern(iterations, randomBytes) : compatible(iterations, randomBytes);
  const keyAndIv = await deriveKey(scheme, password);
  const { name, keyLength } = scheme.cipher;
  const iv = scheme.iv ?? keyAndIv.subarray(keyLength);
  const cipher = createCipheriv(name, keyAndIv.subarray(0, keyLength), iv);
  return { algorithm, ciphertext: Buffer.concat([cipher.update(plain), cipher.final()]) };
}

interface Fresh {
  readonly scheme: Scheme;
  readonly algorithm: Uint8Array;
}

/**
 * PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA-256. Salts of 16 bytes, and NULL in the parameters of
 * the PRF: BoringSSL refuses files without it.
 */
function modern(iterations: number, randomBytes: RandomBytes): Fresh {
  const cipher = ciphers[aes256];
  if (cipher === undefined) throw damaged('AES-256-CBC');
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const prf = seq(oid('1.2.840.113549.2.9'), nul());
  const kdf = seq(oid('1.2.840.113549.1.5.12'), seq(octetString(salt), int(iterations), prf));
  const algorithm = seq(oid('1.2.840.113549.1.5.13'), seq(kdf, seq(oid(aes256), octetString(iv))));
  const derivation = { kind: 'pbkdf2', hash: 'sha256', salt, iterations, length: 32 } as const;
  const label = `PBES2 ${cipher.label}`;
  return { algorithm, scheme: { label, iterations, cipher, derivations: [derivation], iv } };
}

/** pbeWithSHAAnd3-KeyTripleDES-CBC, RFC 7292 appendix C. */
function compatible(iterations: number, randomBytes: RandomBytes): Fresh {
  const known = passwordBased[tripleDes];
  if (known === undefined) throw damaged('3DES');
  const { cipher, label } = known;
  const salt = randomBytes(16);
  const algorithm = seq(oid(tripleDes), seq(octetString(salt), int(iterations)));
  const common = { kind: 'pkcs12', hash: 'sha1', salt, iterations } as const;
  const derivations = [
    { ...common, purpose: 1, length: cipher.keyLength },
    { ...common, purpose: 2, length: cipher.ivLength },
  ] as const;
  return { algorithm, scheme: { label, iterations, cipher, derivations } };
}
