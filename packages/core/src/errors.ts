import type { folderTroubles } from './words/reasons/published.ts';
import type { DamagedPart, FoundContent, Limit } from './words/contents.ts';
import type { Interruption } from './words/interruptions.ts';
import type { AnswerReason } from './words/reasons/answers.ts';
import type { BackupProblem } from './words/reasons/backups.ts';
import type {
  FailureReason,
  VerdictReason,
  VerificationReason,
} from './words/reasons/connection.ts';
import type { ConsumerReason } from './words/reasons/consumers.ts';
import type { DecisionReason } from './words/reasons/decisions.ts';
import type { SystemReason } from './words/reasons/system.ts';
import type { AdoptionReason } from './words/unfit.ts';
import type { UsageProblem } from './words/usage-problems.ts';
import type { WrittenWord } from './words/written.ts';
import { refusedAt, isSystemError } from './files/errno.ts';

/** When trying again makes sense: never without a change, later by itself, or at once. */
export type Retry = 'never' | 'later' | 'now';

/** What becomes of a certificate that was issued and could not be fetched. */
export type Issuance =
  /** Where it lies and its password are on record: the next run goes on from there. */
  | 'open'
  /** The next run asks for another; the record is kept. */
  | 'abandoned'
  /** The disk took no record: it ends with the run. */
  | 'not-recorded';

/** Set where the work at one certificate ended in it: the way out is a command for that one alone. */
interface OfCertificate {
  readonly certificate?: string;
}

/** A person went back from it, and it is there still: a service may take the latest one only. */
interface LaterVersion {
  readonly name: string;
  readonly version: string;
}

/** Of a refusal: set when it was the download that was refused, after the service had issued. */
interface MayBeOfDownload extends OfCertificate {
  readonly issuance?: Issuance;
  /** Where the record of an abandoned issuance lies, or the answer that could not be used. */
  readonly kept?: string;
}

/** Set for a file of the store itself: the name whose version it belongs to. */
interface OfStore {
  readonly stored?: string;
}

/**
 * What each code's sentence needs. Texts are names, paths and reasons that a catalogue can
 * translate; never a secret, never a sentence.
 */
export interface ErrorDetails {
  'usage-invalid': {
    /** A front end has problems of its own with a command line, and their sentences. */
    readonly problem: UsageProblem | 'backup-service-unknown' | WrittenWord;
    readonly value?: string;
    /** The file that it was found in. */
    readonly path?: string;
    /** The known word that it was perhaps meant to be. */
    readonly meant?: string;
    /** What would have been complete: the arguments of that command, `…` where a value belongs. */
    readonly complete?: string;
    /** The common names that a file holds, one of which has to be named. */
    readonly among?: readonly string[];
  };
  'config-invalid': {
    readonly path: string;
    readonly reason:
      /** Nothing is in it, or comments alone: the program that made the file did not get to write it. */
      | 'blank'
      | 'syntax'
      | 'encoding'
      | 'shape'
      | 'unknown-key'
      | 'missing-key'
      | 'duplicate-key'
      | 'unreadable'
      | 'writable-by-others'
      | 'in-project-folder'
      | 'service-unknown';
    /**
     * Where in the file: `certificates.clinic-a.service`; or the folder meant, for
     * `in-project-folder`.
     */
    readonly at?: string;
    /** Of the consumer's entry in which `at` stands: `pkcs12`. */
    readonly kind?: string;
    /** Counted from 1. */
    readonly line?: number;
    /** The nearest known word, examples that need no translation (`90d, 15%`), or what is missing. */
    readonly expected?: string;
    /** For `unreadable`: the system's reason, `no-permission`, `is-a-folder`, … */
    readonly why?: SystemReason;
  };
  'name-unknown': {
    readonly name: string;
    readonly known: readonly string[];
    /** Among what machines have published: names of machines and of certificates. */
    readonly published?: boolean;
  };
  'name-taken': {
    readonly name: string;
    /** It is not the name that was wanted: the certificate itself is under care as `name`. */
    readonly sameCertificate?: boolean;
    /** Only the store holds it: no configuration names it, and nothing can be received for it. */
    readonly unconfigured?: boolean;
  };
  'version-unknown': {
    readonly name: string;
    /** `current`: none can be used. `previous`: there is no other. */
    readonly version: string;
    /** The ids that begin like this, when there are several. */
    readonly matching?: readonly string[];
  };
  'file-not-found': OfStore & { readonly path: string };
  'password-missing': { readonly path: string };
  'password-wrong': {
    readonly path?: string;
    /** It would fit without what surrounds it; that is told, not done. */
    readonly fitsWithout?: 'white-space';
    /** The file opens, but its key has a password of its own: none was given, or not the right one. */
    readonly of?: 'key' | 'key-given';
  };
  'pkcs12-damaged': OfStore & { readonly path?: string; readonly at: DamagedPart };
  'pkcs12-unsupported': { readonly path?: string; readonly algorithm: string };
  'pkcs12-limit': { readonly path?: string; readonly limit: Limit };
  'not-a-certificate': {
    readonly path?: string;
    /** What it is instead; or why it could not even be looked at. */
    readonly found: FoundContent | 'backups' | SystemReason;
    /** For `backups`, a folder with those of several certificates: their names. */
    readonly inside?: readonly string[];
  };
  'certificate-expired': {
    readonly name: string;
    readonly commonName: string;
    readonly notAfter: string;
    /** URL of the management site, where a person goes on from here. */
    readonly site?: string;
    /** It is the one that was just issued, not the one in use. */
    readonly issued?: boolean;
    /** ISO: from then on another one is asked for. */
    readonly until?: string;
  };
  'certificate-not-yet-valid': {
    readonly name: string;
    readonly notBefore: string;
    /** It is the one that was just issued, not the one in use. */
    readonly issued?: boolean;
  };
  'certificate-not-renewable': { readonly name: string; readonly commonName: string };
  'service-not-configured': {
    readonly service: string;
    readonly commonName: string;
    readonly site: string;
    readonly configPath: string;
  };
  'service-unreachable': {
    readonly host: string;
    readonly reason: FailureReason;
    /** A variable that names a proxy which cannot be used, and was therefore passed over. */
    readonly passedOver?: string;
    /** A handshake alone, by a person: nothing tries it again. */
    readonly doing?: 'verify';
  };
  'service-untrusted': MayBeOfDownload & {
    readonly host: string;
    readonly reason: FailureReason;
  };
  'service-refused-certificate': MayBeOfDownload & {
    readonly host: string;
    readonly reason: FailureReason | VerdictReason;
    /** Asked so early that it may be this which is refused. */
    readonly daysLeft?: number;
    readonly later?: LaterVersion;
  };
  'service-maintenance': MayBeOfDownload & { readonly host: string };
  'service-busy': MayBeOfDownload & {
    readonly host: string;
    readonly until?: string;
    /** Why it is not asked before: `day-used-up`, `service-said-later`. */
    readonly reason?: DecisionReason;
  };
  'service-failed': MayBeOfDownload & { readonly host: string; readonly status: number };
  'service-answer-invalid': MayBeOfDownload & {
    readonly host: string;
    readonly reason: AnswerReason;
  };
  'download-foreign-host': MayBeOfDownload & { readonly host: string; readonly expected: string };
  'download-failed': MayBeOfDownload & {
    readonly host: string;
    readonly reason: AnswerReason | FailureReason | 'too-large' | 'unreachable';
  };
  'issued-certificate-unfit': OfCertificate & {
    readonly reasons: readonly AdoptionReason[];
    /** ISO: no other request before this, unless forced; absent when only a person goes on. */
    readonly until?: string;
    /** Where the file lies that came or was found. */
    readonly path?: string;
    /** Of that file, where it differs: what `--accept-cn` and `--accept-issuer` would take. */
    readonly commonName?: string;
    readonly issuer?: string;
    /** Of that file, ISO, where it is not later. */
    readonly notAfter?: string;
  };
  'outcome-unknown': OfCertificate & { readonly since: string; readonly until: string };
  'destination-not-writable': {
    readonly path: string;
    readonly reason: ConsumerReason | keyof typeof folderTroubles;
    /** Not even this was possible: it was to be read, not written. */
    readonly doing?: 'read';
    /** It is the folder that machines publish into. */
    readonly published?: true;
  };
  locked: {
    readonly name: string;
    readonly pid: number;
    readonly host: string;
    readonly since: string;
    readonly command: string;
  };
  /** Another one took the work over, because this process had slept, or was held up, for too long. */
  'lease-lost': { readonly name: string };
  'verification-failed': {
    readonly host: string;
    readonly reason: VerificationReason;
    /** No run asks about it any more; it stays in the store. */
    readonly issuance?: 'abandoned';
    /** It is the one in use that is not accepted, not a new one. */
    readonly inUse?: true;
    readonly later?: LaterVersion;
  };
  'consumer-failed': {
    readonly kind: string;
    readonly path: string;
    readonly reason: ConsumerReason;
    /** The file it is about, when that is not `path`. */
    readonly at?: string;
    /** What a person with the rights for it runs. */
    readonly command?: string;
    /** It was to become one, and has not: no run tries again by itself. */
    readonly doing?: 'add';
    /** Of a program that failed: how it ended, and the last lines it printed. */
    readonly exitCode?: number;
    readonly output?: string;
  };
  'backup-failed': {
    readonly path: string;
    readonly reason: BackupProblem | SystemReason | 'none-configured';
    /** Left out: a backup was being written, of a certificate that is in the store. */
    readonly doing?: 'prepare' | 'check' | 'read';
  };
  'tool-missing': { readonly tool: string };
  /** The system was asked for administrator rights. */
  'elevation-refused': {
    /** Declined, or not answered; else what was to be done with them failed. */
    readonly declined: boolean;
  };
  interrupted: { readonly during: Interruption };
  'nothing-under-care': {
    /** Where a configuration was looked for. */
    readonly path: string;
    /** What the store holds all the same. */
    readonly stored: readonly string[];
    /** What was to be received: it can be added instead. */
    readonly file?: string;
  };
  'verification-inconclusive': {
    readonly name: string;
    readonly host: string;
    readonly reason: VerificationReason;
    /** HTTP, of an answer that was not expected. */
    readonly status?: number;
    /** It is the one in use, not a new one that waits. */
    readonly inUse?: true;
  };
  'pilot-waiting': {
    readonly name: string;
    /** The certificate whose renewal goes ahead. */
    readonly pilot: string;
    /** Host of the service. */
    readonly host: string;
  };
  internal: { readonly reason: string };
}

export type ErrorCode = keyof ErrorDetails;

const retries: { readonly [C in ErrorCode]: Retry } = {
  'usage-invalid': 'never',
  'config-invalid': 'never',
  'name-unknown': 'never',
  'name-taken': 'never',
  'version-unknown': 'never',
  'file-not-found': 'never',
  'password-missing': 'never',
  'password-wrong': 'never',
  'pkcs12-damaged': 'never',
  'pkcs12-unsupported': 'never',
  'pkcs12-limit': 'never',
  'not-a-certificate': 'never',
  'certificate-expired': 'never',
  'certificate-not-yet-valid': 'later',
  'certificate-not-renewable': 'never',
  'service-not-configured': 'never',
  'service-unreachable': 'later',
  'service-untrusted': 'never',
  'service-refused-certificate': 'never',
  'service-maintenance': 'later',
  'service-busy': 'later',
  'service-failed': 'later',
  'service-answer-invalid': 'later',
  'download-foreign-host': 'never',
  'download-failed': 'later',
  'issued-certificate-unfit': 'later',
  'outcome-unknown': 'later',
  'destination-not-writable': 'never',
  locked: 'later',
  'lease-lost': 'later',
  'verification-failed': 'later',
  'consumer-failed': 'later',
  'backup-failed': 'later',
  'tool-missing': 'never',
  'elevation-refused': 'never',
  interrupted: 'now',
  'nothing-under-care': 'never',
  'verification-inconclusive': 'later',
  'pilot-waiting': 'later',
  internal: 'never',
};

/** Every code, in the order of the list above; pages and tests go through them. */
export const errorCodes: readonly ErrorCode[] = Object.freeze(
  Object.keys(retries).filter((key): key is ErrorCode => key in retries),
);

export function retryOf(code: ErrorCode): Retry {
  return retries[code];
}

const brand = Symbol.for('weborca-cert.error');

/**
 * The one error type that leaves core. `code` decides what happens next, `details` fill the
 * catalogue's sentence, `cause` keeps what was underneath. The message is for developers' eyes.
 */
export class WeborcaError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'WeborcaError';
  readonly code: C;
  readonly details: ErrorDetails[C];
  readonly retry: Retry;

  constructor(code: C, details: ErrorDetails[C], options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.details = details;
    this.retry = mayPass(code, details) ? 'later' : retries[code];
    Object.defineProperty(this, brand, { value: true });
  }
}

/**
 * What is different by itself in a later run, unlike others of its code: what was issued is looked at
 * again, and a device that takes certificates away concerns none of ours.
 */
function mayPass(code: ErrorCode, details: object): boolean {
  if (code === 'certificate-expired') return 'issued' in details;
  if (code !== 'service-refused-certificate') return false;
  return 'reason' in details && details.reason === 'certificate-not-sent';
}

/** Recognises the error of another bundled copy of core as well, which `instanceof` does not. */
export function isWeborcaError(value: unknown): value is WeborcaError {
  return value instanceof Error && brand in value && value[brand] === true;
}

export function hasCode<C extends ErrorCode>(value: unknown, code: C): value is WeborcaError<C> {
  return isWeborcaError(value) && value.code === code;
}

const ofOneCertificate: ReadonlySet<ErrorCode> = new Set([
  'service-untrusted',
  'service-refused-certificate',
  'service-maintenance',
  'service-busy',
  'service-failed',
  'service-answer-invalid',
  'download-foreign-host',
  'download-failed',
  'issued-certificate-unfit',
  'outcome-unknown',
]);

/** The same error, as that of the work at one certificate. */
export function ofCertificate(error: WeborcaError, certificate: string): WeborcaError {
  const { code, details, cause } = error;
  if (!ofOneCertificate.has(code)) return error;
  return new WeborcaError(code, { ...details, certificate }, { cause });
}

/** An error that was written down, for its sentence; null for a code of a later version. */
export function writtenError(code: string, details: object): WeborcaError | null;
export function writtenError(code: string, details: ErrorDetails[ErrorCode]): WeborcaError | null {
  const known = errorCodes.find((one) => one === code);
  return known === undefined
    ? null
    : new WeborcaError(known, withIssuance(details, abandonedAsWritten, 'abandoned'));
}

/** Histories, failures and JSON have called an abandoned issuance so from the first. */
const abandonedAsWritten = 'given-up';

/** The details of an error as they are written down and published. */
export function publishedDetails(details: object): object {
  const { kind, path } = { kind: null, path: null, ...details };
  const told = withIssuance(details, 'abandoned', abandonedAsWritten);
  return typeof kind === 'string' && typeof path === 'string'
    ? { ...told, path: publishedPlace(kind, path) }
    : told;
}

/** A consumer's place. Of a person's own command only the program: its arguments may hold anything. */
export function publishedPlace(kind: string, place: string): string {
  return kind === 'command' ? (place.split(' ', 1)[0] ?? '') : place;
}

function withIssuance<D extends object>(details: D, from: string, to: string): D {
  return 'issuance' in details && details.issuance === from
    ? { ...details, issuance: to }
    : details;
}

/**
 * What was asked for, or null where it ends in one of our own errors or in one of the system's: for a
 * look at a place that others keep, which goes on without an answer. A mistake in this program passes
 * through.
 */
export async function quietly<T>(ask: () => Promise<T | null>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (isWeborcaError(error) || isSystemError(error)) return null;
    throw error;
  }
}

/**
 * What becomes of anything thrown that is not ours: the file or folder that the system refused, where
 * it names one; else `internal`. The cause is kept.
 */
export function asWeborcaError(value: unknown): WeborcaError {
  if (isWeborcaError(value)) return value;
  const refused = refusedAt(value);
  if (refused !== null)
    return new WeborcaError('destination-not-writable', refused, { cause: value });
  const reason = value instanceof Error ? value.name : typeof value;
  return new WeborcaError('internal', { reason }, { cause: value });
}
