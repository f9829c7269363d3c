import type { RenewalResult } from '../context.ts';
import { noFailures } from '../store/journal-state.ts';
import { checkCandidate, saveCandidate } from './check.ts';
import { type Adoption, findAdoption } from './adopt.ts';
import { advance, type Advancing, reopenAtSaved } from './advance.ts';
import { decideNow, isByHand, stopUnlessNotDue } from './decide-now.ts';
import { apiOf, connectTo, type OpenedVersion, type Session } from './session.ts';
import { probe, settleConsumers } from './consumers.ts';
import { dryRun } from './dry-run.ts';
import { sweepLeftovers } from './finish.ts';
import { issue, outcomeUnknown } from './issue.ts';
import { requireTurn } from './pilot.ts';
import { finishFallingBack, finishLate, finishOpen, verifyAgain } from './resume.ts';
import { type End, finished, resultOf } from './result.ts';

/**
 * Renews one certificate, whose lock the caller holds: finish what is open, adopt what others
 * renewed, decide, probe, request, and on to the end. Never throws: a failure is a result.
 */
export async function renewOne(session: Session): Promise<RenewalResult> {
  return resultOf(session, run);
}

async function run(session: Session, inUse: OpenedVersion): Promise<End> {
  const { journal, options } = session;
  const state = await journal.read();
  if (options.dryRun) return dryRun(session, inUse, state);
  await sweepLeftovers(session);
  await settleConsumers(session);
  if (options.onlyOpen === true && state.step === 'requested') {
    throw outcomeUnknown(state.unknownSince, session.context.effects.now());
  }
  await finishFallingBack(session, inUse);
  const resumed = await finishOpen(session, inUse, state);
  if (resumed !== null) return resumed;
  const late = await finishLate(session, inUse);
  if (late !== null) return late;
  if (options.onlyOpen === true) return { kind: 'not-due' };
  await verifyAgain(session, inUse);
  const adoption = await findAdoption(session, inUse);
  if (adoption !== null) return adopt(session, inUse, adoption);
  const decision = await decideNow(session, inUse);
  if (decision.action !== 'renew') return stopUnlessNotDue(session, inUse, decision);
  if (isByHand(session)) return { kind: 'by-hand' };
  const api = apiOf(session, inUse);
  await probe(session, decision);
  requireTurn(session, api, inUse);
  const connection = connectTo(session, api, inUse.identity);
  try {
    const { request, issued } = await issue(session, { connection, api, asking: inUse });
    const open: Advancing = { step: 'issued', request, issued, failures: noFailures };
    const advanced = await advance(session, open, { inUse, connection, resumed: false });
    // A second request in the same run would be one too many.
    if (advanced.kind === 'abandoned') throw advanced.error;
    return finished('renewed', advanced);
  } finally {
    await connection.close();
  }
}

async function adopt(session: Session, inUse: OpenedVersion, adoption: Adoption): Promise<End> {
  const { candidate, verdict } = adoption;
  const opened = await checkCandidate(session, candidate, { inUse: inUse.identity.leaf });
  const version = await saveCandidate(session, candidate, { opened, previous: inUse });
  const { request, saved } = await reopenAtSaved(session, inUse, { version: version.id });
  // WebORCA has just been asked.
  const verified = { at: saved.at, verdict };
  await session.journal.verified(verified);
  const state: Advancing = { step: 'verified', request, saved, verified };
  const advanced = await advance(session, state, { inUse, resumed: false });
  if (advanced.kind === 'abandoned') throw advanced.error;
  return finished('adopted', advanced);
}
