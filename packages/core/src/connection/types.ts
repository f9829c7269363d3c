import type { WeborcaError } from '../errors.ts';
import type { Identity } from '../pkcs12/types.ts';

/** A whole HTTP answer, as it came, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names; several values are joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** At most `maxBytes`; see `complete`. */
  readonly body: Uint8Array;
  /** False when the body broke off or was longer than `maxBytes`. */
  readonly complete: boolean;
}

export interface HttpCall {
  readonly method: 'GET' | 'POST';
  /** Must be on the connection's own origin. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent with Content-Length, never chunked (panda e7c0ec72). */
  readonly body?: Uint8Array;
  readonly maxBytes: number;
  readonly timeoutMs: number;
  /**
   * Awaited when the connection is open and nothing of the request has left yet: the last look. When
   * it rejects, nothing leaves, and `call` rejects with the same.
   */
  readonly beforeSending?: () => Promise<void>;
}

/**
 * What became of a call. A failure says whether the request can have reached the server: only
 * `mayHaveArrived: false` is proof that it did not.
 */
export type Exchange =
  | { readonly kind: 'answer'; readonly answer: HttpAnswer }
  | {
      readonly kind: 'failure';
      readonly error: WeborcaError<
        | 'service-unreachable'
        | 'service-untrusted'
        | 'service-refused-certificate'
        | 'interrupted'
        // Not asked, because it has just told others so (renewal/patience.ts).
        | 'service-busy'
        | 'service-maintenance'
      >;
      readonly mayHaveArrived: boolean;
    };

/** One TLS connection to one origin, with the client certificate. Redirects are never followed. */
export interface MutualTls {
  readonly origin: string;
  /** Rejects only with what `beforeSending` does, or where nothing was tried at all. */
  call(call: HttpCall, signal?: AbortSignal): Promise<Exchange>;
  close(): Promise<void>;
}

/** What TLS agreed on. */
export interface TlsSeen {
  /** `TLSv1.3` */
  readonly version: string;
  /** The registered name: `TLS_AES_256_GCM_SHA384`. */
  readonly cipher: string;
}

export interface ConnectionTarget {
  readonly origin: URL;
  /** Null: none is shown, to see whether anybody else is answered alike. */
  readonly identity: Identity | null;
  /** PEM, in addition to the bundled and the system's roots; null: nothing in addition. */
  readonly ca: string | null;
  /** `http://user:password@host:port` or https; null: direct. Chosen by `roadTo`, with the next. */
  readonly proxy: URL | null;
  /** A variable of the environment that names no proxy which can be used: told when nothing works. */
  readonly passedOver?: string;
  /** The process is ours alone: what TLS trusts may be set for all of it. */
  readonly ownProcess?: boolean;
  /** Told of each handshake that came to its end. */
  readonly opened?: (seen: TlsSeen) => void;
}

/** Opens nothing yet: the connection is made by the first call. */
export type Connect = (target: ConnectionTarget) => MutualTls;
