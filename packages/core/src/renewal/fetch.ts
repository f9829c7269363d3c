import type { Exchange, MutualTls } from '../connection/types.ts';
import { readServerDate } from '../connection/server-date.ts';
import { type ErrorCode, hasCode, type Issuance, WeborcaError } from '../errors.ts';
import {
  type DownloadVerdict,
  judgeDownload,
  judgeFailedDownload,
  mayDownloadFrom,
  requestDownload,
} from './service.ts';
import type { DownloadedRecord, DownloadFailures, JournalState } from '../store/journal-state.ts';
import {
  apiOf,
  connectTo,
  done,
  type OpenedVersion,
  type Progress,
  type Session,
  started,
  tellNotWritten,
} from './session.ts';
import { type DownloadFailure, isToAbandon, withFailure } from './abandon.ts';
import { writtenDetails } from '../store/failures.ts';

type Issued = Extract<JournalState, { step: 'issued' }>;

type Downloading = Pick<Progress, 'asking' | 'resumed' | 'connection'>;

type FailedDownload = Extract<DownloadVerdict, { kind: 'failed' }>;

/** All attempts of one run together. */
const budgetMs = 60_000;
const pausesMs = [500, 2000];
/** A difference that a slow answer or a coarse `Date` header does not explain. */
const clockToleranceMs = 5 * 60_000;

/**
 * Downloads what was issued, with the certificate that asked. An issuance that is over is
 * abandoned here: its journal is renamed and kept.
 *
 * @throws WeborcaError where the issuance stays open
 */
export async function fetchIssued(
  session: Session,
  state: Issued,
  progress: Downloading,
): Promise<DownloadedRecord | Abandoned> {
  started(session, 'download');
  const { uri } = state.issued;
  try {
    requirePermittedHost(session, state, progress.asking);
  } catch (error) {
    if (!hasCode(error, 'download-foreign-host')) throw error;
    const foreign = { kind: 'failed', error, failure: 'foreign-host', again: false } as const;
    return await abandonOrThrow(session, state, { ...progress, verdict: foreign });
  }
  const { connection: open } = progress;
  const reuse = open !== undefined && open.origin === uri.origin;
  const connection = reuse ? open : connectTo(session, uri, progress.asking.identity);
  let verdict: DownloadVerdict;
  let exchange: Exchange;
  try {
    ({ verdict, exchange } = await attempt(session, connection, uri));
  } finally {
    if (!reuse) await connection.close();
  }
  if (verdict.kind === 'failed') {
    return await abandonOrThrow(session, state, { ...progress, verdict });
  }
  const at = session.context.effects.now();
  const serverDate =
    exchange.kind === 'answer' ? readServerDate(exchange.answer.headers['date'] ?? '') : null;
  const offset = serverDate === null ? 0 : serverDate.getTime() - at.getTime();
  const record: DownloadedRecord = {
    at,
    bytes: verdict.bytes,
    clockOffsetMs: Math.abs(offset) > clockToleranceMs ? offset : 0,
  };
  done(session, 'download', { bytes: verdict.bytes.length, host: uri.host });
  return record;
}

/** @throws WeborcaError `download-foreign-host` when the certificate may not be shown there */
export function requirePermittedHost(
  session: Session,
  { request, issued: { uri } }: Issued,
  asking: OpenedVersion,
): void {
  const api = request.api ?? apiOf(session, asking);
  if (mayDownloadFrom(uri, api, session.service.downloadHosts)) return;
  throw new WeborcaError('download-foreign-host', { host: uri.host, expected: api.host });
}

async function attempt(
  session: Session,
  connection: MutualTls,
  uri: URL,
): Promise<{ readonly verdict: DownloadVerdict; readonly exchange: Exchange }> {
  const { effects, signal } = session.context;
  const end = effects.now().getTime() + budgetMs;
  for (let round = 0; ; round++) {
    const left = end - effects.now().getTime();
    const exchange = await requestDownload(connection, uri, Math.max(1000, left), signal);
    if (signal.aborted && exchange.kind === 'failure') throw interrupted(exchange.error);
    const verdict =
      exchange.kind === 'failure'
        ? judgeFailedDownload(exchange)
        : judgeDownload(exchange.answer, uri.host, effects.now());
    const pause = pausesMs[round];
    const again = verdict.kind === 'failed' && verdict.again && pause !== undefined;
    if (!again || effects.now().getTime() + pause >= end) return { verdict, exchange };
    await effects.wait(pause, signal).catch(() => undefined);
    if (signal.aborted) throw interrupted(verdict.error);
  }
}

/** An interruption says nothing about the issuance, `--force` or not. */
function interrupted(cause: unknown): WeborcaError {
  return new WeborcaError('interrupted', { during: 'download' }, { cause });
}

async function abandonOrThrow(
  session: Session,
  state: Issued,
  { asking, resumed, verdict }: Downloading & { readonly verdict: FailedDownload },
): Promise<Abandoned> {
  const { issued, failures: before } = state;
  const error =
    verdict.error.code === 'service-unreachable'
      ? new WeborcaError(
          'download-failed',
          { host: issued.uri.host, reason: 'unreachable' },
          { cause: verdict.error },
        )
      : verdict.error;
  const onRecord = await isOnRecord(session, state);
  const { failure } = verdict;
  const standing = await countFailure(session, { before, failure, asking, error, resumed });
  if (standing.kind === 'open') throw ofDownload(error, onRecord ? 'open' : 'not-recorded');
  const { abandoned } = standing;
  return { abandoned, error: ofDownload(error, 'abandoned', abandoned) };
}

/** The disk may have had no room for *issued* when the answer came, and have some now. */
async function isOnRecord({ journal }: Session, { request, issued }: Issued): Promise<boolean> {
  try {
    const { step } = await journal.read();
    if (step === 'requested') await journal.recordAgain(request, issued);
    return step !== 'none';
  } catch {
    return false;
  }
}

/** A refused download is told as one: there is a certificate that waits to be fetched. */
function ofDownload<C extends ErrorCode>(
  error: WeborcaError<C>,
  issuance: Issuance,
  kept?: string,
): WeborcaError<C> {
  const details = { ...error.details, issuance, ...(kept === undefined ? {} : { kept }) };
  return new WeborcaError(error.code, details, { cause: error.cause ?? error });
}

/** An abandoned issuance: its journal was renamed and kept. */
export interface Abandoned {
  /** Where it is kept. */
  readonly abandoned: string;
  readonly error: WeborcaError;
}

export function isAbandoned(value: object): value is Abandoned {
  return 'abandoned' in value;
}

/** What a failure means for the issuance: it stays open, or it was abandoned. */
export type Standing =
  | { readonly kind: 'open'; readonly failures: DownloadFailures }
  | { readonly kind: 'abandoned'; readonly abandoned: string };

/** A failure to come to the issued certificate. */
export interface Failing {
  readonly before: DownloadFailures;
  readonly failure: DownloadFailure;
  readonly asking: OpenedVersion;
  readonly error: WeborcaError;
  /**
   * A person who forces asks for another request; a run that has sent one itself would only lose what it
   * issued.
   */
  readonly resumed: boolean;
}

/** Counts it, and abandons the issuance when that is due. */
export async function countFailure(
  session: Session,
  { before, failure, asking, error, resumed }: Failing,
): Promise<Standing> {
  const { context, journal, history, options, certificate } = session;
  const now = context.effects.now();
  const remainingMs = asking.identity.leaf.facts.notAfter.getTime() - now.getTime();
  const failures = withFailure(before, failure, { remainingMs, now });
  if (!isToAbandon(failures, failure, { now, forced: options.force && resumed })) {
    if (failures !== before) {
      await journal
        .noteFailures(failures)
        .catch((problem: unknown) => tellNotWritten(session, problem));
    }
    return { kind: 'open', failures };
  }
  const abandoned = await journal.abandon();
  const facts = { code: error.code, details: writtenDetails(error), path: abandoned };
  await history.remember('abandoned', facts);
  const { name } = certificate;
  context.observe({
    kind: 'notice',
    name,
    notice: 'journal-abandoned',
    facts: { path: abandoned },
  });
  return { kind: 'abandoned', abandoned };
}
