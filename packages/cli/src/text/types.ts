import type { FileFormat } from '@weborca-cert/core';
import type { UsageProblem } from '../arguments/usage.ts';
import type { ImportingText, KeepingText, UsingText } from './more-types.ts';
import type { RunningText } from './running-types.ts';

export type HintKind =
  | 'renew'
  | 'receive'
  | 'superseded'
  /** The later certificate is one that a person went back from. */
  | 'rolled-back'
  | 'unreadable'
  /** A request was sent, and no answer is known. */
  | 'unknown'
  /** A renewal stopped on its way. */
  | 'unfinished';

/**
 * What the command line says itself, in one language. What core's codes, states and steps are
 * called stands in core's catalogue, which the extension shares.
 */
export interface CliText {
  readonly keeping: KeepingText;
  readonly using: UsingText;
  readonly importing: ImportingText;
  readonly running: RunningText;
  readonly usage: Readonly<Record<UsageProblem, (value: string) => string>>;
  readonly usageHint: (command: string | null) => string;
  readonly behind: string;
  readonly prompts: {
    readonly passwordOf: (path: string) => string;
    readonly keyPasswordOf: (path: string) => string;
    readonly whichClient: (commonNames: string) => string;
    readonly passwordAgain: string;
    readonly noneYet: string;
    readonly addNow: string;
    /** Of a new certificate that WebORCA could not be asked about. */
    readonly useUnproven: (name: string) => string;
    /** Asks for the address of a service's renewal API. */
    readonly apiOf: (service: string) => string;
    readonly noUrl: string;
    readonly addFile: string;
    readonly addName: string;
    readonly oneOfThese: string;
    readonly addService: (known: string) => string;
    readonly addInPlace: (path: string) => string;
    readonly addBackup: string;
    readonly sure: string;
  };
  readonly columns: {
    readonly name: string;
    readonly commonName: string;
    readonly expiry: string;
    readonly left: string;
    readonly state: string;
    readonly pending: string;
    readonly consumers: string;
    readonly backup: string;
    readonly kind: string;
    readonly place: string;
    readonly outcome: string;
    readonly host: string;
    readonly answer: string;
    readonly note: string;
    readonly version: string;
    readonly origin: string;
    readonly time: string;
    readonly event: string;
    readonly by: string;
  };
  readonly facts: {
    readonly name: string;
    readonly state: string;
    readonly pending: string;
    readonly backup: string;
    readonly consumers: string;
    readonly file: string;
    readonly format: string;
    readonly commonName: string;
    readonly subject: string;
    readonly issuer: string;
    readonly serialNumber: string;
    readonly notBefore: string;
    readonly notAfter: string;
    readonly publicKey: string;
    readonly fingerprint: string;
    readonly renewable: string;
    readonly privateKey: string;
    readonly mac: string;
    readonly encryption: string;
    readonly store: string;
    readonly configuration: string;
    readonly leaf: string;
    readonly chain: string;
    readonly service: string;
    readonly password: string;
  };
  /** The next command for a certificate, and for more than a few of the same kind. */
  readonly hints: {
    readonly one: Readonly<Record<HintKind, (name: string) => string>>;
    readonly several: Readonly<Record<HintKind, (count: number) => string>>;
  };
  readonly said: {
    readonly days: (count: number) => string;
    /** A time before expiry: `90d` or `15%`. */
    readonly before: (unit: 'days' | 'percent', value: number) => string;
    /** Days left, also when there are none left. */
    readonly left: (days: number) => string;
    readonly comma: string;
    /** Between two sentences. */
    readonly gap: string;
    readonly none: string;
    /** On standard error, when standard output takes nothing: what was done stays done. */
    readonly answerLost: (why: string) => string;
    readonly nothingUnderCare: string;
    readonly allWell: (count: number) => string;
    /** `folder`: of the version in use; null: it cannot be told. */
    readonly unnamed: (name: string, folder: string | null) => string;
    readonly recovered: (name: string, version: string) => string;
    readonly consumersBehind: (name: string, which: string) => string;
    readonly added: (name: string) => string;
    readonly alsoInFile: (others: string) => string;
    readonly addedNext: string;
    readonly addedBackup: string;
    readonly renewed: (name: string) => string;
    readonly resumed: (name: string) => string;
    readonly adopted: (name: string) => string;
    readonly notDue: (name: string) => string;
    readonly wouldRenew: (name: string) => string;
    readonly failed: (name: string) => string;
    readonly oldStillValid: (until: string) => string;
    /** What somebody has to do still, after a renewal. */
    readonly byHandLeft: (name: string, labels: string) => string;
    readonly importHint: (name: string) => string;
    readonly total: (parts: string) => string;
    readonly count: (word: string, count: number) => string;
    readonly keyMatches: string;
    readonly keyDiffers: string;
    readonly noKey: string;
    /** What failed the last time: whose, when, and the sentence. */
    readonly lastFailure: (names: string, at: string, message: string) => string;
    readonly iterations: (count: number) => string;
    readonly stopping: string;
    readonly stillRunning: string;
    readonly versionInUse: string;
    readonly nothingToDo: string;
  };
  readonly formats: Readonly<Record<FileFormat, string>>;
  readonly encryptionFor: Readonly<Record<'key' | 'certificates', string>>;
  readonly accepted: {
    readonly yes: string;
    readonly no: string;
    readonly unknown: string;
    /** There is no address to ask. */
    readonly notAsked: string;
  };
  /** What a finished step says about itself; the facts come with the event. */
  readonly done: {
    readonly resume: string;
    readonly adopt: (path: string, until: string) => string;
    readonly notDue: (days: string, from: string) => string;
    /** `from`: days before expiry, or a share of the lifetime (`15%`). */
    readonly due: (days: string, from: string, reason: string) => string;
    readonly places: (backups: readonly string[], consumers: readonly string[]) => string;
    readonly issued: string;
    readonly bytes: (count: string) => string;
    readonly checked: (commonName: string, until: string) => string;
    readonly verified: (host: string) => string;
    /** A consumer that somebody has to see to. */
    readonly waiting: (label: string) => string;
  };
  readonly skipped: {
    readonly adopt: string;
    readonly superseded: string;
    readonly verify: (host: string) => string;
    /** There is no address to ask. */
    readonly notAsked: string;
    readonly noBackup: string;
    readonly noConsumer: string;
  };
}
