import { advance, type Advancing, reopenAtSaved } from './advance.ts';
import type { VerificationReason } from '../words/reasons/connection.ts';
import { mayRequest } from './attempts.ts';
import { bringUpToDate, movePointer } from './finish.ts';
import { countRight, outcomeUnknown, settleNothingIssued, takeIn } from './issue.ts';
import type { JournalState } from '../store/journal-state.ts';
import { openIfWhole } from './open-version.ts';
import { askCandidate, verificationFailed, weborcaHost } from './verify.ts';
import { type End, finished } from './result.ts';
import { done, type OpenedVersion, type Session, started, tellNotWritten } from './session.ts';

/** Finishes an open journal, whatever `decide` would say. Null when none is left open. */
export async function finishOpen(
  session: Session,
  inUse: OpenedVersion,
  state: JournalState,
): Promise<End | null> {
  if (state.step === 'none') return null;
  if (state.step === 'nothing-issued') {
    await settleNothingIssued(session, state);
    return null;
  }
  started(session, 'resume');
  if (state.step === 'requested') {
    await requireWaited(session, inUse, state.unknownSince);
    const kept = await session.journal.abandon();
    await session.history.remember('outcome-unknown', { kept });
    done(session, 'resume', { step: state.step });
    return null;
  }
  const standing = await withoutMissingVersion(session, state);
  if (standing === null) return null;
  if (standing.step === 'issued') {
    await session.journal.secure().catch((error: unknown) => tellNotWritten(session, error));
  }
  // The owner before us may have ended with the answer still in its own file.
  if (state.step === 'issued') await takeIn(session, state.request, 'issued');
  done(session, 'resume', { step: standing.step });
  const advanced = await advance(session, standing, { inUse, resumed: true });
  if (advanced.kind === 'finished') return finished('resumed', advanced);
  // Who may not ask again has nothing to go on to.
  if (session.options.onlyOpen === true && advanced.kind === 'abandoned') throw advanced.error;
  return null;
}

/**
 * A version that was saved and is gone, or does not open any more, is made again from what was
 * downloaded, or downloaded again. Null: it came by another road, and nothing is left of it here;
 * the journal, which leads nowhere, is kept as abandoned.
 */
export async function withoutMissingVersion(
  session: Session,
  state: Advancing,
): Promise<Advancing | null> {
  if (state.step !== 'saved' && state.step !== 'verified') return state;
  const { version } = state.saved;
  if ((await openIfWhole(session, version)) !== null) return state;
  const before = await session.journal.beforeSaved();
  if (before !== null) return before;
  const path = await session.journal.abandon();
  const facts = { code: 'version-unknown', from: version, path };
  await session.history.remember('abandoned', facts);
  return null;
}

/** An hour after a request whose outcome is unknown, never more than a tenth of what is left. */
export async function requireWaited(
  session: Session,
  inUse: OpenedVersion,
  since: Date,
): Promise<void> {
  const { context, options } = session;
  const now = context.effects.now();
  const remaining = inUse.identity.leaf.facts.notAfter.getTime() - now.getTime();
  const attempts = { posts: [{ at: since, outcomeUnknown: true }], retryAt: null, unfit: [] };
  // Over by our clock: then it cannot ask anyway, or the clock is wrong and the time left unknown.
  const known = remaining > 0 ? remaining : null;
  const permission = mayRequest(attempts, { remainingMs: known, now, forced: options.force });
  if (!permission.permitted) throw outcomeUnknown(since, permission.until ?? now);
}

/** A version in use that could not be verified is asked about again; refused, it goes back. */
export async function verifyAgain(session: Session, inUse: OpenedVersion): Promise<void> {
  const { context, certificate, memory } = session;
  const again = await askAgain(session, inUse);
  if (!('before' in again)) {
    if (again.kind === 'inconclusive') return;
    if ((await memory.unverified()) !== null) await memory.setUnverified(null);
    if (again.kind === 'accepted') done(session, 'verify', { host: weborcaHost(session) });
    return;
  }
  const { before, reason } = again;
  await reopenAtSaved(session, before, { version: inUse.version.id, refused: true });
  await movePointer(session, before.version.id);
  await bringConsumersBack(session, before);
  const facts = { from: inUse.version.id, to: before.version.id, reason };
  await session.history.remember('fell-back', facts);
  context.observe({ kind: 'notice', name: certificate.name, notice: 'fell-back', facts });
  throw verificationFailed(session, again);
}

type Again =
  | { readonly kind: 'nothing-open' | 'accepted' | 'inconclusive' }
  /** Refused, and the version before, which is accepted, is the way back. */
  | {
      readonly kind: 'refused';
      readonly before: OpenedVersion;
      readonly reason: VerificationReason;
    };

/** What WebORCA says today of a version that is in use without having been verified. */
export async function askAgain(session: Session, inUse: OpenedVersion): Promise<Again> {
  const unverified = await session.memory.unverified();
  const before =
    unverified?.version === inUse.version.id
      ? await openIfWhole(session, unverified.previous)
      : null;
  if (before === null) return { kind: 'nothing-open' };
  started(session, 'verify');
  const proof = await askCandidate(session, inUse.identity, before.identity);
  if (proof === null) return { kind: 'nothing-open' };
  const { verdict, reason } = proof;
  return verdict === 'refused' ? { kind: verdict, before, reason } : { kind: verdict };
}

/**
 * Finishes a fall-back whose consumers could not follow the pointer, or that was killed between the
 * two: until they did, they may be given the earlier certificate.
 */
export async function finishFallingBack(session: Session, inUse: OpenedVersion): Promise<void> {
  const unverified = await session.memory.unverified();
  if (unverified?.previous === inUse.version.id) await bringConsumersBack(session, inUse);
}

async function bringConsumersBack(session: Session, before: OpenedVersion): Promise<void> {
  const { error } = await bringUpToDate(session, before, true);
  if (error?.code !== 'consumer-failed') await session.memory.setUnverified(null);
}

/**
 * Answers that came after their request had been abandoned: its owner slept with the answer under
 * way, another one took the work over, and waited in vain. What was issued is fetched all the same,
 * before another request is thought of. It comes into use if it is the latest; else it is kept as a
 * version. Called when no journal is open. Null: nothing came into use.
 */
export async function finishLate(session: Session, inUse: OpenedVersion): Promise<End | null> {
  const { history, journal } = session;
  for (const { id, answer } of await journal.lateAnswers()) {
    if (answer.kind === 'nothing') {
      await countRight(session, answer);
      await journal.dropAnswer(id);
      continue;
    }
    const requestedAt = answer.request.at.toISOString();
    await journal.takeUp({ ...answer.request, answer: id });
    await history.remember('answered-late', { requestedAt });
    const end = await finishOpen(session, inUse, await journal.read());
    if (end !== null) return end;
  }
  return null;
}
