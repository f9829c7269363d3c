import type { RenewalResult } from '../porcelain/types.ts';
import { isWeborcaError } from '../errors.ts';
import { checkCandidate, saveCandidate, type Candidate } from './accept.ts';
import { advance } from './advance.ts';
import type { Accepted } from './candidate.ts';
import { settleConsumers } from './deploy.ts';
import { openCurrent } from './open-version.ts';
import { reopenAtSaved } from './reopen.ts';
import { finished, resultOf, type End } from './result.ts';
import { finishOpen } from './resume.ts';
import type { OpenedVersion, Session } from './session.ts';

/**
 * Takes in a certificate that was renewed by hand or by another program: the same checks, the same
 * switch, the same backups and consumers as a renewal of our own.
 */
export async function receiveOne(
  session: Session,
  candidate: Candidate,
  fingerprintSha256: string,
  accepted: Accepted,
): Promise<RenewalResult> {
  return resultOf(session, async (tracked, before) => {
    await settleConsumers(tracked);
    const inUse = await closeOpenJournal(tracked, before);
    if (inUse.identity.leaf.facts.fingerprintSha256 === fingerprintSha256) {
      return { kind: 'not-due' };
    }
    return take(tracked, inUse, candidate, accepted);
  });
}

/** What is open is finished if it can be; if not, what a person brings takes its place. */
async function closeOpenJournal(session: Session, inUse: OpenedVersion): Promise<OpenedVersion> {
  try {
    await finishOpen(session, inUse, await session.journal.read());
  } catch (error) {
    if (!isWeborcaError(error) || error.code === 'destination-not-writable') throw error;
  }
  if ((await session.journal.read()).step !== 'none') await session.journal.abandon();
  return openCurrent(session);
}

async function take(
  session: Session,
  inUse: OpenedVersion,
  candidate: Candidate,
  accepted: Accepted,
): Promise<End> {
  const opened = await checkCandidate(session, candidate, inUse.identity.leaf, accepted);
  const version = await saveCandidate(session, candidate, opened, inUse);
  const state = await reopenAtSaved(session, inUse, version.id);
  const advanced = await advance(session, state, inUse, null, false);
  if (advanced.kind === 'abandoned') throw advanced.error;
  return finished('renewed', advanced);
}
