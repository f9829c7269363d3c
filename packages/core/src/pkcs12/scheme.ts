/** Names as `node:crypto` knows them. */
export type HashName =
  | 'md5'
  | 'sha1'
  | 'sha224'
  | 'sha256'
  | 'sha384'
  | 'sha512'
  | 'sha512-224'
  | 'sha512-256'
  | 'sha3-224'
  | 'sha3-256'
  | 'sha3-384'
  | 'sha3-512';

/** Bytes of output. */
export const hashLengths: Readonly<Record<HashName, number>> = {
  md5: 16,
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
  'sha512-224': 28,
  'sha512-256': 32,
  'sha3-224': 28,
  'sha3-256': 32,
  'sha3-384': 48,
  'sha3-512': 64,
};

/** `v` of RFC 7292 B.2: the length of a block of the hash, in bytes; for SHA-3 its rate. */
export const blockLengths: Readonly<Record<HashName, number>> = {
  md5: 64,
  sha1: 64,
  sha224: 64,
  sha256: 64,
  sha384: 128,
  sha512: 128,
  'sha512-224': 128,
  'sha512-256': 128,
  'sha3-224': 144,
  'sha3-256': 136,
  'sha3-384': 104,
  'sha3-512': 72,
};

export interface Cipher {
  /** Ours for `rc2`, `rc4`, `des`, `des-ede`; else the name `node:crypto` knows. */
  readonly name: string;
  readonly label: string;
  readonly keyLength: number;
  /** Zero for a stream cipher. */
  readonly ivLength: number;
  /** RC2 only (RFC 2268, section 2). */
  readonly effectiveBits?: number;
}

interface Common {
  readonly salt: Uint8Array;
  readonly iterations: number;
  /** Bytes wanted. */
  readonly length: number;
}

/** One derivation of bytes from the password. Derivations of a file do not depend on each other. */
export type Derivation =
  | (Common & {
      readonly kind: 'pkcs12';
      readonly hash: HashName;
      /** RFC 7292 B.3: 1 key, 2 initialisation vector, 3 MAC key. */
      readonly purpose: 1 | 2 | 3;
    })
  | (Common & { readonly kind: 'pbkdf1'; readonly hash: HashName })
  | (Common & { readonly kind: 'pbkdf2'; readonly hash: HashName })
  | (Common & { readonly kind: 'scrypt'; readonly blockSize: number; readonly parallel: number });

/** How a part is encrypted: what to derive, and for which cipher. */
export interface Scheme {
  /** For people, see `EncryptionFacts.algorithm`. */
  readonly label: string;
  readonly iterations: number;
  readonly cipher: Cipher;
  /** The results, one after the other, are the key followed by the IV, unless `iv` is given. */
  readonly derivations: readonly Derivation[];
  readonly iv?: Uint8Array;
}

/** The integrity check of the whole file. */
export interface MacScheme {
  readonly label: string;
  readonly iterations: number;
  readonly hash: HashName;
  readonly derivation: Derivation;
  readonly expected: Uint8Array;
}
