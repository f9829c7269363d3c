import {
  children,
  type Element,
  identifier,
  isInteger,
  isSequence,
  natural,
  octets,
  sequence,
} from './asn1.ts';
import { ciphers, hashes, hmacs, oids, passwordBased, type PasswordBased } from './oids.ts';
import { damaged, unsupported } from './problems.ts';
import type { Cipher, Derivation, HashName, Scheme } from './scheme.ts';

const at = 'encryption parameters';

/** Reads the AlgorithmIdentifier of an encrypted part. Throws `pkcs12-unsupported` with its name. */
export function readScheme(algorithm: Element | undefined): Scheme {
  const [type, parameters] = sequence(algorithm, at);
  const oid = identifier(type, at);
  if (oid === oids.pbes2) return readPbes2(parameters);
  const scheme = passwordBased[oid];
  if (scheme === undefined) throw unsupported(oid);
  return readPasswordBased(scheme, parameters);
}

/** PBES1 of RFC 8018 section 6.1 and the schemes of RFC 7292 appendix C: salt and iterations. */
function readPasswordBased(scheme: PasswordBased, parameters: Element | undefined): Scheme {
  const [saltElement, iterationsElement] = sequence(parameters, at);
  const salt = octets(saltElement, at);
  const iterations = iterationCount(iterationsElement);
  const { cipher, hash, label } = scheme;
  if (scheme.family === 'pkcs5') {
    const both: Derivation = { kind: 'pbkdf1', hash, salt, iterations, length: 16 };
    return { label, iterations, cipher, derivations: [both] };
  }
  const key: Derivation = {
    kind: 'pkcs12',
    hash,
    salt,
    iterations,
    purpose: 1,
    length: cipher.keyLength,
  };
  const iv: Derivation = { ...key, purpose: 2, length: cipher.ivLength };
  return { label, iterations, cipher, derivations: cipher.ivLength > 0 ? [key, iv] : [key] };
}

/** RFC 8018 section 6.2. */
function readPbes2(parameters: Element | undefined): Scheme {
  const [kdf, encryption] = sequence(parameters, at);
  const { cipher, iv } = readCipher(encryption);
  const { derivation, name } = readKdf(kdf, cipher.keyLength);
  return {
    label: `PBES2 ${cipher.label}, ${name}`,
    iterations: derivation.iterations,
    cipher,
    derivations: [derivation],
    iv,
  };
}

function readCipher(algorithm: Element | undefined): { cipher: Cipher; iv: Uint8Array } {
  const [type, parameters] = sequence(algorithm, at);
  const oid = identifier(type, at);
  const cipher = ciphers[oid];
  if (cipher === undefined) throw unsupported(oid);
  if (!isSequence(parameters)) return { cipher, iv: checkIv(octets(parameters, at), cipher) };
  // RC2-CBC: SEQUENCE { version INTEGER OPTIONAL, iv } (RFC 8018 B.2.3).
  const fields = children(parameters, at);
  const iv = octets(fields.at(-1), at);
  const bits = isInteger(fields[0]) ? rc2Bits[natural(fields[0], at)] : 32;
  if (cipher.name !== 'rc2' || bits === undefined) throw unsupported(cipher.label);
  const sized = { ...cipher, effectiveBits: bits, keyLength: bits / 8, label: `RC2-${bits}-CBC` };
  return { cipher: sized, iv: checkIv(iv, sized) };
}

const rc2Bits: Readonly<Record<number, number>> = { 160: 40, 120: 64, 58: 128 };

function checkIv(iv: Uint8Array, cipher: Cipher): Uint8Array {
  if (iv.length !== cipher.ivLength) throw damaged(at);
  return iv;
}

/**
 * PBKDF2 (RFC 8018 A.2) or scrypt (RFC 7914 section 7).
 *
 * @param length bytes the cipher needs; null: the parameters must say it (RFC 9579 section 4)
 */
export function readKdf(
  algorithm: Element | undefined,
  length: number | null,
): { readonly derivation: Derivation; readonly name: string } {
  const [type, parameters] = sequence(algorithm, at);
  const oid = identifier(type, at);
  if (oid === oids.scrypt) return readScrypt(parameters, length);
  if (oid !== oids.pbkdf2) throw unsupported(oid);
  const fields = sequence(parameters, at);
  const hasLength = isInteger(fields[2]);
  const prf = fields[hasLength ? 3 : 2];
  const hash = prf === undefined ? 'sha1' : readHmac(prf);
  const derivation: Derivation = {
    kind: 'pbkdf2',
    hash,
    salt: octets(fields[0], at),
    iterations: iterationCount(fields[1]),
    length: derivedLength(hasLength ? fields[2] : undefined, length),
  };
  return { derivation, name: `PBKDF2 ${hmacLabel(hash)}` };
}

function readScrypt(
  parameters: Element | undefined,
  length: number | null,
): { readonly derivation: Derivation; readonly name: string } {
  const [salt, cost, blockSize, parallel, stated] = sequence(parameters, at);
  const derivation: Derivation = {
    kind: 'scrypt',
    salt: octets(salt, at),
    iterations: natural(cost, at),
    blockSize: natural(blockSize, at),
    parallel: natural(parallel, at),
    length: derivedLength(stated, length),
  };
  return { derivation, name: 'scrypt' };
}

/**
 * What the cipher needs, whatever is stated: NSS of 2017 states 288 for AES-128, and reads what the
 * cipher's identifier says. More bytes of PBKDF2 or scrypt begin with the same ones.
 */
function derivedLength(stated: Element | undefined, needed: number | null): number {
  if (needed !== null) return needed;
  if (stated === undefined) throw damaged(at);
  const length = natural(stated, at);
  // Nothing uses more than a SHA-512 block; RFC 9579 asks for at least 20.
  if (length < 1 || length > 128) throw damaged(at);
  return length;
}

/** RFC 8018 and RFC 7292 want it positive; the upper limit is the budget's affair. */
export function iterationCount(element: Element | undefined): number {
  const count = natural(element, at);
  if (count === 0) throw damaged(at);
  return count;
}

export function readHmac(algorithm: Element | undefined): HashName {
  const oid = identifier(sequence(algorithm, at)[0], at);
  const hash = hmacs[oid];
  if (hash === undefined) throw unsupported(oid);
  return hash;
}

export function readHash(algorithm: Element | undefined): HashName {
  const oid = identifier(sequence(algorithm, at)[0], at);
  const hash = hashes[oid];
  if (hash === undefined) throw unsupported(oid);
  return hash;
}

export function hmacLabel(hash: HashName): string {
  return `HMAC-${hashLabels[hash]}`;
}

const hashLabels: Readonly<Record<HashName, string>> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha224: 'SHA-224',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
  'sha512-224': 'SHA-512/224',
  'sha512-256': 'SHA-512/256',
  'sha3-224': 'SHA3-224',
  'sha3-256': 'SHA3-256',
  'sha3-384': 'SHA3-384',
  'sha3-512': 'SHA3-512',
};
