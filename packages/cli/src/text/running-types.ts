import type { RehearsedCertificate, SchedulerKind } from '@weborca-cert/core';

/** What is said around running by itself, the ledger, rehearsals and taking leave. */
export interface RunningText {
  readonly schedule: {
    readonly kinds: Readonly<Record<SchedulerKind, string>>;
    readonly installed: string;
    /** Written, but not under way; the commands stand below. */
    readonly written: string;
    readonly next: string;
    readonly removed: string;
    readonly none: string;
    readonly heading: string;
    readonly there: string;
    readonly missing: string;
    readonly by: string;
    readonly files: string;
    readonly lastRun: string;
    readonly never: string;
    readonly fine: string;
    /** Of the last run: how many there were, and how many of them failed. */
    readonly outcome: (certificates: number, failed: number) => string;
    /** Below `status`, where there was no run yet. */
    readonly neverHint: string;
    readonly silentHint: string;
    readonly failedHint: string;
  };
  readonly report: {
    readonly fileName: string;
    readonly renewFrom: string;
    readonly more: string;
    readonly written: (file: string) => string;
  };
  readonly rehearsing: {
    /** Before it begins: the steps below look as they will on the real day. */
    readonly begin: string;
    readonly wouldWork: (name: string) => string;
    readonly wouldFail: (name: string) => string;
    readonly withoutApi: (name: string) => string;
    readonly leftOut: Readonly<Record<RehearsedCertificate['leftOut'][number]['reason'], string>>;
    readonly nothingReal: string;
  };
  readonly uninstalling: {
    readonly removing: string;
    readonly staying: string;
    readonly schedule: string;
    readonly state: string;
    readonly noBackup: (name: string) => string;
    readonly notConfigured: (name: string) => string;
    readonly unfinished: (path: string) => string;
    readonly nothing: string;
    readonly done: string;
  };
}
