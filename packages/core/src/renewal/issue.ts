import { daysLeft } from '../certificate/state.ts';
import type { Exchange, HttpAnswer, MutualTls } from '../connection/types.ts';
import { hasCode, WeborcaError, type ErrorCode } from '../errors.ts';
import { writingTo } from '../store/store.ts';
import { unknownUntil, withAnswered, withoutPost, withPost } from './attempts.ts';
import type { IssuedRecord, RequestRecord } from '../store/journal-state.ts';
import type { OpenRequest } from '../store/journal.ts';
import { judgeIssuance, requestIssuance } from './service.ts';
import { passLeaseLost } from '../store/lease.ts';
import { laterOf } from './rolled-back.ts';
import { done, type OpenedVersion, type Session, started, tellNotWritten } from './session.ts';
import type { Attempts } from '../store/memory.ts';

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

interface Issued {
  readonly request: RequestRecord;
  readonly issued: IssuedRecord;
}

/** Who asks, and over which connection. */
interface Requester {
  readonly connection: MutualTls;
  readonly api: URL;
  readonly asking: OpenedVersion;
}

/**
 * Journals *requested*, sends the request once, journals *issued* before anything else happens.
 * Whatever the service says is on disk, or in the returned record, before this returns: in the file
 * of this request alone, also when the lease was lost meanwhile and the journal is another's.
 *
 * @throws WeborcaError when nothing was issued, or when that is not known; `lease-lost`
 */
export async function issue(session: Session, requester: Requester): Promise<Issued> {
  const { api, asking } = requester;
  const { context, journal, folder } = session;
  started(session, 'request');
  if (context.signal.aborted) throw new WeborcaError('interrupted', { during: 'request' });
  const open = await writingTo(folder, () =>
    journal.open({
      at: context.effects.now(),
      askingVersion: asking.version.id,
      askingFingerprint: asking.identity.leaf.facts.fingerprintSha256,
      api,
    }),
  );
  try {
    const exchange = await send(session, open, requester);
    return exchange.kind === 'answer'
      ? await record(session, open, { said: exchange.answer, api })
      : await outcomeOpen(session, open, { error: exchange.error, asking });
  } catch (error) {
    throw hasCode(error, 'service-refused-certificate')
      ? await withWhatMayBeWhy(session, error, asking)
      : error;
  } finally {
    await open.answer.close();
  }
}

/** The request leaves, or certainly never left: then that is on record, and this throws why. */
async function send(
  session: Session,
  { request, answer }: OpenRequest,
  { connection, api }: Pick<Requester, 'connection' | 'api'>,
): Promise<Exchange> {
  const { memory, lease, folder } = session;
  let left = false;
  try {
    const before = await memory.attempts();
    // Counted before it leaves: a process that dies in between must not forget it.
    await writingTo(folder, () => memory.setAttempts(withPost(before, request.at, true)));
    const exchange = await requestIssuance(connection, api, async () => {
      await writingTo(folder, () => answer.leaving());
      // The last look, with the connection open: a process that is stopped from here on until the
      // bytes are out sends a request that may be one too many. Its answer has its place all the
      // same.
      await lease.require();
      left = true;
    });
    if (exchange.kind === 'answer' || exchange.mayHaveArrived) return exchange;
    left = false;
    throw exchange.error;
  } catch (error) {
    if (left) throw error;
    await answer.neverLeft().catch(() => undefined);
    await answer.close();
    // What cannot be taken back now, for want of disk or of file handles, the next run takes back.
    await settleNothingIssued(session, { request, sent: false }).catch(() => undefined);
    throw error;
  }
}

/** What the service said, on disk before anything is made of it. */
async function record(
  session: Session,
  { request, answer }: OpenRequest,
  { said, api }: Pick<Requester, 'api'> & { readonly said: HttpAnswer },
): Promise<Issued> {
  const { context, lease } = session;
  const now = context.effects.now();
  const verdict = judgeIssuance(said, api, now);
  switch (verdict.kind) {
    case 'issued': {
      const issued: IssuedRecord = { at: now, uri: verdict.uri, pass: verdict.pass };
      const written = await isWritten(session, () => answer.issued(issued));
      await answer.close();
      await lease.require();
      await countRight(session, { request, sent: true }).catch(passLeaseLost);
      if (written) await takeIn(session, request, 'issued');
      done(session, 'request', { host: api.host });
      return { request, issued };
    }
    case 'refused': {
      await answer.refused().catch(() => undefined);
      await answer.close();
      await lease.require();
      const { retryAt } = verdict;
      await settleNothingIssued(session, { request, sent: true, retryAt }).catch(passLeaseLost);
      throw verdict.error;
    }
    case 'unusable': {
      const noted = { reason: verdict.error.code, body: said.body };
      const kept = await noteUnknown(session, { request, answer }, noted);
      if (kept === null) throw verdict.error;
      const details = { ...verdict.error.details, kept };
      throw new WeborcaError('service-answer-invalid', details, { cause: verdict.error });
    }
  }
}

/** The WebORCA client asks from 90 days before the end on (user guide); what comes before is not known. */
const earliestDays = 90;

/** It may be too early, or the service takes but the latest one, which a person went back from. */
async function withWhatMayBeWhy(
  session: Session,
  error: WeborcaError<'service-refused-certificate'>,
  { identity }: OpenedVersion,
): Promise<WeborcaError> {
  const { facts } = identity.leaf;
  const left = daysLeft(facts, session.context.effects.now());
  const details = {
    ...error.details,
    ...(left < earliestDays ? {} : { daysLeft: left }),
    ...(await laterOf(session, facts.notAfter)),
  };
  return new WeborcaError(error.code, details, { cause: error });
}

async function outcomeOpen(
  session: Session,
  open: OpenRequest,
  { error, asking }: { readonly error: WeborcaError; readonly asking: OpenedVersion },
): Promise<never> {
  const { at } = open.request;
  await noteUnknown(session, open, { reason: error.code, body: null });
  const now = session.context.effects.now().getTime();
  const remaining = asking.identity.leaf.facts.notAfter.getTime() - now;
  throw outcomeUnknown(at, unknownUntil(at, remaining > 0 ? remaining : null), error);
}

/** Where it is kept; null: *requested* is on disk and says the same without a reason. */
async function noteUnknown(
  session: Session,
  { request, answer }: OpenRequest,
  { reason, body }: { readonly reason: ErrorCode; readonly body: Uint8Array | null },
): Promise<string | null> {
  const written = await isWritten(session, () => answer.unusable(reason, body));
  await answer.close();
  await session.lease.require();
  return written ? takeIn(session, request, 'unknown') : null;
}

/** The room that was made for it makes this succeed on a full disk; if it fails, memory has it. */
async function isWritten(session: Session, write: () => Promise<void>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    tellNotWritten(session, error);
    return false;
  }
}

/** A request of which nothing came, for certain. */
export interface NothingIssued {
  readonly request: RequestRecord;
  /** The service has had it, and it counts. */
  readonly sent: boolean;
  readonly retryAt?: Date | null;
}

/**
 * Puts right what was counted before the request left, then closes its journal, so that it blocks nothing.
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
