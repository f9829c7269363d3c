import type { ErrorCode } from '../errors.ts';

/**
 * One entry of `consumers` in the configuration. The kinds and their fields are declared with the
 * kind, one file each; this is what all of them have.
 */
export interface ConsumerConfiguration {
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** `state` of a consumer in `status --json`. */
export type ConsumerState = 'current' | 'behind' | 'failed' | 'manual' | 'needs-elevation';

export interface ConsumerStatus {
  readonly kind: string;
  /** The file, folder, label or program it stands for. */
  readonly path: string;
  readonly state: ConsumerState;
  readonly error?: { readonly code: ErrorCode; readonly reason: string };
  /** For `needs-elevation`: the exact command a person with the rights can run. */
  readonly command?: string;
}
