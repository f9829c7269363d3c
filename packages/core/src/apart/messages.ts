import type { ProgressEvent } from '../events.ts';
import type { RenewalResult } from '../context.ts';

/** What a process of its own is to do. */
export type Job =
  | {
      readonly verb: 'renew';
      readonly name: string;
      /** Asks early, and overrides the waits of politeness: by a person's word only. */
      readonly force: boolean;
    }
  /** What is open, without a request. */
  | { readonly verb: 'finish'; readonly name: string }
  | {
      readonly verb: 'receive';
      readonly name: string;
      readonly file: string;
      /** As a person typed it; null: it needs none, or has it beside it. */
      readonly password: string | null;
    };

/** What the process cannot find out by itself; it comes by the channel, never as an argument. */
export interface Surroundings {
  /** What it is called in a lock that others read. */
  readonly command: string;
  readonly config?: string;
  /** Over its own environment: an editor's proxy. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * PEM of authorities that the one who starts it trusts besides Node's own; few, since a channel
   * whose other end is gone holds no more than about a hundred kilobytes.
   */
  readonly roots: readonly string[];
  readonly projectFolders: readonly string[];
}

/** To the process. */
export type Order =
  | { readonly kind: 'job'; readonly job: Job; readonly surroundings: Surroundings }
  /** Calls it off, as far as it can be. */
  | { readonly kind: 'abort' };

/** From the process. */
export type Report =
  | { readonly kind: 'event'; readonly event: ProgressEvent }
  | { readonly kind: 'ended'; readonly ended: EndedApart };

/** How a job ended, also for a window that asks when the one that gave it is gone. */
export interface EndedApart {
  /** Names it for `forgetEnded`. */
  readonly id: string;
  readonly verb: Job['verb'];
  readonly at: Date;
  readonly result: RenewalResult;
}
