import { daysLeft, formatThreshold } from '../certificate/lifetime.ts';
import { stateOf } from '../certificate/state.ts';
import { decide, type Decision } from './decide.ts';
import { askInUse } from './prove.ts';
import { refusalError } from './refusal.ts';
import type { End } from './result.ts';
import { done, started, type OpenedVersion, type Session } from './session.ts';

/** Asks `decide`, with what is remembered and, before "expired" is said, with what the service says. */
export async function decideNow(session: Session, inUse: OpenedVersion): Promise<Decision> {
  const { context, certificate, memory, options } = session;
  started(session, 'decide');
  const { facts } = inUse.identity.leaf;
  const { thresholds } = certificate;
  const state = stateOf({ facts, superseded: false, thresholds }, context.effects.now());
  const clockKnownWrong =
    (state === 'expired' || state === 'not-yet-valid') && (await isClockWrong(session, inUse));
  if (clockKnownWrong) {
    const { name } = certificate;
    context.observe({ kind: 'notice', name, notice: 'clock-wrong', facts: {} });
  }
  const now = context.effects.now();
  const decision = decide(
    facts,
    await memory.attempts(),
    {
      thresholds,
      forced: options.force,
      clockKnownWrong,
      superseded: (await memory.superseded()) !== null,
    },
    now,
  );
  const told = {
    action: decision.action,
    reason: decision.reason,
    daysLeft: daysLeft(facts, now),
    renewWithin: formatThreshold(thresholds.due),
  };
  if (decision.action === 'renew' || decision.reason === 'not-due') done(session, 'decide', told);
  return decision;
}

/**
 * Before "expired" or "not yet valid" is said, the service is asked: if it accepts, it is our clock
 * that is wrong. That it has begun is believed of its `Date` as well; that it is over, never.
 */
async function isClockWrong(session: Session, { identity }: OpenedVersion): Promise<boolean> {
  const proof = await askInUse(session, identity);
  if (proof === null) return false;
  const { notBefore } = identity.leaf.facts;
  const early = session.context.effects.now() < notBefore;
  return (
    proof.verdict === 'accepted' ||
    (early && proof.dated !== null && proof.dated.server >= notBefore)
  );
}

/** Not due is no failure; every other reason is a code. */
export async function stopUnlessNotDue(
  session: Session,
  inUse: OpenedVersion,
  decision: Exclude<Decision, { action: 'renew' }>,
): Promise<End> {
  if (decision.reason === 'not-due') return { kind: 'not-due' };
  throw await refusalError(session, inUse, decision);
}
