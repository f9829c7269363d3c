import { WeborcaError } from '../errors.ts';
import { unreachableReason, untrustedReason } from './failure-reason.ts';
import { judgeProxyAnswer, type ProxyAnswer } from './proxy-refusal.ts';
import { alertNumber, certificateRefusal } from './tls-alert.ts';
import type { Exchange } from './types.ts';
import type { FailureReason } from '../words/reasons/connection.ts';

/** How far the connection had come when the call failed. */
export type Stage = 'proxy' | 'handshake' | 'open';

export interface FailureSeen {
  /** The service's, as people know it: `host` or `host:port`. */
  readonly host: string;
  readonly stage: Stage;
  /** What the proxy answered to CONNECT, when it did not open the tunnel. */
  readonly proxyAnswer: ProxyAnswer | null;
  /** The variable that names a proxy which could not be used: no other proxy was asked in its place. */
  readonly passedOver?: string;
  /** Set when it was us who ended the call. */
  readonly ended: 'timeout' | 'interrupted' | null;
  /** True when the server has answered a call on this very connection before. */
  readonly answered: boolean;
  readonly thrown: unknown;
  /**
   * What the socket itself said. Under TLS 1.3 the handshake is over for us before the server has
   * looked at our certificate: HTTP then sees a closed connection, and only the socket the alert.
   */
  readonly socketError: unknown;
}

export type Failure = Extract<Exchange, { readonly kind: 'failure' }>;

/**
 * Judges why a call failed: by codes and numbers, never by a library's prose, which differs between
 * OpenSSL (Node) and BoringSSL (desktop VS Code). Pure.
 *
 * `mayHaveArrived` is false only where no request can have been processed: the connection was
 * never open, or the server refused the certificate in its half of the handshake.
 */
export function judgeFailure(seen: FailureSeen): Failure {
  const { host, stage, ended, thrown } = seen;
  const open = stage === 'open';
  const skipped = seen.passedOver === undefined ? {} : { passedOver: seen.passedOver };
  const failure = (
    code: 'service-unreachable' | 'service-untrusted' | 'service-refused-certificate',
    reason: FailureReason,
    mayHaveArrived: boolean,
  ): Failure => ({
    kind: 'failure',
    error: new WeborcaError(
      code,
      { host, reason, ...(code === 'service-unreachable' ? skipped : {}) },
      { cause: withoutData(thrown) },
    ),
    mayHaveArrived,
  });

  if (ended === 'interrupted') {
    const error = new WeborcaError('interrupted', { during: 'connection' }, { cause: thrown });
    return { kind: 'failure', error, mayHaveArrived: open };
  }
  if (stage === 'proxy') return failure(...judgeProxy(seen), false);
  if (ended === 'timeout') return failure('service-unreachable', 'timeout', open);

  const errors = [...chainOf(seen.socketError), ...chainOf(thrown)];
  const alert = firstOf(errors, alertNumber);
  if (alert !== null) {
    const refusal = certificateRefusal(alert);
    if (refusal !== null) {
      return failure('service-refused-certificate', refusal, open && seen.answered);
    }
    const reason = alert === protocolVersionAlert ? 'tls-version' : 'tls-failed';
    return failure('service-unreachable', reason, open);
  }
  const distrust = firstOf(errors, byCode(untrustedReason));
  if (distrust !== null) return failure('service-untrusted', distrust, open);
  const reason = firstOf(errors, byCode(unreachableReason)) ?? 'other';
  return failure('service-unreachable', reason, open);
}

const protocolVersionAlert = 70;

/** The proxy's doing, however it failed: the service itself was not reached. */
function judgeProxy({
  ended,
  proxyAnswer,
  thrown,
}: FailureSeen): ['service-unreachable' | 'service-untrusted', FailureReason] {
  if (proxyAnswer !== null) return ['service-unreachable', judgeProxyAnswer(proxyAnswer)];
  const errors = chainOf(thrown);
  if (firstOf(errors, byCode(untrustedReason)) !== null) {
    return ['service-untrusted', 'proxy-untrusted'];
  }
  const timeout = ended === 'timeout' || firstOf(errors, byCode(unreachableReason)) === 'timeout';
  return ['service-unreachable', timeout ? 'timeout' : 'proxy-unreachable'];
}

/** undici's parser error carries what it could not parse: that may hold an answer's password. */
function withoutData(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || !('data' in thrown)) return thrown;
  return new Error(thrown.message, { cause: thrown.name });
}

interface ErrorLike {
  readonly code?: unknown;
  readonly name?: unknown;
  readonly message?: unknown;
}

/** An error and its causes, outermost first; of an AggregateError (several addresses) the parts too. */
function chainOf(thrown: unknown, depth = 0): readonly ErrorLike[] {
  if (!(thrown instanceof Error) || depth > 5) return [];
  const parts = thrown instanceof AggregateError ? thrown.errors : [];
  const inner = [thrown.cause, ...parts].flatMap((part: unknown) => chainOf(part, depth + 1));
  return [thrown, ...inner];
}

function firstOf<T>(errors: readonly ErrorLike[], look: (error: ErrorLike) => T | null): T | null {
  for (const error of errors) {
    const found = look(error);
    if (found !== null) return found;
  }
  return null;
}

function byCode<T>(look: (code: string) => T | null): (error: ErrorLike) => T | null {
  // undici's parser error has a name, but no code (8.12).
  return ({ code, name }) => {
    const word = code ?? name;
    return typeof word === 'string' ? look(word) : null;
  };
}
