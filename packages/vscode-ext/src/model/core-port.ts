import type {
  CertificateStatus,
  Observer,
  RenewalResult,
  Secret,
  StoredVersion,
  Verification,
} from '@weborca-cert/core';

/** What watches a call, and ends it early. */
export interface CallOptions {
  readonly observe: Observer;
  readonly signal: AbortSignal;
}

/** A failure in the user's language: what happened, and the way out. */
export interface Explanation {
  readonly code: string;
  readonly sentence: string;
  readonly wayOut: string;
}

/** A version in the store, and whether it is the one in use. */
export interface ListedVersion {
  readonly version: StoredVersion;
  readonly current: boolean;
}

export interface ServicePlaces {
  readonly name: string;
  readonly api: string | null;
  readonly site: string;
}

export interface AddRequest {
  readonly file: string;
  readonly name: string | null;
  readonly service: string | null;
  readonly inPlace: boolean;
  readonly password: () => Promise<Secret | null>;
}

/**
 * Everything the extension asks of core, so that the rest of it can be tried without core and
 * without VS Code. The host's implementation loads core on the first call.
 */
export interface CorePort {
  readonly status: () => Promise<readonly CertificateStatus[]>;
  readonly renew: (name: string, force: boolean, options: CallOptions) => Promise<RenewalResult>;
  readonly verify: (name: string, options: CallOptions) => Promise<Verification>;
  readonly explain: (error: unknown) => Promise<Explanation>;
}
