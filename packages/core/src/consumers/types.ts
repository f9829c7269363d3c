import type { Effects } from '../effects.ts';
import type { ErrorCode } from '../errors.ts';
import type { StoredAt } from '../stores/stored.ts';
import type { Identity } from '../pkcs12/types.ts';
import type { Secret } from '../secret.ts';
import type { ConsumerKind } from './kind-words.ts';
import type { ConsumerState } from '../words/consumer-states.ts';
import type { ConsumerNote } from '../words/notes.ts';
import type { ConsumerReason } from '../words/reasons/consumers.ts';

/**
 * One entry of `consumers` in the configuration. The kinds and their fields are declared with the
 * kind, one file each; this is what all of them have.
 */
export interface ConsumerConfiguration {
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** How a program ended that failed. */
export interface Ended {
  readonly exitCode?: number;
  /** The last lines it printed, without the secrets it was given. */
  readonly output?: string;
}

export interface ConsumerStatus {
  /** The same for the same kind and place, whatever its other fields say: 16 hex digits. */
  readonly id?: string;
  readonly kind: string;
  /** The file, folder, label or program it stands for. */
  readonly path: string;
  readonly state: ConsumerState;
  readonly error?: {
    readonly code: ErrorCode;
    readonly reason: ConsumerReason;
    /** The file it is about, when that is not `path`; or the field of the entry. */
    readonly at?: string;
  } & Ended;
  /** For `needs-elevation`: the exact command a person with the rights can run. */
  readonly command?: string;
  /** What was, or with `dryRun` would be, changed. Never a secret. */
  readonly changes?: readonly PlannedChange[];
  /** Worth telling, no failure. */
  readonly notes?: readonly ConsumerNote[];
  /** What a program printed, bounded and cleaned of secrets: for the history. */
  readonly output?: string;
}

/** The certificate that consumers are brought up to. */
export interface Material {
  readonly identity: Identity;
  /** The issued bytes, as the store has them, and their password. */
  readonly p12: Uint8Array;
  readonly password: Secret;
  /** The official name: `NNNNNN_JP_uNNNNNNNN_clientNNN.p12`. */
  readonly fileName: string;
  /**
   * PEM of the authorities a person configured for the service, for `pem` entries with `ca`.
   * Never what came inside an answer.
   */
  readonly ca?: Uint8Array | null;
}

/** One file that is to have other bytes. */
export interface Replacement {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** A new file gets 0600 when it holds a secret, else 0644; an existing one keeps its rights. */
  readonly secret: boolean;
  /**
   * What the bytes say, without the salt: two consumers may share a file when they mean the same.
   * Holds digests only, never a secret.
   */
  readonly meaning: string;
  /** A new file gets the rights and owner of this existing one, instead of 0600 or 0644. */
  readonly like?: string;
}

/** One line of `deploy --dry-run`. `before` and `after` are `•••` where they are secret. */
export interface PlannedChange {
  readonly path: string;
  readonly what: 'replace' | 'create' | 'line';
  /** Counted from 1; for `line`. */
  readonly line?: number;
  readonly key?: string;
  readonly before?: string | null;
  readonly after?: string;
}

/** What a planner says about its files. Pure: bytes in, bytes out. */
export type FilePlan =
  | {
      readonly kind: 'replace';
      readonly replacements: readonly Replacement[];
      readonly changes: readonly PlannedChange[];
      /** The password the consumer's file goes on having; remembered in an owner-only file. */
      readonly keeps?: Secret;
      /** And the one that its key has. */
      readonly keepsKey?: Secret;
    }
  | { readonly kind: 'current'; readonly keeps?: Secret; readonly keepsKey?: Secret }
  | { readonly kind: 'refused'; readonly reason: ConsumerReason; readonly path?: string };

/** The bytes of files that were asked for; null: there is no such file. */
export type FileBytes = ReadonlyMap<string, Uint8Array | null>;

export interface TouchContext {
  readonly files: FileBytes;
  readonly platform: NodeJS.Platform;
}

export interface PlanContext extends TouchContext {
  readonly now: Date;
  /** Whether something lies there, or another entry of the certificate will lay it there. */
  readonly isTaken: (path: string) => Promise<boolean>;
  readonly material: Material;
  /** Passwords to try on what lies there: the remembered one first, then the store's. */
  readonly passwords: readonly Secret[];
  /** Of a .p12's key that has its own; null: none was told. */
  readonly keyPassword: Secret | null;
  /** Whether a certificate of this subject is this one, at an earlier time; left out: not asked. */
  readonly isOwn?: (subject: string) => boolean;
  /** True for a rollback: then a later certificate may be replaced by an earlier one. */
  readonly allowEarlier: boolean;
  /** What other entries of the same certificate say about a key file: encrypted or plain. */
  readonly keyForms: ReadonlyMap<string, boolean>;
}

/** What of a consumer others may have to go with: see `sets.ts`. */
export interface Ties {
  /** It writes the certificate's password: for nothing but its own .p12 and key, or for others' too. */
  readonly tells?: 'own' | 'others';
  /** A .p12 or key of it is, or will be, under that password. */
  readonly sealed?: boolean;
  /** It has the one without the other. */
  readonly half?: 'certificate' | 'key';
}

/** A consumer that is nothing but files. */
export interface FileConsumer {
  readonly form: 'files';
  readonly kind: ConsumerKind;
  readonly place: string;
  /** What tells it from others of its kind at the same place; left out: there are none. */
  readonly part?: string;
  /** Key files that this entry says are encrypted (true) or plain (false). */
  readonly keyForms?: ReadonlyMap<string, boolean>;
  /** Left out: none. A file that could not be read is not among `files`. */
  readonly ties?: (context: TouchContext) => Ties;
  /** Absolute paths to read; asked again with their bytes until nothing new is asked for. */
  readonly touches: (context: TouchContext) => readonly string[];
  /** Passwords that the files themselves tell (settings with a passphrase). */
  readonly passwordHints?: (context: TouchContext) => readonly Secret[];
  readonly plan: (context: PlanContext) => Promise<FilePlan>;
}

/** An earlier version that the store has. */
export interface Earlier {
  readonly notAfter: Date;
  /** Owner-only, and never to be changed. */
  readonly p12File: string;
}

/** What an action is given. The two files are owner-only and removed after it. */
export interface ActionContext {
  /** The certificate's name in the configuration. */
  readonly name: string;
  readonly material: Material;
  /** What was in use before; null: nothing that the store still has. */
  readonly old: Earlier | null;
  readonly effects: Effects;
  readonly p12File: string;
  readonly passwordFile: string;
  readonly signal: AbortSignal;
}

export type ActionOutcome =
  | { readonly kind: 'done'; readonly output?: string }
  | {
      readonly kind: 'failed';
      readonly reason: ConsumerReason;
      readonly code?: ErrorCode;
      readonly exitCode?: number;
      readonly output?: string;
    };

/** A consumer that a program brings up to date, after the files. */
export interface ActionConsumer {
  readonly form: 'action';
  readonly kind: ConsumerKind;
  readonly place: string;
  /** True for `command`: it runs after the files were switched, and again when they were. */
  readonly followsFiles: boolean;
  readonly run: (context: ActionContext) => Promise<ActionOutcome>;
  /** Whether the place has this fingerprint now; null: cannot be told. */
  readonly holds?: (effects: Effects, fingerprintSha256: string) => Promise<boolean | null>;
  /** The store it is, and everything that has now; null: cannot be told. */
  readonly list?: (effects: Effects) => Promise<StoredAt | null>;
}

/** A consumer that somebody has to see to. */
export interface ManualConsumer {
  readonly form: 'manual';
  readonly kind: ConsumerKind;
  readonly place: string;
}

export type Consumer = FileConsumer | ActionConsumer | ManualConsumer;

/** From where the paths of an entry are understood. */
export interface Bindings {
  readonly resolve: (path: string) => string;
  readonly platform: NodeJS.Platform;
  readonly homeDir: string;
}
