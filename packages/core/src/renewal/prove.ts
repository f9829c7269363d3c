import { WeborcaError } from '../errors.ts';
import {
  judgeVerification,
  requestVerification,
  type VerificationVerdict,
} from '../connection/verify.ts';
import type { Identity } from '../pkcs12/types.ts';
import { connectTo, type Session } from './session.ts';

export interface Proof extends VerificationVerdict {
  /** Why no answer came, where none did. */
  readonly error: WeborcaError | null;
}

/** One handshake with WebORCA, with this certificate. */
export async function ask(session: Session, identity: Identity): Promise<Proof> {
  const { weborca } = session.service;
  const { signal } = session.context;
  const connection = connectTo(session, weborca, identity);
  try {
    const exchange = await requestVerification(connection, weborca, signal);
    // Whoever interrupts has not heard an answer; going on as if it were inconclusive would be one.
    if (signal.aborted) throw new WeborcaError('interrupted', { during: 'verify' });
    const error = exchange.kind === 'failure' ? exchange.error : null;
    return { ...judgeVerification(exchange), error };
  } finally {
    await connection.close();
  }
}

/**
 * Is the new certificate accepted? It counts as refused only if the one in use, tried next, is
 * accepted: else it is the service, or the road to it, that has a problem.
 */
export async function askBoth(
  session: Session,
  candidate: Identity,
  inUse: Identity,
): Promise<VerificationVerdict> {
  const verdict = await ask(session, candidate);
  if (verdict.verdict !== 'refused') return verdict;
  const other = await ask(session, inUse);
  return other.verdict === 'accepted'
    ? verdict
    : { verdict: 'inconclusive', reason: verdict.reason };
}

/** @param issuance `given-up`: the version stays, and no run asks about it any more */
export function verificationFailed(
  session: Session,
  reason: string,
  issuance?: 'given-up',
): WeborcaError {
  const { host } = session.service.weborca;
  const details = { host, reason, ...(issuance === undefined ? {} : { issuance }) };
  return new WeborcaError('verification-failed', details);
}
