import { daysLeft } from '../certificate/state.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import { asWeborcaError, isWeborcaError, ofCertificate, WeborcaError } from '../errors.ts';
import { refusedAt, isSystemError, reasonOf } from '../files/errno.ts';
import type { Observer } from '../events.ts';
import type { NamedFacts, RenewalResult } from '../context.ts';
import { leavesStoreUsable, type Advanced } from './advance.ts';
import { bringUpToDate, type Aftermath } from './finish.ts';
import { isAftermath } from '../store/failures.ts';
import { orLost } from '../store/lease.ts';
import { openCurrent } from './open-version.ts';
import type { OpenedVersion, Session } from './session.ts';
import { surroundingsOf } from './surroundings.ts';
import type { RenewalStep } from '../words/steps.ts';
import type { RenewalOutcome } from '../words/outcomes.ts';

const nothingDone: Aftermath = { backups: [], consumers: [] };

/** How the work at one certificate came out, short of a failure. */
export type End =
  | {
      readonly kind: 'new';
      readonly outcome: 'renewed' | 'resumed' | 'adopted';
      readonly inUse: OpenedVersion;
      readonly verified: boolean | null;
      readonly aftermath: Aftermath;
    }
  | { readonly kind: 'by-hand' }
  | { readonly kind: 'would-renew' }
  | { readonly kind: 'not-due' };

export function finished(
  outcome: 'renewed' | 'resumed' | 'adopted',
  advanced: Exclude<Advanced, { kind: 'abandoned' }>,
): End {
  if (advanced.kind === 'kept-aside') return { kind: 'not-due' };
  const { inUse, verified, aftermath } = advanced;
  return { kind: 'new', outcome, inUse, verified, aftermath };
}

/**
 * Does the work at one certificate, whose lock the caller holds, and makes a result of whatever
 * comes of it. Never throws: a failure is a result. What earlier runs could not bring up to date is
 * made up for when no new certificate came.
 */
export async function resultOf(
  given: Session,
  work: (session: Session, inUse: OpenedVersion) => Promise<End>,
): Promise<RenewalResult> {
  const { session, tellFailed, settle } = followingSteps(given);
  const { context, certificate } = session;
  const { name } = certificate;
  let inUse: OpenedVersion | null = null;
  const named = (facts: CertificateFacts): NamedFacts => ({
    ...facts,
    daysLeft: daysLeft(facts, context.effects.now()),
  });
  const result = (
    outcome: RenewalOutcome,
    aftermath: Aftermath,
    more: Partial<RenewalResult> = {},
  ): RenewalResult => ({
    name,
    outcome,
    old: inUse === null ? null : named(inUse.identity.leaf.facts),
    new: null,
    verified: null,
    ...aftermath,
    ...more,
  });
  try {
    const opened = await openCurrent(session);
    inUse = opened;
    const end = await orLost(session.lease, () => work(session, opened));
    await settle('all');
    switch (end.kind) {
      case 'new':
        return result(end.outcome, end.aftermath, {
          new: named(end.inUse.identity.leaf.facts),
          verified: end.verified,
        });
      case 'would-renew':
        return result('would-renew', nothingDone);
      case 'by-hand':
        return result('by-hand', await upToDate(session, inUse), {
          byHand: { service: session.service.name, site: session.service.site },
        });
      case 'not-due':
        return result('not-due', await upToDate(session, inUse));
    }
  } catch (thrown) {
    const error = ofCertificate(errorOf(thrown, session.folder), name);
    await tellFailed(error);
    await settle('done');
    const aftermath =
      inUse !== null && !session.options.dryRun && leavesStoreUsable(error)
        ? await upToDate(session, inUse).catch(() => nothingDone)
        : nothingDone;
    return result('failed', aftermath, { error });
  }
}

export function errorOf(thrown: unknown, folder: string): WeborcaError {
  if (isWeborcaError(thrown) || !isSystemError(thrown)) return asWeborcaError(thrown);
  const refused = refusedAt(thrown) ?? { path: folder, reason: reasonOf(thrown) };
  return new WeborcaError('destination-not-writable', refused, { cause: thrown });
}

/**
 * The observer hears of a failure as the failure of the step that was under way, and so does the
 * history; what went well is settled there.
 */
function followingSteps(given: Session): {
  readonly session: Session;
  readonly tellFailed: (error: WeborcaError) => Promise<void>;
  /** The steps that were done, or all of them in a run that came to a good end. */
  readonly settle: (which: 'all' | 'done') => Promise<void>;
} {
  const { context, failures, options } = given;
  const { name } = given.certificate;
  const well = new Set<RenewalStep | null>();
  let step: RenewalStep | null = null;
  const observe: Observer = (event) => {
    if (event.kind === 'started') {
      well.add(null);
      ({ step } = event);
    } else if (event.kind === 'done' || event.kind === 'skipped') well.add(event.step);
    context.observe(event);
  };
  return {
    session: { ...given, context: { ...context, observe } },
    tellFailed: async (error) => {
      // Before the first step the version in use is opened: then it is the store that fails.
      const told = step ?? 'save';
      context.observe({ kind: 'failed', name, step: told, code: error.code, facts: {} });
      well.delete(step);
      if (!options.dryRun) await failures.note({ step, error });
    },
    settle: async (which) => {
      if (options.dryRun) return;
      await failures.settle(
        ({ step: its }) => !isAftermath(its) && (which === 'all' || well.has(its)),
      );
    },
  };
}

/**
 * What an earlier run could not do for the version in use is made up for. The pointer is read
 * again: this run may have moved it, also back.
 */
async function upToDate(session: Session, opened: OpenedVersion): Promise<Aftermath> {
  if (session.options.dryRun) return nothingDone;
  const inUse = await openCurrent(session, opened);
  const since = session.context.effects.now();
  const aftermath = await bringUpToDate(session, inUse);
  const around = await surroundingsOf(session, aftermath, since);
  if (around !== null) {
    await session.noteOpened(inUse.version, inUse.identity.leaf.facts, around);
  }
  return aftermath;
}
