import type { Certificate } from '../certificate/facts.ts';
import type { Secret } from '../secret.ts';
import type { OpeningNote } from '../words/notes.ts';

/** A private key with the certificate that belongs to it, and the rest of its chain. */
export interface Identity {
  readonly leaf: Certificate;
  /** PKCS#8 in DER, base64: a key is as secret as a password. */
  readonly privateKey: Secret;
  /** Issuers from the leaf upwards as far as the file has them, then what else has no key in it. */
  readonly chain: readonly Certificate[];
  readonly friendlyName: string | null;
  readonly localKeyId: Uint8Array | null;
}

export interface EncryptionFacts {
  readonly for: 'key' | 'certificates';
  /** For example `PBES2 AES-256-CBC, PBKDF2 HMAC-SHA-256`, `PKCS#12 RC2-40-CBC, SHA-1`, `none`. */
  readonly algorithm: string;
  readonly iterations: number;
}

export interface MacFacts {
  /** `HMAC-SHA-256`, `PBMAC1 HMAC-SHA-256`, … */
  readonly algorithm: string;
  readonly iterations: number;
}

/** What a file is made of, to be written again as it is: see `besidesOf`. */
export interface Pieces {
  readonly keys: readonly KeyPiece[];
  readonly certificates: readonly CertificatePiece[];
  /** Whole bags under passwords of their own: keys that did not open, Java's secret keys. */
  readonly locked: readonly Uint8Array[];
  /** Whole bags of which nothing is known. */
  readonly unknown: readonly Uint8Array[];
}

export interface KeyPiece {
  /** As in `Identity`. */
  readonly privateKey: Secret;
  /** The bag as it is, where the key has another password than the file. */
  readonly apart: Uint8Array | null;
  /** SET OF Attribute: its name, what certificate it belongs to, and what its producer put there. */
  readonly attributes: Uint8Array | null;
}

export interface CertificatePiece {
  readonly certificate: Certificate;
  readonly attributes: Uint8Array | null;
}

export interface OpenedPkcs12 {
  readonly identity: Identity;
  /** What else in the file has its key: older ones, other clients. */
  readonly others: readonly Identity[];
  readonly pieces: Pieces;
  /** The key opened under a password of its own, not under the file's. */
  readonly keyApart: boolean;
  /** The password that opened it, exactly (a dropped line end is not in it). */
  readonly password: Secret;
  readonly mac: MacFacts | null;
  readonly encryption: readonly EncryptionFacts[];
  readonly notes: readonly OpeningNote[];
}

/** Everything a file holds, also when that is no identity: a trust store, a key alone. */
export interface Pkcs12Contents extends Omit<OpenedPkcs12, 'identity'> {
  /** Null when no key has its certificate beside it. */
  readonly identity: Identity | null;
  /** Each once: leaf, chain and the leaves of others; or as the file has them without an identity. */
  readonly certificates: readonly Certificate[];
  readonly keyCount: number;
}

/** `modern`: AES-256, SHA-256. `compatible`: 3DES, SHA-1, for Windows before 2019 and old Java. */
export type SealingFormat = 'modern' | 'compatible';

/** What a file shows without its password: how it is protected. */
export interface Pkcs12Structure {
  readonly mac: MacFacts | null;
  readonly encryption: readonly EncryptionFacts[];
}
