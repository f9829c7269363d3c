import {
  verifyCandidate,
  verifyInUse,
  type Asking,
  type Proof,
  type VerificationVerdict,
} from '../connection/verify.ts';
import { proxyFor } from '../connection/proxy.ts';
import { WeborcaError } from '../errors.ts';
import type { Identity } from '../pkcs12/types.ts';
import type { Session } from './session.ts';

/** What WebORCA says of a new certificate; null: its address is null, and nothing is asked. */
export function askCandidate(
  session: Session,
  candidate: Identity,
  inUse: Identity,
): Promise<Proof | null> {
  return ask(session, (asking) => verifyCandidate(asking, candidate, inUse));
}

/** What WebORCA says of the certificate in use; null as above. */
export function askInUse(session: Session, inUse: Identity): Promise<Proof | null> {
  return ask(session, (asking) => verifyInUse(asking, inUse));
}

async function ask(
  { context, service, ca }: Session,
  verify: (asking: Asking) => Promise<Proof>,
): Promise<Proof | null> {
  const { weborca } = service;
  if (weborca === null) return null;
  const { connect, effects, signal } = context;
  const proxy = proxyFor(weborca, service.proxy, effects.env);
  const proof = await verify({ weborca, connect, ca, proxy, signal, now: () => effects.now() });
  // Whoever interrupts has not heard an answer; going on as if it were inconclusive would be one.
  if (signal.aborted) throw new WeborcaError('interrupted', { during: 'verify' });
  return proof;
}

/** How the WebORCA of a session is called: by its host, else by its service. */
export function weborcaHost({ service }: Session): string {
  return service.weborca?.host ?? service.name;
}

/** @param more `given-up`: the version stays, and no run asks about it any more */
export function verificationFailed(
  session: Session,
  { reason }: Pick<VerificationVerdict, 'reason'>,
  more: { readonly issuance?: 'given-up'; readonly inUse?: true } = {},
): WeborcaError<'verification-failed'> {
  return new WeborcaError('verification-failed', { host: weborcaHost(session), reason, ...more });
}

/** Nobody knows whether the certificate is accepted. */
export function verificationInconclusive(
  session: Session,
  { reason, status, error }: Pick<Proof, 'reason' | 'status' | 'error'>,
  more: { readonly inUse?: true } = {},
): WeborcaError<'verification-inconclusive'> {
  const details = {
    name: session.certificate.name,
    host: weborcaHost(session),
    reason,
    ...(status === undefined ? {} : { status }),
    ...more,
  };
  return new WeborcaError('verification-inconclusive', details, { cause: error ?? undefined });
}
