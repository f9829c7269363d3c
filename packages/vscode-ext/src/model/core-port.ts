import type {
  Added,
  BackupFolder,
  BackupResult,
  CertificateStatus,
  ConsumerConfiguration,
  Deployed,
  Detected,
  ImportStarted,
  Inspection,
  Observer,
  OpenFailure,
  Reminder,
  RenewalResult,
  RolledBack,
  Secret,
  Thresholds,
  Verification,
  VersionView,
} from '@weborca-cert/core';
import type { ScheduleTrouble } from './schedule-trouble.ts';

/** What watches a call, and ends it early. */
export interface CallOptions {
  readonly observe: Observer;
  readonly signal: AbortSignal;
}

/** A failure in the user's language: what happened, and the way out. */
export interface Explanation {
  readonly code: string;
  readonly sentence: string;
  readonly wayOut: string;
}

/** A line of the history, in the user's language. */
export interface PastEvent {
  readonly at: Date;
  readonly what: string;
  /** The program that did it; empty where that is not known. */
  readonly by: string;
  readonly ok: boolean;
  /** From where to where, or what went wrong. */
  readonly sentence: string;
  /** Empty where nothing went wrong. */
  readonly wayOut: string;
}

export interface Service {
  readonly name: string;
  /** Whether the renewal service's address is known. */
  readonly hasApi: boolean;
  readonly site: string;
}

/** Answered by a person's input box; becomes a `Secret` at once on the other side of the port. */
export type AskPassword = () => Promise<string | null>;

export interface AddRequest {
  readonly file: string;
  readonly service: string | null;
  /** Makes the file the first consumer: kept up to date where it lies. */
  readonly inPlace: boolean;
  readonly password: AskPassword;
}

/**
 * Everything the extension asks of core, so that the rest of it can be tried without core and
 * without VS Code. The host's implementation loads core on the first call.
 */
export interface CorePort {
  readonly status: () => Promise<readonly CertificateStatus[]>;
  readonly renew: (name: string, force: boolean, options: CallOptions) => Promise<RenewalResult>;
  readonly verify: (name: string, signal: AbortSignal) => Promise<Verification>;
  readonly add: (request: AddRequest) => Promise<Added>;
  readonly receive: (
    file: string,
    name: string,
    password: AskPassword,
    options: CallOptions,
  ) => Promise<RenewalResult>;
  readonly inspect: (file: string, password: AskPassword) => Promise<Inspection>;
  /** To the configured places, or to `folder` alone. */
  readonly backup: (name: string, folder: string | null) => Promise<readonly BackupResult[]>;
  /** The folders that the configuration names. */
  readonly backupPlaces: (name: string) => Promise<readonly string[]>;
  readonly addBackupPlace: (name: string, folder: string) => Promise<void>;
  /** Those that can be seen at the configured places, the newest first. */
  readonly backups: (name: string) => Promise<readonly BackupFolder[]>;
  readonly setRenewalApi: (service: string, api: URL) => Promise<void>;
  readonly allowDownloadHost: (service: string, host: string) => Promise<void>;
  /** Settings on this machine and in these files that name the certificate's files. */
  readonly detect: (name: string, files: readonly string[]) => Promise<readonly Detected[]>;
  readonly addConsumer: (name: string, entry: ConsumerConfiguration) => Promise<void>;
  /** Brings consumers up to date with the certificate in use, without renewing. */
  readonly deploy: (name: string) => Promise<Deployed>;
  /** Ticks a consumer off that somebody has seen to by hand. */
  readonly tick: (name: string, label: string) => Promise<void>;
  /** The latest first. */
  readonly versions: (name: string) => Promise<readonly VersionView[]>;
  readonly p12Sha256: (version: VersionView) => Promise<string>;
  readonly rollback: (name: string, version: string) => Promise<RolledBack>;
  /** From when on a certificate is due, and urgent. */
  readonly thresholds: (name: string) => Promise<Thresholds>;
  readonly history: (name: string) => Promise<readonly PastEvent[]>;
  /** What is wrong with the daily run, asked of the system's scheduler; null: nothing. */
  readonly scheduleTrouble: () => Promise<ScheduleTrouble | null>;
  /** The password of the version in use. */
  readonly password: (name: string) => Promise<Secret>;
  /** What this window is to remind of now: nobody else will. */
  readonly takeReminders: () => Promise<readonly Reminder[]>;
  readonly services: () => Promise<readonly Service[]>;
  /** Hands it to the system's wizard, which asks a person for the password, or to the NSS database. */
  readonly beginImport: (name: string) => Promise<ImportStarted>;
  /** Whether the system has it now; null: cannot be told. */
  readonly imported: (name: string) => Promise<boolean | null>;
  readonly endImport: (name: string) => Promise<void>;
  readonly removeOldImports: (name: string) => Promise<readonly string[]>;
  /** The doctor's report, line by line, in the user's language. */
  readonly doctor: (version: string, signal: AbortSignal) => Promise<readonly string[]>;
  readonly configurationFile: () => Promise<string>;
  /** What a kind of consumer is called; its code until core has been loaded. */
  readonly consumerWord: (kind: string) => string;
  readonly explain: (error: unknown) => Promise<Explanation>;
  /** What is on record: nothing is asked of any host. */
  readonly explainFailure: (failure: OpenFailure) => Promise<Explanation>;
}
