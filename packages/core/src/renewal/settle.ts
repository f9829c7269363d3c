import type { Attempts } from '../store/memory.ts';
import { withAnswered, withoutPost } from './attempts.ts';
import type { RequestRecord } from '../store/journal-state.ts';
import { passLeaseLost } from '../store/lease.ts';
import { type Session } from './session.ts';

/** A request of which nothing came, for certain. */
export interface NothingIssued {
  readonly request: RequestRecord;
  /** The service has had it, and it counts. */
  readonly sent: boolean;
  readonly retryAt?: Date | null;
}

/**
 * Puts right what was counted before the request left, then closes its journal: it blocks nobody.
 * May be repeated, by the next run too.
 */
export async function settleNothingIssued(session: Session, nothing: NothingIssued): Promise<void> {
  await countRight(session, nothing);
  await session.journal.close();
}

/** As if the request had never been, or as one that was answered. */
export async function countRight(
  { memory }: Session,
  { request: { at }, sent, retryAt = null }: NothingIssued,
): Promise<void> {
  const before = await memory.attempts();
  const after: Attempts = sent ? withAnswered(before, at) : withoutPost(before, at);
  if (after === before && retryAt === null) return;
  await memory.setAttempts(retryAt === null ? after : { ...after, retryAt });
}

/** The answer becomes a file of the journal; left where it is, it says the same. Null then. */
export async function takeIn(
  { journal }: Session,
  request: RequestRecord,
  as: 'issued' | 'unknown',
): Promise<string | null> {
  return journal.takeIn(request, as).catch((error: unknown) => {
    passLeaseLost(error);
    return null;
  });
}
