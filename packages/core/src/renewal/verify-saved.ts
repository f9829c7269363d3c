import { dayMs } from '../certificate/lifetime.ts';
import { WeborcaError } from '../errors.ts';
import { isVoid } from './attempts.ts';
import type { JournalState, SavedRecord, VerifiedRecord } from '../store/journal-state.ts';
import {
  askCandidate,
  verificationFailed,
  verificationInconclusive,
  weborcaHost,
} from './prove.ts';
import {
  done,
  skipped,
  started,
  tellNotWritten,
  type OpenedVersion,
  type Session,
} from './session.ts';

/** With so much left of the one in use, an answer that says nothing holds nobody up any more. */
export const lastDaysMs = 14 * dayMs;

interface Verifying {
  readonly asking: OpenedVersion;
  /** The saved version, opened. */
  readonly taken: OpenedVersion;
  readonly resumed: boolean;
}

/**
 * Decides whether the pointer may move to the saved version: when it is accepted, never while it is
 * refused, and where nobody knows only with `--force`, near the end, or where nothing can be asked.
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
      if (closed) await giveUp(session, state.saved);
      throw verificationFailed(session, proof, closed ? { issuance: 'given-up' } : {});
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

async function giveUp(session: Session, { version }: SavedRecord): Promise<void> {
  const { journal, history } = session;
  await journal.close();
  const facts = { code: 'verification-failed', from: version };
  await history.remember('abandoned', facts);
}
