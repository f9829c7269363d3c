import type { VerificationReason } from '../words/reasons/connection.ts';
import { hasCode, type WeborcaError } from '../errors.ts';
import type { Identity } from '../pkcs12/types.ts';
import { httpRefusal, tenantRefusal } from './http-refusal.ts';
import { readServerDate } from './server-date.ts';
import type { Connect, ConnectionTarget, Exchange, HttpAnswer, MutualTls } from './types.ts';

const maxBytes = 64 * 1024;
const timeoutMs = 20_000;

export interface VerificationVerdict {
  readonly verdict: 'accepted' | 'refused' | 'inconclusive';
  /**
   * `answered`; an `HttpRefusal`; `answers-anyone`; `unexpected-answer`; `interrupted`; or the
   * `FailureReason` of the call that failed.
   */
  readonly reason: VerificationReason;
  /** Of an answer that was not expected. */
  readonly status?: number;
}

/**
 * What one answer says for itself; `unproven`: it counts only if a visit without the certificate is
 * answered otherwise.
 */
export type Judgement =
  | VerificationVerdict
  | { readonly verdict: 'unproven'; readonly reason: 'answered' };

/** A verdict, and what else is learnt on the way. */
export interface Proof extends VerificationVerdict {
  /** Why no answer came, where none did. */
  readonly error: WeborcaError | null;
  /** The answer's `Date`, and our clock in the middle of the call; null where it named none. */
  readonly dated: { readonly server: Date; readonly ours: Date } | null;
}

/** Whom to ask, and by which way. */
export interface WeborcaTarget extends Pick<ConnectionTarget, 'ca' | 'proxy' | 'passedOver'> {
  readonly weborca: URL;
  readonly connect: Connect;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

/**
 * Asks WebORCA whether it accepts the connection's certificate: one GET of the configured address
 * itself, without Basic. Never an API path: no patient data is touched to check a certificate.
 */
export function requestVerification(
  connection: MutualTls,
  weborca: URL,
  signal?: AbortSignal,
): Promise<Exchange> {
  const headers = { accept: '*/*' };
  return connection.call({ method: 'GET', url: weborca, headers, maxBytes, timeoutMs }, signal);
}

/**
 * The one judge of a certificate: a handshake and a GET with it, and a second pair without any
 * where the answer alone proves nothing. Never throws for what a network does.
 */
export async function verifyIdentity(target: WeborcaTarget, identity: Identity): Promise<Proof> {
  const before = target.now().getTime();
  const exchange = await exchangeWith(target, identity);
  const ours = new Date((before + target.now().getTime()) / 2);
  const alone = judgeVerification(exchange);
  const verdict =
    alone.verdict === 'unproven' ? judgeBare(await exchangeWith(target, null)) : alone;
  const server = exchange.kind === 'answer' ? serverDate(exchange.answer) : null;
  return {
    ...verdict,
    error: exchange.kind === 'failure' ? exchange.error : null,
    dated: server === null ? null : { server, ours },
  };
}

/**
 * Is the new certificate accepted? It counts as refused only if the one in use, tried next, is
 * accepted: else it is the service, or the road to it, that has a problem.
 */
export async function verifyCandidate(
  target: WeborcaTarget,
  candidate: Identity,
  inUse: Identity,
): Promise<Proof> {
  const proof = await verifyIdentity(target, candidate);
  if (proof.verdict !== 'refused') return proof;
  const other = await verifyIdentity(target, inUse);
  return other.verdict === 'accepted' ? proof : { ...proof, verdict: 'inconclusive' };
}

/**
 * The certificate in use itself: there is no other to try next. That none arrived says nothing of
 * the one that we showed.
 */
export async function verifyInUse(target: WeborcaTarget, inUse: Identity): Promise<Proof> {
  const proof = await verifyIdentity(target, inUse);
  return proof.reason === 'certificate-not-sent' ? { ...proof, verdict: 'inconclusive' } : proof;
}

/**
 * Judges one answer. Pure. A 401 is the usual proof: mutual TLS passed, Basic was missing. A 2xx
 * or 3xx may be the page of a web filter, which gives it to everybody.
 */
export function judgeVerification(exchange: Exchange): Judgement {
  if (exchange.kind === 'answer') return judgeAnswer(exchange.answer);
  const { error } = exchange;
  if (hasCode(error, 'service-refused-certificate')) {
    return { verdict: 'refused', reason: error.details.reason };
  }
  if (hasCode(error, 'service-unreachable') || hasCode(error, 'service-untrusted')) {
    return { verdict: 'inconclusive', reason: error.details.reason };
  }
  // Stopped, or not asked at all.
  return { verdict: 'inconclusive', reason: 'interrupted' };
}

function judgeAnswer(answer: HttpAnswer): Judgement {
  const { status } = answer;
  if (status >= 200 && status < 400) return { verdict: 'unproven', reason: 'answered' };
  if (status === 401 || status === 404 || status === 405) {
    return { verdict: 'accepted', reason: 'answered' };
  }
  const refusal = httpRefusal(answer);
  if (refusal !== null) return { verdict: 'refused', reason: refusal };
  // Told apart, and no verdict either way: who is meant may be the user, or the tenant.
  const reason = tenantRefusal(answer) ?? 'unexpected-answer';
  return { verdict: 'inconclusive', reason, status };
}

/**
 * What an `unproven` answer is worth, by what came without a certificate. Pure. Verdicts are
 * compared, never bodies: a filter's page may differ from call to call. Turned away is who is
 * refused, gets a client error, or is cut off (Node's own server says nothing more); an outage at
 * just that moment proves nothing.
 */
export function judgeBare(bare: Exchange): VerificationVerdict {
  const judged = judgeVerification(bare);
  const accepted = { verdict: 'accepted', reason: 'answered' } as const;
  switch (judged.verdict) {
    case 'refused':
      return accepted;
    case 'unproven':
    case 'accepted':
      return { verdict: 'inconclusive', reason: 'answers-anyone' };
    case 'inconclusive':
      return turnedAway(bare) ? accepted : judged;
  }
}

function turnedAway(bare: Exchange): boolean {
  if (bare.kind === 'failure') {
    const { details } = bare.error;
    return 'reason' in details && details.reason === 'closed';
  }
  const { status } = bare.answer;
  // Of the proxy, too late, too often: not about the certificate.
  return status >= 400 && status < 500 && status !== 407 && status !== 408 && status !== 429;
}

async function exchangeWith(
  { connect, weborca, ca, proxy, passedOver, signal }: WeborcaTarget,
  identity: Identity | null,
): Promise<Exchange> {
  const road = passedOver === undefined ? { proxy } : { proxy, passedOver };
  const connection = connect({ origin: new URL(weborca.origin), identity, ca, ...road });
  try {
    return await requestVerification(connection, weborca, signal);
  } finally {
    await connection.close();
  }
}

function serverDate({ headers }: HttpAnswer): Date | null {
  return readServerDate(headers['date'] ?? '');
}
