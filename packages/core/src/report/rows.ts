import type { CertificateFacts } from '../certificate/facts.ts';
import type { Support } from '../configuration/types.ts';
import type { ConsumerStatus } from '../consumers/types.ts';
import type { CertificateState } from '../words/states.ts';

/** One certificate of the ledger. Nothing in it is secret. */
export interface ReportRow {
  readonly name: string;
  readonly service: string;
  readonly site: string;
  readonly weborca: string | null;
  readonly state: CertificateState;
  /** Null only when `state` is `unreadable`. */
  readonly facts: (CertificateFacts & { readonly daysLeft: number }) | null;
  /** The official name of its file; null when it cannot be read. */
  readonly fileName: string | null;
  /** From when on it is renewed. */
  readonly renewFrom: Date | null;
  /** The folder with the version in use. */
  readonly folder: string | null;
  readonly backups: readonly string[];
  /** Where else than in the store the password lies: beside a backup, kept apart from all, nowhere. */
  readonly password: 'beside' | 'separate' | 'nowhere';
  readonly lastBackup: { readonly path: string; readonly at: Date } | null;
  readonly consumers: readonly Pick<ConsumerStatus, 'kind' | 'path' | 'state'>[];
}

/** The ledger over certificates at an instant. */
export interface Report {
  readonly at: Date;
  /** Whom to call, if the configuration says so. */
  readonly support: Support | null;
  readonly rows: readonly ReportRow[];
}
