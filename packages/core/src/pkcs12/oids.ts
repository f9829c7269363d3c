import type { Cipher, HashName } from './scheme.ts';

/** Those that are named one by one; families are below. */
export const oids = {
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  scrypt: '1.3.6.1.4.1.11591.4.11',
  pbmac1: '1.2.840.113549.1.5.14',
  pkcs12TripleDes: '1.2.840.113549.1.12.1.3',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
  hmacSha256: '1.2.840.113549.2.9',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
} as const;

/** A scheme that fixes derivation and cipher together. */
export interface PasswordBased {
  /** `pkcs12`: RFC 7292 appendix C. `pkcs5`: PBES1 with PBKDF1, RFC 8018 appendix A.3. */
  readonly family: 'pkcs12' | 'pkcs5';
  readonly label: string;
  readonly hash: HashName;
  readonly cipher: Cipher;
}

function rc2(bits: number): Cipher {
  return {
    name: 'rc2',
    label: `RC2-${bits}-CBC`,
    keyLength: bits / 8,
    ivLength: 8,
    effectiveBits: bits,
  };
}

function rc4(bits: number): Cipher {
  return { name: 'rc4', label: `RC4-${bits}`, keyLength: bits / 8, ivLength: 0 };
}

const des: Cipher = { name: 'des', label: 'DES-CBC', keyLength: 8, ivLength: 8 };
const tripleDes2: Cipher = { name: 'des-ede', label: '2DES-CBC', keyLength: 16, ivLength: 8 };
export const tripleDesCbc: Cipher = {
  name: 'des-ede3-cbc',
  label: '3DES-CBC',
  keyLength: 24,
  ivLength: 8,
};

function pkcs12(cipher: Cipher): PasswordBased {
  return { family: 'pkcs12', label: `PKCS#12 ${cipher.label}, SHA-1`, hash: 'sha1', cipher };
}

function pkcs5(hash: 'md5' | 'sha1', cipher: Cipher): PasswordBased {
  const label = `PBES1 ${cipher.label}, ${hash === 'md5' ? 'MD5' : 'SHA-1'}`;
  return { family: 'pkcs5', label, hash, cipher };
}

export const passwordBased: Readonly<Record<string, PasswordBased>> = {
  '1.2.840.113549.1.12.1.1': pkcs12(rc4(128)),
  '1.2.840.113549.1.12.1.2': pkcs12(rc4(40)),
  '1.2.840.113549.1.12.1.3': pkcs12(tripleDesCbc),
  '1.2.840.113549.1.12.1.4': pkcs12(tripleDes2),
  '1.2.840.113549.1.12.1.5': pkcs12(rc2(128)),
  '1.2.840.113549.1.12.1.6': pkcs12(rc2(40)),
  '1.2.840.113549.1.5.3': pkcs5('md5', des),
  '1.2.840.113549.1.5.6': pkcs5('md5', rc2(64)),
  '1.2.840.113549.1.5.10': pkcs5('sha1', des),
  '1.2.840.113549.1.5.11': pkcs5('sha1', rc2(64)),
};

function block(name: string, label: string, bits: number): Cipher {
  return { name, label, keyLength: bits / 8, ivLength: 16 };
}

export const aes256Cbc = block('aes-256-cbc', 'AES-256-CBC', 256);

/** Encryption schemes inside PBES2. */
export const ciphers: Readonly<Record<string, Cipher>> = {
  '2.16.840.1.101.3.4.1.2': block('aes-128-cbc', 'AES-128-CBC', 128),
  '2.16.840.1.101.3.4.1.22': block('aes-192-cbc', 'AES-192-CBC', 192),
  '2.16.840.1.101.3.4.1.42': aes256Cbc,
  '1.2.840.113549.3.7': tripleDesCbc,
  '1.3.14.3.2.7': des,
  '1.2.840.113549.3.2': rc2(32),
  '1.2.392.200011.61.1.1.1.2': block('camellia-128-cbc', 'Camellia-128-CBC', 128),
  '1.2.392.200011.61.1.1.1.3': block('camellia-192-cbc', 'Camellia-192-CBC', 192),
  '1.2.392.200011.61.1.1.1.4': block('camellia-256-cbc', 'Camellia-256-CBC', 256),
  '1.2.410.200046.1.1.2': block('aria-128-cbc', 'ARIA-128-CBC', 128),
  '1.2.410.200046.1.1.7': block('aria-192-cbc', 'ARIA-192-CBC', 192),
  '1.2.410.200046.1.1.12': block('aria-256-cbc', 'ARIA-256-CBC', 256),
};

/** RFC 8018 appendix B.1, RFC 8702 and NIST's list for SHA-3. */
export const hmacs: Readonly<Record<string, HashName>> = {
  '1.3.6.1.5.5.8.1.1': 'md5',
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
  '1.2.840.113549.2.12': 'sha512-224',
  '1.2.840.113549.2.13': 'sha512-256',
  '2.16.840.1.101.3.4.2.13': 'sha3-224',
  '2.16.840.1.101.3.4.2.14': 'sha3-256',
  '2.16.840.1.101.3.4.2.15': 'sha3-384',
  '2.16.840.1.101.3.4.2.16': 'sha3-512',
};

export const hashes: Readonly<Record<string, HashName>> = {
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.5': 'sha512-224',
  '2.16.840.1.101.3.4.2.6': 'sha512-256',
  '2.16.840.1.101.3.4.2.7': 'sha3-224',
  '2.16.840.1.101.3.4.2.8': 'sha3-256',
  '2.16.840.1.101.3.4.2.9': 'sha3-384',
  '2.16.840.1.101.3.4.2.10': 'sha3-512',
};

export const content = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
} as const;

export const bags = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  secret: '1.2.840.113549.1.12.10.1.5',
  safeContents: '1.2.840.113549.1.12.10.1.6',
  x509: '1.2.840.113549.1.9.22.1',
} as const;

export const attributes = {
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
} as const;

/** Names for what is known but not supported, so that a person can look it up. */
export const otherNames: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.7.2': 'signedData (public-key integrity)',
  '1.2.840.113549.1.7.3': 'envelopedData (public-key privacy)',
  '1.2.840.113549.1.5.1': 'PBES1 DES-CBC, MD2',
  '1.2.840.113549.1.5.4': 'PBES1 RC2-64-CBC, MD2',
  '1.2.840.113549.2.2': 'MD2',
  '1.2.840.113549.2.4': 'MD4',
  '1.2.840.113549.3.9': 'RC5-CBC-PAD',
  '1.2.156.10197.1.104.2': 'SM4-CBC',
  '1.2.156.10197.1.401': 'SM3',
  '1.2.643.7.1.1.2.2': 'GOST R 34.11-2012 (256)',
  '1.2.643.7.1.1.2.3': 'GOST R 34.11-2012 (512)',
  '1.2.643.2.2.9': 'GOST R 34.11-94',
  '1.2.643.2.2.21': 'GOST 28147-89',
  '1.2.643.7.1.1.5.2.2': 'GOST R 34.12-2015 Kuznyechik',
  '2.16.840.1.101.3.4.1.6': 'AES-128-GCM',
  '2.16.840.1.101.3.4.1.46': 'AES-256-GCM',
};
