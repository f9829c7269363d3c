import type { Observer } from '@weborca-cert/core';

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

/** A line of the history, in the user's language. */
export interface PastEvent {
  readonly at: Date;
  readonly what: string;
  /** The program that did it; empty where that is not known. */
  readonly by: string;
  readonly ok: boolean;
  /** From where to where, or what went wrong. */
  readonly sentence: string;
  /** Empty where nothing went wrong. */
  readonly wayOut: string;
}

export interface Service {
  readonly name: string;
  /** A person has set it up; else it is built in. */
  readonly isOwn: boolean;
  /** Whether the renewal service's address is known. */
  readonly hasApi: boolean;
  readonly site: string;
  /** Its WebORCA; null: there is none to ask. */
  readonly weborca: string | null;
}

/** Answered by a person's input box; becomes a `Secret` at once on the other side of the port. */
export type AskPassword = () => Promise<string | null>;

export interface AddRequest {
  readonly file: string;
  /** Null: after the CN. */
  readonly name: string | null;
  readonly service: string | null;
  /** Makes the file the first consumer: kept up to date where it lies. */
  readonly inPlace: boolean;
  readonly password: AskPassword;
}
