import { createCipheriv } from 'node:crypto';
import { int, nul, octetString, oid, seq } from './der.ts';
import { derive } from './kdf.ts';
import { aes256Cbc, oids, tripleDesCbc } from './oids.ts';
import type { PasswordForm } from './password.ts';
import type { Scheme } from './scheme.ts';
import type { SealingFormat } from './types.ts';

export type RandomBytes = (size: number) => Uint8Array;

/** An encrypted part: its AlgorithmIdentifier and the ciphertext. */
export interface Encrypted {
  readonly algorithm: Uint8Array;
  readonly ciphertext: Uint8Array;
}

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
function modern(iterations: number, randomBytes: RandomBytes): Fresh {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const prf = seq(oid(oids.hmacSha256), nul());
  const kdf = seq(oid(oids.pbkdf2), seq(octetString(salt), int(iterations), prf));
  const algorithm = seq(oid(oids.pbes2), seq(kdf, seq(oid(oids.aes256Cbc), octetString(iv))));
  const derivation = { kind: 'pbkdf2', hash: 'sha256', salt, iterations, length: 32 } as const;
  return { algorithm, scheme: { cipher: aes256Cbc, derivations: [derivation], iv } };
}

/** pbeWithSHAAnd3-KeyTripleDES-CBC, RFC 7292 appendix C. */
function compatible(iterations: number, randomBytes: RandomBytes): Fresh {
  const salt = randomBytes(16);
  const algorithm = seq(oid(oids.pkcs12TripleDes), seq(octetString(salt), int(iterations)));
  const common = { kind: 'pkcs12', hash: 'sha1', salt, iterations } as const;
  const derivations = [
    { ...common, purpose: 1, length: tripleDesCbc.keyLength },
    { ...common, purpose: 2, length: tripleDesCbc.ivLength },
  ] as const;
  return { algorithm, scheme: { cipher: tripleDesCbc, derivations } };
}
