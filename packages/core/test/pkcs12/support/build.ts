import {
  explicitly,
  implicitOctets,
  int,
  nul,
  octetString,
  oid,
  seq,
} from '../../../src/pkcs12/der.ts';
import { bags, content } from '../../../src/pkcs12/oids.ts';

// Files that no producer at hand writes, put together piece by piece.

export function certificateBag(der: Uint8Array): Uint8Array {
  const value = seq(oid(bags.x509), explicitly(0, octetString(der)));
  return seq(oid(bags.certificate), explicitly(0, value));
}

export function keyBag(pkcs8: Uint8Array): Uint8Array {
  return seq(oid(bags.key), explicitly(0, pkcs8));
}

/** @param encrypted EncryptedPrivateKeyInfo */
export function shroudedKeyBag(encrypted: Uint8Array): Uint8Array {
  return seq(oid(bags.shroudedKey), explicitly(0, encrypted));
}

export function plainSafe(...contents: readonly Uint8Array[]): Uint8Array {
  return seq(oid(content.data), explicitly(0, octetString(seq(...contents))));
}

export function encryptedSafe(algorithm: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  const info = seq(oid(content.data), algorithm, implicitOctets(0, ciphertext));
  return seq(oid(content.encryptedData), explicitly(0, seq(int(0), info)));
}

/** Without a MAC, unless one is given as MacData. */
export function pfx(safes: readonly Uint8Array[], ...mac: readonly Uint8Array[]): Uint8Array {
  return seq(int(3), seq(oid(content.data), explicitly(0, octetString(seq(...safes)))), ...mac);
}

/** MacData whose digest is zeros: for what must be refused before it is looked at. */
export function macData(hashOid: string, digestLength: number, iterations: number): Uint8Array {
  const digestInfo = seq(seq(oid(hashOid), nul()), octetString(new Uint8Array(digestLength)));
  return seq(digestInfo, octetString(new Uint8Array(8)), int(iterations));
}

/** PBES2 with PBKDF2-HMAC-SHA-256 and the cipher of this identifier. */
export function pbes2(cipher: string, iv: Uint8Array, iterations = 1000): Uint8Array {
  const prf = seq(oid('1.2.840.113549.2.9'), nul());
  const kdf = seq(
    oid('1.2.840.113549.1.5.12'),
    seq(octetString(new Uint8Array(8)), int(iterations), prf),
  );
  return seq(oid('1.2.840.113549.1.5.13'), seq(kdf, seq(oid(cipher), octetString(iv))));
}

/** PBES2 with scrypt (RFC 7914, 7) and AES-256-CBC. */
export function scryptPbes2(cost: number, blockSize: number, parallel: number): Uint8Array {
  const kdf = seq(
    oid('1.3.6.1.4.1.11591.4.11'),
    seq(octetString(new Uint8Array(8)), int(cost), int(blockSize), int(parallel)),
  );
  const aes = seq(oid('2.16.840.1.101.3.4.1.42'), octetString(new Uint8Array(16)));
  return seq(oid('1.2.840.113549.1.5.13'), seq(kdf, aes));
}
