import type { Secret } from '../secret.ts';

/** What is remembered of one issuance's failed downloads. */
export interface DownloadFailures {
  readonly firstCounted: Date | null;
  readonly firstNotFound: Date | null;
  /** Validity that was left of the asking certificate at the first counted failure, milliseconds. */
  readonly remainingAtFirst: number | null;
  readonly firstForeign: Date | null;
  /** The same at the first time that the host was not permitted. */
  readonly remainingAtForeign: number | null;
}

export const noFailures: DownloadFailures = {
  firstCounted: null,
  firstNotFound: null,
  remainingAtFirst: null,
  firstForeign: null,
  remainingAtForeign: null,
};

/** Who asked, and whom: a resumed download uses these, whatever the configuration says by then. */
export interface RequestRecord {
  readonly at: Date;
  /** Version in the store that authenticates, and its fingerprint; empty: not readable any more. */
  readonly askingVersion: string;
  readonly askingFingerprint: string;
  /** Null: not readable any more. */
  readonly api: URL | null;
  /** Id of the file for its answer (`answers.ts`); null: none of its own, as in version 0.1.0. */
  readonly answer: string | null;
}

export interface IssuedRecord {
  readonly at: Date;
  readonly uri: URL;
  readonly pass: Secret;
}

export interface DownloadedRecord {
  readonly at: Date;
  readonly bytes: Uint8Array;
  /** The service's clock minus ours, milliseconds; 0 when it named no time. */
  readonly clockOffsetMs: number;
}

export interface SavedRecord {
  readonly at: Date;
  readonly version: string;
  /** When WebORCA refused it first; null: it has not. */
  readonly refusedAt: Date | null;
}

export interface VerifiedRecord {
  readonly at: Date;
  /** `overdue` was written by 0.1.0, for one that was refused a day before the end. */
  readonly verdict: 'accepted' | 'not-asked' | 'inconclusive' | 'overdue';
}

/**
 * Where a renewal stands, as the disk tells. Each state says what to do when starting up in it:
 *
 * | state | what is certain | on start-up |
 * | --- | --- | --- |
 * | `none` | nothing is open | decide |
 * | `nothing-issued` | no request left, or it was refused | close, decide |
 * | `requested` | a request may have left | outcome unknown: wait, then ask again |
 * | `issued` | the service has issued; where and the password are here | download |
 * | `downloaded` | the file is here | check, save; the service is not needed any more |
 * | `saved` | the new version is in the store | verify |
 * | `verified` | it may be used | move the pointer, back up, deploy, close; ask once more where it was not accepted and the pointer has not moved |
 */
export type JournalState =
  | { readonly step: 'none' }
  | { readonly step: 'nothing-issued'; readonly request: RequestRecord; readonly sent: boolean }
  | { readonly step: 'requested'; readonly request: RequestRecord; readonly unknownSince: Date }
  | {
      readonly step: 'issued';
      readonly request: RequestRecord;
      readonly issued: IssuedRecord;
      readonly failures: DownloadFailures;
    }
  | {
      readonly step: 'downloaded';
      readonly request: RequestRecord;
      readonly issued: IssuedRecord;
      readonly downloaded: DownloadedRecord;
      readonly failures: DownloadFailures;
    }
  | {
      readonly step: 'saved';
      readonly request: RequestRecord;
      readonly saved: SavedRecord;
      readonly clockOffsetMs: number;
    }
  | {
      readonly step: 'verified';
      readonly request: RequestRecord;
      readonly saved: SavedRecord;
      readonly verified: VerifiedRecord;
    };
