import type { DecisionReason } from './words/reasons/decisions.ts';
import type { SystemReason } from './words/reasons/system.ts';
import type { VerificationReason } from './words/reasons/connection.ts';
import type { CertificateFacts } from './certificate/facts.ts';
import type { Places } from './configuration/types.ts';
import type { Unnamed } from './configuration/under-care.ts';
import type { Connect } from './connection/types.ts';
import type { ConsumerStatus } from './consumers/types.ts';
import type { Effects } from './effects.ts';
import type { ErrorCode, WeborcaError } from './errors.ts';
import type { SystemStore } from './stores/stored.ts';
import type { Observer } from './events.ts';
import type { EncryptionFacts, MacFacts } from './pkcs12/types.ts';
import type { OpenFailure } from './store/failures.ts';
import type { Secret } from './secret.ts';
import type { BackupResult, LastBackup } from './backup/types.ts';

export type { BackupResult } from './backup/types.ts';
import type { CertificateState, StateReason } from './words/states.ts';
import type { OpeningNote } from './words/notes.ts';
import type { RenewableReason } from './words/renewable.ts';
import type { RenewalOutcome } from './words/outcomes.ts';
import type { PendingStep } from './words/steps.ts';
export type { OpenFailure } from './store/failures.ts';

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
  readonly step: PendingStep;
  readonly since: Date;
}

/** A place that still has, or names, a certificate that was replaced. */
export interface OldUse {
  /** File, folder of a database, or the system's store. */
  readonly path: string;
  readonly how: 'holds' | 'names' | 'store';
  /** What was found: a fingerprint or a file's name. */
  readonly found: string;
}

/** Why it stands as it does. */
type StatusReason = CertificateState | DecisionReason | StateReason | ErrorCode;

export interface CertificateStatus {
  readonly name: string;
  readonly service: string;
  readonly state: CertificateState;
  /** Null only when `state` is `unreadable`. */
  readonly facts: NamedFacts | null;
  /** Of what has expired: URL of the management site, where a person goes on from here. */
  readonly site?: string;
  /** Of what is `unreadable`: the file or folder, and what the system says of it (`no-permission`). */
  readonly reason: {
    readonly code: StatusReason;
    readonly path?: string;
    readonly why?: SystemReason;
  };
  /** The version that is taken because the record of which one is in use is damaged. */
  readonly recovered: string | null;
  readonly pending: Pending | null;
  /** What went wrong and has not gone well since, and why. */
  readonly lastFailure: OpenFailure | null;
  readonly consumers: readonly ConsumerStatus[];
  /** `readAt`: when it was last read and opened. Its drive may be away. */
  readonly lastBackup: LastBackup | null;
  /** Who still uses a certificate that was replaced; left out: that was not looked for. */
  readonly oldUses?: readonly OldUse[];
}

export interface CheckedCertificate {
  readonly name: string;
  readonly state: CertificateState;
  readonly notAfter: Date | null;
  readonly daysLeft: number | null;
  /** As they were recorded; their files are not looked at. */
  readonly consumers: readonly ConsumerStatus[];
  /** The version that is taken because the record of which one is in use is damaged. */
  readonly recovered: string | null;
}

export interface Checked {
  readonly certificates: readonly CheckedCertificate[];
  /** Of the store, where all were asked about. */
  readonly unnamed: readonly Unnamed[];
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
  /** `by-hand`: where a person renews it. */
  readonly byHand?: { readonly service: string; readonly site: URL };
  /** `receive`: other certificates with a key in the same file. */
  readonly alsoThere?: readonly CertificateFacts[];
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
  readonly reason: VerificationReason | 'not-asked' | ErrorCode;
  readonly error?: WeborcaError;
}

export interface Added {
  readonly name: string;
  readonly facts: NamedFacts;
  readonly consumers: readonly ConsumerStatus[];
  readonly notes: readonly OpeningNote[];
  /** At the places that were named, made at once. */
  readonly backups: readonly BackupResult[];
  /** Other certificates with a key in the same file: earlier ones, other clients. */
  readonly alsoThere: readonly CertificateFacts[];
  /** It has expired; the way out stands with the error. */
  readonly expired?: WeborcaError<'certificate-expired'>;
}
