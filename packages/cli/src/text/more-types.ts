/** What is said around versions, backups and names. */
export interface KeepingText {
  readonly ok: string;
  readonly failed: string;
  readonly notOpened: string;
  readonly noBackupPlace: (name: string) => string;
  readonly noBackups: string;
  readonly restored: (name: string) => string;
  readonly restoredNotInUse: (name: string) => string;
  readonly altered: string;
  /** Of the backup's configuration: what stands there besides name, service and thresholds. */
  readonly foundSettings: string;
  readonly takeSettings: string;
  readonly leftOut: string;
  readonly leftOutNext: (folder: string) => string;
  readonly settings: Readonly<Record<'backup' | 'consumer' | 'onFailure', string>>;
  readonly inUse: string;
  readonly rolledBack: (name: string, version: string) => string;
  /** What becomes of the later version that stays in the store. */
  readonly rolledBackNext: (name: string, later: string) => string;
  /** What was to be taken in is in use already. */
  readonly alreadyInUse: (name: string) => string;
  readonly removing: (name: string, keptIn: string) => string;
  readonly backupThere: (path: string) => string;
  readonly backupNone: (name: string) => string;
  readonly removingUnfinished: string;
  readonly removed: (name: string) => string;
  readonly putAway: (folder: string) => string;
  readonly renamed: (from: string, to: string) => string;
  readonly notDone: string;
  readonly copied: string;
  readonly noHistory: string;
}

/** What is said around an import into the operating system's store. */
export interface ImportingText {
  readonly wizard: (name: string) => string;
  readonly wizardForFile: (file: string) => string;
  readonly whenDone: string;
  readonly there: (name: string) => string;
  readonly notThere: (subject: string, argument: string) => string;
  readonly unknown: string;
  readonly sameName: string;
  readonly removeOld: string;
  readonly oldRemoved: (count: number) => string;
}

/** What is said around consumers and the management site. */
export interface UsingText {
  readonly noConsumers: (name: string) => string;
  readonly upToDate: (name: string) => string;
  readonly wouldChange: (name: string) => string;
  readonly deployHint: (name: string) => string;
  /** Who seems to use the certificate without being a consumer. */
  readonly offered: string;
  readonly enterOffered: string;
  readonly offeredNext: string;
  /** A place that still has, or names, what was replaced. */
  readonly oldUse: Readonly<Record<'holds' | 'names' | 'store', (found: string) => string>>;
  readonly line: (line: number) => string;
  readonly what: Readonly<Record<'replace' | 'create' | 'line', string>>;
  readonly site: string;
  readonly siteSteps: (certificates: readonly string[]) => readonly string[];
  readonly noSite: string;
}
