import type { CertificateFacts } from '../certificate/facts.ts';
import type { CertificateState } from '../certificate/state.ts';
import type { Places } from '../configuration/types.ts';
import type { Connect } from '../connection/types.ts';
import type { ConsumerStatus } from '../consumers/types.ts';
import type { OldUse } from '../consumers/who-uses-old.ts';
import type { Effects } from '../effects.ts';
import type { WeborcaError } from '../errors.ts';
import type { SystemStore } from '../import/stored.ts';
import type { Observer } from '../events.ts';
import type { EncryptionFacts, MacFacts, OpeningNote } from '../pkcs12/types.ts';
import type { RenewableReason } from '../certificate/renewable.ts';
import type { Secret } from '../secret.ts';

/** What every porcelain function is given first. */
export interface Context {
  readonly effects: Effects;
  readonly places: Places;
  readonly connect: Connect;
  readonly observe: Observer;
  readonly signal: AbortSignal;
  /** For a run over many certificates; left out: the system's store is asked each time. */
  readonly systemStore?: SystemStore;
}

/** A password somebody gave: as a value, or to be asked for only when it is needed. */
export type PasswordSource = () => Promise<Secret | null>;

export interface NamedFacts extends CertificateFacts {
  readonly daysLeft: number;
}

/** Where an unfinished renewal stands; `step` is the last one that is on disk. */
export interface Pending {
  readonly step:
    | 'requested'
    | 'issued'
    | 'downloaded'
    | 'checked'
    | 'saved'
    | 'verified'
    | 'deployed';
  readonly since: Date;
}

export interface CertificateStatus {
  readonly name: string;
  readonly service: string;
  readonly state: CertificateState;
  /** Null only when `state` is `unreadable`. */
  readonly facts: NamedFacts | null;
  readonly reason: { readonly code: string };
  readonly pending: Pending | null;
  readonly consumers: readonly ConsumerStatus[];
  readonly lastBackup: { readonly path: string; readonly at: Date } | null;
  /** Who still uses a certificate that was replaced; left out: that was not looked for. */
  readonly oldUses?: readonly OldUse[];
}

export interface CheckedCertificate {
  readonly name: string;
  readonly state: CertificateState;
  readonly notAfter: Date | null;
  readonly daysLeft: number | null;
}

export type RenewalOutcome =
  | 'renewed'
  | 'resumed'
  | 'adopted'
  | 'not-due'
  | 'would-renew'
  | 'failed';

export interface BackupResult {
  /** The finished backup's folder, or the destination that failed. */
  readonly path: string;
  readonly ok: boolean;
  readonly error?: WeborcaError;
}

export interface RenewalResult {
  readonly name: string;
  readonly outcome: RenewalOutcome;
  readonly old: NamedFacts | null;
  readonly new: NamedFacts | null;
  /** Null: not asked, or the answer was inconclusive. */
  readonly verified: boolean | null;
  readonly backups: readonly BackupResult[];
  readonly consumers: readonly ConsumerStatus[];
  /** Set for `failed`, and also when a backup or a consumer failed; then the outcome stays. */
  readonly error?: WeborcaError;
}

export type FileFormat = 'pkcs12' | 'pem' | 'der' | 'zip';

export interface Inspection {
  readonly file: { readonly path: string; readonly format: FileFormat };
  readonly certificates: readonly (NamedFacts & {
    readonly role: 'leaf' | 'chain';
    readonly renewable: boolean;
    readonly renewableReason: RenewableReason;
  })[];
  readonly pkcs12?: {
    readonly hasPrivateKey: boolean;
    readonly keyMatches: boolean;
    readonly mac: MacFacts | null;
    readonly encryption: readonly EncryptionFacts[];
    readonly notes: readonly OpeningNote[];
  };
}

export interface Verification {
  readonly name: string;
  readonly host: string;
  /** Null: inconclusive, or not asked; `reason` says why. */
  readonly accepted: boolean | null;
  readonly reason: string;
  readonly error?: WeborcaError;
}

export interface Added {
  readonly name: string;
  readonly facts: NamedFacts;
  readonly consumers: readonly ConsumerStatus[];
  readonly notes: readonly OpeningNote[];
}
