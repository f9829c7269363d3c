import type { MutualTls } from '../connection/types.ts';
import { WeborcaError } from '../errors.ts';
import { writingTo } from '../store/write-error.ts';
import { withPost } from './attempts.ts';
import type { IssuedRecord, RequestRecord } from './journal.ts';
import { judgeIssuance, requestIssuance } from './service.ts';
import { done, started, tellNotWritten, type OpenedVersion, type Session } from './session.ts';

const hourMs = 3_600_000;

/** @param until from then on another request may go out although this one's outcome is open */
export function outcomeUnknown(
  since: Date,
  until: Date,
  cause?: unknown,
): WeborcaError<'outcome-unknown'> {
  return new WeborcaError(
    'outcome-unknown',
    { since: since.toISOString(), until: until.toISOString() },
    { cause },
  );
}

/**
 * Journals *requested*, sends the request once, journals *issued* before anything else happens.
 * Whatever the service says is on disk, or in the returned record, before this returns.
 *
 * @throws WeborcaError when nothing was issued, or when that is not known
 */
export async function issue(
  session: Session,
  connection: MutualTls,
  api: URL,
  asking: OpenedVersion,
): Promise<{ readonly request: RequestRecord; readonly issued: IssuedRecord }> {
  const { context, journal, memory } = session;
  const { effects, signal } = context;
  started(session, 'request');
  if (signal.aborted) throw new WeborcaError('interrupted', { during: 'request' });
  const request: RequestRecord = {
    at: effects.now(),
    askingVersion: asking.version.id,
    askingFingerprint: asking.identity.leaf.facts.fingerprintSha256,
    api,
  };
  await writingTo(journal.folder, () => journal.open(request));
  const before = await memory.attempts();
  try {
    // Counted before it leaves: a process that dies in between must not forget it.
    await writingTo(session.folder, () => memory.setAttempts(withPost(before, request.at, true)));
  } catch (error) {
    // A journal that stayed would say that a request may have left.
    await journal.close();
    throw error;
  }
  const exchange = await requestIssuance(connection, api);
  const now = effects.now();
  const remaining = asking.identity.leaf.facts.notAfter.getTime() - now.getTime();
  if (exchange.kind === 'failure') {
    if (!exchange.mayHaveArrived) {
      // On a full disk it stays counted: the next request waits, nobody loses anything.
      await memory.setAttempts(before).catch(() => undefined);
      await journal.close();
      throw exchange.error;
    }
    await noteUnknown(session, exchange.error.code, null);
    const wait = remaining > 0 ? Math.min(hourMs, remaining / 10) : hourMs;
    throw outcomeUnknown(request.at, new Date(request.at.getTime() + wait), exchange.error);
  }
  const verdict = judgeIssuance(exchange.answer, api, now);
  switch (verdict.kind) {
    case 'issued': {
      const issued: IssuedRecord = { at: now, uri: verdict.uri, pass: verdict.pass };
      await writeIssued(session, issued);
      await memory.setAttempts(withPost(before, request.at, false)).catch(() => undefined);
      done(session, 'request', { host: api.host });
      return { request, issued };
    }
    case 'refused': {
      const counted = withPost(before, request.at, false);
      const { retryAt } = verdict;
      // What the service said comes first; on a full disk the request stays counted as before.
      await memory
        .setAttempts(retryAt === null ? counted : { ...counted, retryAt })
        .catch(() => undefined);
      await journal.close();
      throw verdict.error;
    }
    case 'unusable': {
      const kept = await noteUnknown(session, verdict.error.code, exchange.answer.body);
      if (kept === null) throw verdict.error;
      const details = { ...verdict.error.details, kept };
      throw new WeborcaError('service-answer-invalid', details, { cause: verdict.error });
    }
  }
}

/** The reserved disk makes this succeed on a full one; if it fails all the same, memory has it. */
async function writeIssued(session: Session, issued: IssuedRecord): Promise<void> {
  try {
    await session.journal.issued(issued);
  } catch {
    tellNotWritten(session);
  }
}

/** Where it is kept; null: *requested* is on disk and says the same without a reason. */
async function noteUnknown(
  session: Session,
  reason: string,
  body: Uint8Array | null,
): Promise<string | null> {
  try {
    return await session.journal.noteUnknown(reason, body);
  } catch {
    tellNotWritten(session);
    return null;
  }
}
