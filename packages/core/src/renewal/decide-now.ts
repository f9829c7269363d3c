import { stateOf } from '../certificate/state.ts';
import { decide, decidedFacts, type Decision } from './decide.ts';
import { certificateExpired } from './expired.ts';
import { askInUse } from './verify.ts';
import type { End } from './result.ts';
import { done, type OpenedVersion, type Session, skipped, started } from './session.ts';
import { type ErrorDetails, quietly, WeborcaError } from '../errors.ts';
import { abandonedFileIn } from '../store/unfinished.ts';
import { outcomeUnknown } from './issue.ts';

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
  if (decision.action === 'renew' || decision.reason === 'not-due') {
    done(session, 'decide', decidedFacts(facts, thresholds, decision, now));
  }
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

/**
 * Without an address, a certificate that is due waits for a person, who is reminded; only somebody
 * who names it hears of it as a failure.
 */
export function isByHand(session: Session): boolean {
  if (session.service.api !== null || session.options.unnamed !== true) return false;
  skipped(session, 'request', 'by-hand');
  return true;
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

type Unfit = ErrorDetails['issued-certificate-unfit'];

/** The code that a decision not to renew becomes. */
export async function refusalError(
  session: Session,
  inUse: OpenedVersion,
  decision: Exclude<Decision, { action: 'renew' }>,
): Promise<WeborcaError> {
  const { context, certificate, service, memory } = session;
  const { name } = certificate;
  const { commonName, notBefore } = inUse.identity.leaf.facts;
  const host = service.api?.host ?? service.name;
  if (decision.action === 'refuse') {
    switch (decision.reason) {
      case 'expired':
        return certificateExpired(name, inUse.identity.leaf.facts, service);
      case 'not-renewable':
        return new WeborcaError('certificate-not-renewable', { name, commonName });
      case 'not-yet-valid':
        return new WeborcaError('certificate-not-yet-valid', {
          name,
          notBefore: notBefore.toISOString(),
        });
      case 'superseded':
        return new WeborcaError('issued-certificate-unfit', await supersededBy(session));
    }
  }
  const until = 'until' in decision && decision.until !== null ? decision.until : null;
  const untilText = until === null ? {} : { until: until.toISOString() };
  switch (decision.reason) {
    case 'unfit-before': {
      const path = await lastUnfit(session);
      const details = { reasons: [], ...untilText, ...(path === null ? {} : { path }) };
      return new WeborcaError('issued-certificate-unfit', details);
    }
    case 'outcome-unknown': {
      const { posts } = await memory.attempts();
      const now = context.effects.now();
      return outcomeUnknown(posts.findLast((post) => post.outcomeUnknown)?.at ?? now, until ?? now);
    }
    default:
      return new WeborcaError('service-busy', { host, reason: decision.reason, ...untilText });
  }
}

async function supersededBy({ memory }: Session): Promise<Unfit> {
  const found = await memory.superseded();
  if (found === null) return { reasons: [] };
  const { reasons, path } = found;
  // A store of the system is no place that a file could be taken from.
  return reasons.includes('in-system-store') ? { reasons } : { reasons, path };
}

/** Where the last one that did not pass is kept, if it still is. */
async function lastUnfit({ context, history }: Session): Promise<string | null> {
  const entries = (await quietly(() => history.read())) ?? [];
  const kept = entries.findLast(({ event }) => event === 'unfit')?.facts['kept'];
  return typeof kept === 'string' ? abandonedFileIn(context.effects, kept) : null;
}
