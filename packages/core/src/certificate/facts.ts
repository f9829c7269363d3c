/**
 * What a certificate says, as people and scripts see it. Part of every `--json` answer, together
 * with `daysLeft`, which depends on the clock (`daysLeft` in `state.ts`).
 */
export interface CertificateFacts {
  /**
   * RFC 4514, most specific first: `CN=client001,OU=…,O=…,C=JP`. Control characters are cleaned, and
   * what is longer than any honest name ends in `…`; so in the texts below.
   */
  readonly subject: string;
  /** The subject's last CN; empty if it has none. Cleaned. */
  readonly commonName: string;
  readonly issuer: string;
  /** Upper-case hex, as `openssl x509 -serial` prints it. */
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Lower-case hex of the DER's SHA-256, without colons. */
  readonly fingerprintSha256: string;
  /** `RSA 2048`, `EC P-256`, `Ed25519`. */
  readonly publicKey: string;
}

/** A certificate that was read: its facts, and what the checks of a renewal compare. */
export interface Certificate {
  readonly facts: CertificateFacts;
  readonly der: Uint8Array;
  /** The encoded Names: equal bytes mean the same subject or issuer. */
  readonly subjectDer: Uint8Array;
  readonly issuerDer: Uint8Array;
  /** Lower-case hex of the SHA-256 of the SubjectPublicKeyInfo: the same for the same key. */
  readonly publicKeySha256: string;
  /** Comparable strength in bits (NIST SP 800-57 part 1, table 2): RSA 2048 is 112, P-256 is 128. */
  readonly strength: number;
  readonly isCa: boolean;
  /** Extended key usage allows clientAuth, or there is no such extension (RFC 5280, 4.2.1.12). */
  readonly clientAuth: boolean;
}
