import { nothingWritten } from '../files/nothing-written.ts';
import { findAdoption } from './adopt.ts';
import { checkDownloaded } from './check.ts';
import { decideNow, isByHand, stopUnlessNotDue } from './decide-now.ts';
import { apiOf, type OpenedVersion, type Session } from './session.ts';
import { requirePermittedHost } from './fetch.ts';
import type { JournalState } from '../store/journal-state.ts';
import { recordsOf } from '../store/records.ts';
import { openIfWhole } from './open-version.ts';
import { probe } from './consumers.ts';
import { verificationFailed, verifySaved } from './verify.ts';
import type { End } from './result.ts';
import { askAgain, requireWaited, withoutMissingVersion } from './resume.ts';
import { settleNothingIssued } from './issue.ts';

/**
 * Asks what a run would ask, in its order and by its code, up to where it would send the request or
 * fetch what was issued, and leaves no trace.
 *
 * @throws WeborcaError what would stop the run there
 */
export async function dryRun(
  given: Session,
  inUse: OpenedVersion,
  state: JournalState,
): Promise<End> {
  const session = withoutTraces(given);
  const open = await standing(session, inUse, state);
  if (open !== null) {
    await requireUnhindered(session, inUse, open);
    return { kind: 'would-renew' };
  }
  const again = await askAgain(session, inUse);
  if (again.kind === 'refused') throw verificationFailed(session, again);
  if ((await findAdoption(session, inUse)) !== null) return { kind: 'would-renew' };
  const decision = await decideNow(session, inUse);
  if (decision.action !== 'renew') return stopUnlessNotDue(session, inUse, decision);
  if (isByHand(session)) return { kind: 'by-hand' };
  apiOf(session, inUse);
  await probe(session, decision);
  return { kind: 'would-renew' };
}

type Open = NonNullable<Awaited<ReturnType<typeof withoutMissingVersion>>>;

/** Where a run would go on; null: nothing is open, or not any more. */
async function standing(
  session: Session,
  inUse: OpenedVersion,
  state: JournalState,
): Promise<Open | null> {
  if (state.step === 'none') return null;
  if (state.step === 'nothing-issued') {
    await settleNothingIssued(session, state);
    return null;
  }
  if (state.step !== 'requested') return withoutMissingVersion(session, state);
  await requireWaited(session, inUse, state.unknownSince);
  return null;
}

/** What can be known of the rest of an open renewal before anything is fetched. */
async function requireUnhindered(
  session: Session,
  inUse: OpenedVersion,
  open: Open,
): Promise<void> {
  const asking = (await openIfWhole(session, open.request.askingVersion)) ?? inUse;
  switch (open.step) {
    case 'issued':
      // Forced, the run would abandon it and ask for another.
      if (!session.options.force) requirePermittedHost(session, open, asking);
      return;
    case 'downloaded':
      await checkDownloaded(session, open, asking);
      return;
    case 'saved': {
      const saved = await openIfWhole(session, open.saved.version);
      if (saved !== null) await verifySaved(session, open, { asking, taken: saved, resumed: true });
      return;
    }
    case 'verified':
      return;
  }
}

function withoutTraces(session: Session): Session {
  const { context } = session;
  const effects = { ...context.effects, files: nothingWritten(context.effects.files) };
  return {
    ...session,
    context: { ...context, effects },
    store: { ...session.store, files: effects.files },
    ...recordsOf(effects, { store: session.store, name: session.certificate.name }),
  };
}
