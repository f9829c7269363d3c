import type { Threshold, Thresholds } from '../certificate/state.ts';
import type { ConsumerConfiguration } from '../consumers/types.ts';

/** Where everything lies. `WEBORCA_CERT_HOME` moves both; `--config` moves the file alone. */
export interface Places {
  readonly configFile: string;
  /** True when a person named the file: then it may lie in the project's folder. */
  readonly configNamed: boolean;
  readonly stateDir: string;
  /** `<stateDir>/store` */
  readonly storeDir: string;
  /** Folders somebody works in: a configuration in one of these projects has to be named. */
  readonly projectFolders?: readonly string[];
}

/** One renewal service and the WebORCA it belongs to. */
export interface ServiceConfiguration {
  readonly name: string;
  /** Not public: null until a person has written it down. Never guessed. */
  readonly api: URL | null;
  /** `host` or `host:port`, lower case, besides the API's own origin. */
  readonly downloadHosts: readonly string[];
  /** Null: there is none to ask, and certificates are used without. */
  readonly weborca: URL | null;
  readonly site: URL;
  /** Absolute path of a PEM file, or null. */
  readonly ca: string | null;
  readonly proxy: URL | null;
}

export interface BackupDestination {
  /** Absolute. */
  readonly path: string;
  /** `beside`: password.txt in the backup; `separate`: left out. */
  readonly password: 'beside' | 'separate';
}

export interface CertificateConfiguration {
  readonly name: string;
  readonly service: string;
  readonly thresholds: Thresholds;
  readonly backups: readonly BackupDestination[];
  readonly consumers: readonly ConsumerConfiguration[];
  /** Program and arguments to start when a run fails for this certificate; null: none. */
  readonly onFailure: readonly string[] | null;
}

/** Whom people call: in every failure, notification, sheet and backup. One line each. */
export interface Support {
  readonly name: string;
  readonly phone: string;
}

export interface Configuration {
  readonly path: string;
  /** Whom people call; null: none is configured. */
  readonly support: Support | null;
  /** The built-in ones and those of the file. */
  readonly services: ReadonlyMap<string, ServiceConfiguration>;
  /** Names of the services the file itself has: a single one is taken without asking. */
  readonly ownServices: readonly string[];
  readonly certificates: ReadonlyMap<string, CertificateConfiguration>;
  /** Absolute path of the folder that each run writes its status into, or null. */
  readonly publish: string | null;
  /** What this machine is called in what it publishes; null: by its host's name. */
  readonly machine: string | null;
}

/** What `add` and others write; everything left out stays at its default. */
export interface NewCertificateEntry {
  readonly service: string;
  readonly renewWithin?: Threshold;
  readonly urgentWithin?: Threshold;
  readonly backups?: readonly (string | BackupDestination)[];
  readonly consumers?: readonly ConsumerConfiguration[];
  readonly onFailure?: readonly string[];
}
