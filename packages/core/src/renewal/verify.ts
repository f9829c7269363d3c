import { type ErrorDetails, WeborcaError } from '../errors.ts';
import { isVoid } from './attempts.ts';
import type { JournalState, SavedRecord, VerifiedRecord } from '../store/journal-state.ts';
import {
  done,
  type OpenedVersion,
  type Progress,
  type Session,
  skipped,
  started,
  tellNotWritten,
} from './session.ts';
import {
  type WeborcaTarget,
  type Proof,
  type VerificationVerdict,
  verifyCandidate,
  verifyInUse,
} from '../connection/verify.ts';
import { roadTo } from '../connection/proxy.ts';
import type { Identity } from '../pkcs12/types.ts';
import { dayMs } from '../time.ts';

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
  verify: (asking: WeborcaTarget) => Promise<Proof>,
): Promise<Proof | null> {
  const { weborca } = service;
  if (weborca === null) return null;
  const { connect, effects, signal } = context;
  const road = roadTo(weborca, service.proxy, effects.env);
  const proof = await verify({ weborca, connect, ca, ...road, signal, now: () => effects.now() });
  // A person who interrupts has not heard an answer; going on as if it were inconclusive would be one.
  if (signal.aborted) throw new WeborcaError('interrupted', { during: 'verify' });
  return proof;
}

/** How the WebORCA of a session is called: by its host, else by its service. */
export function weborcaHost({ service }: Session): string {
  return service.weborca?.host ?? service.name;
}

/** @param more `abandoned`: the version stays, and no run asks about it any more */
export function verificationFailed(
  session: Session,
  { reason }: Pick<VerificationVerdict, 'reason'>,
  more: Pick<ErrorDetails['verification-failed'], 'issuance' | 'inUse' | 'later'> = {},
): WeborcaError<'verification-failed'> {
  return new WeborcaError('verification-failed', { host: weborcaHost(session), reason, ...more });
}

/** It could not be found out whether the certificate is accepted. */
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

/** With so much left of the one in use, an answer that says nothing does not stop the switch any more. */
export const lastDaysMs = 14 * dayMs;

interface Verifying extends Pick<Progress, 'asking' | 'resumed'> {
  /** The saved version, opened. */
  readonly taken: OpenedVersion;
}

/**
 * Decides whether the pointer may move to the saved version: when it is accepted, never while it is
 * refused, and where that cannot be found out only with `--force`, near the end, or where nothing
 * can be asked.
 *
 * @throws WeborcaError `verification-failed`, `verification-inconclusive`: the version stays saved
 *   and each run asks again; `certificate-not-yet-valid`
 */
export async function verifySaved(
  session: Session,
  state: Extract<JournalState, { step: 'saved' }>,
  { asking, taken, resumed }: Verifying,
): Promise<VerifiedRecord> {
  const { context, options } = session;
  const now = context.effects.now();
  requireBegun(session, taken, state.clockOffsetMs);
  const host = weborcaHost(session);
  started(session, 'verify');
  const proof = await askCandidate(session, taken.identity, asking.identity);
  if (proof === null) {
    skipped(session, 'verify', 'not-asked', { host });
    return { at: now, verdict: 'not-asked' };
  }
  switch (proof.verdict) {
    case 'accepted':
      done(session, 'verify', { host });
      return { at: now, verdict: 'accepted' };
    case 'inconclusive': {
      const left = asking.identity.leaf.facts.notAfter.getTime() - now.getTime();
      if (!options.force && left > lastDaysMs) throw verificationInconclusive(session, proof);
      skipped(session, 'verify', proof.reason, { host });
      return { at: now, verdict: 'inconclusive' };
    }
    case 'refused': {
      const patienceOver = await isPatienceOver(session, state.saved, now);
      const closed = patienceOver || (resumed && options.force);
      if (closed) await closeRefused(session, state.saved);
      throw verificationFailed(session, proof, closed ? { issuance: 'abandoned' } : {});
    }
  }
}

/**
 * *Not yet valid* is said only if both clocks say so: what the service has just issued may lie in
 * our future, and one wrong `Date` must not keep it from use. Else the handshake decides.
 */
function requireBegun(
  { certificate, context }: Session,
  saved: OpenedVersion,
  clockOffsetMs: number,
): void {
  const now = context.effects.now();
  const { notBefore } = saved.identity.leaf.facts;
  if (notBefore.getTime() <= now.getTime() + Math.max(0, clockOffsetMs)) return;
  throw new WeborcaError('certificate-not-yet-valid', {
    name: certificate.name,
    notBefore: notBefore.toISOString(),
    issued: true,
  });
}

/** A day after the first refusal; answers that said nothing before it do not count. */
async function isPatienceOver(session: Session, saved: SavedRecord, now: Date): Promise<boolean> {
  const { refusedAt } = saved;
  if (refusedAt !== null && !isVoid(refusedAt, now)) {
    return now.getTime() - refusedAt.getTime() >= dayMs;
  }
  await session.journal
    .saved({ ...saved, refusedAt: now })
    .catch((error: unknown) => tellNotWritten(session, error));
  return false;
}

async function closeRefused(session: Session, { version }: SavedRecord): Promise<void> {
  const { journal, history } = session;
  await journal.close();
  const facts = { code: 'verification-failed', from: version };
  await history.remember('abandoned', facts);
}
