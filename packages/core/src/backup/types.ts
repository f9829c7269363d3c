import type { WeborcaError } from '../errors.ts';
import type { Effects } from '../effects.ts';
import type { Places, Support } from '../configuration/types.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import type { RandomBytes } from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import type { Secret } from '../secret.ts';
import type { OpenPair } from '../store/types.ts';

/** Whose backups: what a `Context` says of the machine and of its folders. */
export interface Machine {
  readonly effects: Effects;
  readonly places: Places;
}

export interface BackupContext {
  readonly files: FileSystem;
  readonly now: () => Date;
  readonly randomBytes: RandomBytes;
  readonly platform: NodeJS.Platform;
  /** `backup-destinations/` in here remembers which marker belongs to which path. */
  readonly stateDir: string;
  readonly open: OpenPair;
}

/** What a backup is made of. */
export interface BackupMaterial {
  readonly name: string;
  /** The id in the store. */
  readonly version: string;
  readonly p12: Uint8Array;
  readonly password: Secret;
  readonly facts: CertificateFacts;
  /** The official name, `NNNNNN_JP_uNNNNNNNN_clientNNN.p12`. */
  readonly fileName: string;
  /** The certificate's entry in the configuration, without secrets; null when it has none. */
  readonly configurationEntry: object | null;
  /** Whom README.txt tells to call; null: none is configured. */
  readonly support: Support | null;
}

/** The synchronising services whose folders are told apart by name. */
export type CloudProvider = 'OneDrive' | 'Dropbox' | 'Google Drive' | 'iCloud Drive' | 'Box';

/** Of the place alone, before anything is written there. */
export type PlaceNote =
  | { readonly code: 'cloud-synchronised'; readonly provider: CloudProvider; readonly path: string }
  /** The drive has another letter or mount point than the configuration says. */
  | { readonly code: 'found-elsewhere'; readonly path: string };

/** Worth telling, no failure. */
export type BackupNote =
  | PlaceNote
  /** Folder or file refuses fsync: it was written, read back and opened all the same. */
  | { readonly code: 'not-flushed'; readonly path: string }
  /** The disk of the store: if that fails, both are gone. */
  | { readonly code: 'same-disk'; readonly path: string };

/** `manifest.json` of a backup. */
export interface BackupManifest {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly version: string;
  readonly createdAt: Date;
  readonly facts: CertificateFacts;
  /** Which of the files is the certificate. */
  readonly p12: string;
  readonly password: 'beside' | 'separate';
  readonly files: readonly BackupFile[];
}

export interface BackupFile {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

/** The newest backup, and when it was last seen whole. */
export interface LastBackup {
  readonly path: string;
  readonly at: Date;
  readonly readAt: Date;
  /** Whether all there are lie on the disk of the store, and go with it; left out: not looked for. */
  readonly onStoresDisk?: boolean;
}

export interface BackupResult {
  /** The finished backup's folder, or the destination that failed. */
  readonly path: string;
  readonly ok: boolean;
  readonly error?: WeborcaError;
  readonly notes?: readonly BackupNote[];
}
