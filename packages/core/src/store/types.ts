import type { CertificateFacts } from '../certificate/facts.ts';
import type { Secret } from '../secret.ts';

/** How a version came into the store. */
export type VersionOrigin = 'added' | 'renewed' | 'received' | 'adopted' | 'restored';

/** `manifest.json`: everything `check` and `status` need without opening the PKCS#12. */
export interface VersionManifest {
  readonly schemaVersion: 1;
  readonly facts: CertificateFacts;
  /** Lower-case hex of the SHA-256 of `certificate.p12`. */
  readonly p12Sha256: string;
  /** The official name, for backups and exports: `NNNNNN_JP_uNNNNNNNN_clientNNN.p12`. */
  readonly fileName: string;
  readonly origin: VersionOrigin;
  readonly createdAt: Date;
}

/** One immutable version: `versions/<yyyyMMddTHHmmssZ>-<8 hex of the fingerprint>/`. */
export interface StoredVersion {
  readonly id: string;
  readonly folder: string;
  readonly manifest: VersionManifest;
}

export interface NewVersion {
  readonly p12: Uint8Array;
  readonly password: Secret;
  readonly facts: CertificateFacts;
  readonly fileName: string;
  readonly origin: VersionOrigin;
}

export interface CurrentVersion extends StoredVersion {
  /** True when pointer or manifest were broken and this was found by looking at what is there. */
  readonly recovered: boolean;
}
