import { hasCode, WeborcaError } from '../errors.ts';
import { patienceEnds } from './abandon.ts';
import { abandonedFileIn } from '../store/unfinished.ts';
import { checkCandidate, saveCandidate, type Candidate } from './accept.ts';
import { mayRequest } from './attempts.ts';
import { rescue } from './back-up.ts';
import { isOverAlone } from './candidate.ts';
import { writtenDetails } from '../store/failures.ts';
import { countFailure, type Abandoned } from './give-up.ts';
import type { JournalState, SavedRecord } from '../store/journal-state.ts';
import type { OpenedPkcs12 } from '../pkcs12/types.ts';
import type { OpenedPair, OpenedVersion, Session } from './session.ts';

type Downloaded = Extract<JournalState, { step: 'downloaded' }>;
/** What was saved, as it was opened to be checked. */
interface CheckedAndSaved {
  readonly saved: SavedRecord;
  readonly opened: OpenedPair;
}
/** Who asked, and whether the journal was found; else this run wrote it. */
interface Terms {
  readonly asking: OpenedVersion;
  readonly resumed: boolean;
}
type Unfit = WeborcaError<'issued-certificate-unfit'>;

/**
 * *Check* and *save* of what was downloaded. What is unfit is put away, and waits for a person or
 * for the next request; what fails on its dates alone stays *downloaded*, until it is given up as a
 * broken answer is.
 *
 * @throws WeborcaError `issued-certificate-unfit` with where the file is kept, `certificate-expired`
 */
export async function checkAndSave(
  session: Session,
  state: Downloaded,
  { asking, resumed }: Terms,
): Promise<CheckedAndSaved | Abandoned> {
  const { context } = session;
  const candidate = candidateOf(state);
  try {
    const opened = await checkDownloaded(session, state, asking);
    const version = await saveCandidate(session, candidate, { opened, previous: asking });
    const { identity, password } = opened;
    return {
      saved: { at: context.effects.now(), version: version.id, refusedAt: null },
      opened: { identity, password, p12: candidate.p12 },
    };
  } catch (error) {
    if (hasCode(error, 'certificate-expired')) {
      return giveUpExpired(session, state, { asking, resumed, error });
    }
    if (hasCode(error, 'issued-certificate-unfit')) throw await putAway(session, error);
    if (hasCode(error, 'destination-not-writable')) await rescue(session, candidate);
    throw error;
  }
}

function candidateOf({ issued, downloaded }: Downloaded): Candidate {
  return {
    p12: downloaded.bytes,
    password: issued.pass,
    origin: 'renewed',
    fileName: issued.uri.pathname,
  };
}

/**
 * *Check* alone.
 *
 * @throws WeborcaError `certificate-expired` for what has nothing against it but that it is over
 */
export async function checkDownloaded(
  session: Session,
  state: Downloaded,
  asking: OpenedVersion,
): Promise<OpenedPkcs12> {
  try {
    return await checkCandidate(session, candidateOf(state), { inUse: asking.identity.leaf });
  } catch (error) {
    if (!hasCode(error, 'issued-certificate-unfit')) throw error;
    const { reasons, notAfter } = error.details;
    const now = session.context.effects.now().getTime();
    const serverNow = new Date(now + state.downloaded.clockOffsetMs);
    if (notAfter === undefined || !isOverAlone(reasons, new Date(notAfter), serverNow)) throw error;
    const { name } = session.certificate;
    const { commonName } = asking.identity.leaf.facts;
    const details = { name, commonName, notAfter, issued: true };
    throw new WeborcaError('certificate-expired', details, { cause: error });
  }
}

/** Counted, so that the next request waits, and after three of them a person decides. */
async function putAway(
  { context, journal, memory, history }: Session,
  error: Unfit,
): Promise<Unfit> {
  const now = context.effects.now();
  const before = await memory.attempts();
  const attempts = { ...before, unfit: [...before.unfit, now] };
  await memory.setAttempts(attempts);
  const kept = await journal.abandon();
  await history.remember('unfit', { ...writtenDetails(error), kept });
  const file = await abandonedFileIn(context.effects, kept);
  const path = file === null ? {} : { path: file };
  const next = mayRequest(attempts, null, now, false);
  const until = next.permitted || next.until === null ? {} : { until: next.until.toISOString() };
  const details = { ...error.details, ...path, ...until };
  return new WeborcaError('issued-certificate-unfit', details, { cause: error });
}

async function giveUpExpired(
  session: Session,
  { failures: before }: Downloaded,
  of: Terms & { readonly error: WeborcaError<'certificate-expired'> },
): Promise<Abandoned> {
  const { error } = of;
  const standing = await countFailure(session, { ...of, before, failure: 'refused-or-broken' });
  if (standing.kind === 'lost') return { abandoned: standing.abandoned, error };
  const until = patienceEnds(standing.failures)?.toISOString();
  const details = { ...error.details, ...(until === undefined ? {} : { until }) };
  throw new WeborcaError('certificate-expired', details, { cause: error.cause });
}
