import { dayMs } from '../certificate/lifetime.ts';
import { WeborcaError } from '../errors.ts';
import { isVoid } from './attempts.ts';
import type { JournalState, VerifiedRecord } from './journal.ts';
import { askBoth, verificationFailed } from './prove.ts';
import { done, skipped, started, type OpenedVersion, type Session } from './session.ts';

/** Decides whether the pointer may move to the saved version. */
export async function verifySaved(
  session: Session,
  state: Extract<JournalState, { step: 'saved' }>,
  saved: OpenedVersion,
  asking: OpenedVersion,
  resumed: boolean,
): Promise<VerifiedRecord> {
  const { context, journal, options } = session;
  const now = context.effects.now();
  const { facts } = saved.identity.leaf;
  // The service's clock is asked, not ours: what it has just issued may lie in our future.
  if (facts.notBefore.getTime() > now.getTime() + state.clockOffsetMs) {
    throw new WeborcaError('certificate-not-yet-valid', {
      name: session.certificate.name,
      notBefore: facts.notBefore.toISOString(),
      issued: true,
    });
  }
  started(session, 'verify');
  const { host } = session.service.weborca;
  const verdict = await askBoth(session, saved.identity, asking.identity);
  if (verdict.verdict === 'accepted') {
    done(session, 'verify', { host });
    return { at: now, verdict: 'accepted' };
  }
  if (verdict.verdict === 'inconclusive') {
    skipped(session, 'verify', verdict.reason, { host });
    return { at: now, verdict: 'inconclusive' };
  }
  const left = asking.identity.leaf.facts.notAfter.getTime() - now.getTime() - state.clockOffsetMs;
  if (left < dayMs) {
    skipped(session, 'verify', 'overdue', { host });
    return { at: now, verdict: 'overdue' };
  }
  const { saved: record } = state;
  if (isVoid(record.at, now)) await journal.saved({ ...record, at: now });
  const patienceOver = now.getTime() - record.at.getTime() >= dayMs;
  const closed = patienceOver || (resumed && options.force);
  if (closed) await journal.close();
  throw verificationFailed(session, verdict.reason, closed ? 'given-up' : undefined);
}
