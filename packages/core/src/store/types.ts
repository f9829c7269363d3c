import type { CertificateFacts } from '../certificate/facts.ts';
import type { RandomBytes } from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import type { Budget } from '../pkcs12/limits.ts';
import type { Secret } from '../secret.ts';
import type { VersionOrigin } from '../words/origins.ts';

/**
 * Opens a PKCS#12 with its password and says whose it is, and the password that opened it exactly.
 * Throws the WeborcaError of the opening. Given from outside, so that the store's reading parts
 * stay light: `check` loads pkijs only when a manifest is broken.
 *
 * @param budget what several files that are tried may cost together; left out: as much as one file
 */
export type OpenPair = (
  p12: Uint8Array,
  password: Secret,
  budget?: Budget,
) => Promise<{ readonly facts: CertificateFacts; readonly password: Secret }>;

/** Where the versions lie and what reading and writing them needs. */
export interface Store {
  readonly files: FileSystem;
  /** `<stateDir>/store` */
  readonly dir: string;
  readonly randomBytes: RandomBytes;
  /** Rebuilds a broken manifest from the pair itself. */
  readonly open: OpenPair;
}

export interface StoredMaterial {
  readonly p12: Uint8Array;
  readonly password: Secret;
}

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
