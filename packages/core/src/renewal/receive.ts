import type { RenewalResult } from '../context.ts';
import { type ErrorCode, isWeborcaError } from '../errors.ts';
import { checkCandidate, saveCandidate } from './check.ts';
import type { Allowed, Candidate } from './candidate.ts';
import { advance, reopenAtSaved } from './advance.ts';
import { settleConsumers } from './consumers.ts';
import { openCurrent } from './open-version.ts';
import { type End, finished, resultOf } from './result.ts';
import { finishOpen } from './resume.ts';
import type { OpenedVersion, Session } from './session.ts';

/** What a person, or another program, brings. */
export interface Received {
  readonly candidate: Candidate;
  readonly fingerprintSha256: string;
  /** What of it may differ. */
  readonly allowed: Allowed;
}

/**
 * Takes in a certificate that was renewed by hand or by another program: the same checks, the same
 * switch, the same backups and consumers as a renewal of our own.
 */
export async function receiveOne(session: Session, given: Received): Promise<RenewalResult> {
  return resultOf(session, async (tracked, before) => {
    await settleConsumers(tracked);
    const inUse = await finishIfPossible(tracked, before);
    if (inUse.identity.leaf.facts.fingerprintSha256 === given.fingerprintSha256) {
      return { kind: 'not-due' };
    }
    return take(tracked, inUse, given);
  });
}

/** These say nothing about what is open: it stays open. */
const stops: ReadonlySet<ErrorCode> = new Set(['destination-not-writable', 'interrupted']);

/** What is open is finished if it can be; the version in use then. */
async function finishIfPossible(session: Session, inUse: OpenedVersion): Promise<OpenedVersion> {
  try {
    await finishOpen(session, inUse, await session.journal.read());
  } catch (error) {
    if (!isWeborcaError(error) || stops.has(error.code)) throw error;
  }
  return openCurrent(session);
}

async function take(
  session: Session,
  inUse: OpenedVersion,
  { candidate, allowed }: Received,
): Promise<End> {
  const inPlace = { inUse: inUse.identity.leaf, allowed };
  const opened = await checkCandidate(session, candidate, inPlace);
  // What is still open has led nowhere; what a person brings takes its place.
  if ((await session.journal.read()).step !== 'none') {
    const path = await session.journal.abandon();
    await session.history.remember('abandoned', { path });
  }
  const version = await saveCandidate(session, candidate, { opened, previous: inUse });
  const state = await reopenAtSaved(session, inUse, { version: version.id });
  const advanced = await advance(session, state, { inUse, resumed: false });
  if (advanced.kind === 'abandoned') throw advanced.error;
  return finished('renewed', advanced);
}
