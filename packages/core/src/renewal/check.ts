import { type ErrorDetails, hasCode, isWeborcaError, WeborcaError } from '../errors.ts';
import { patienceEnds } from './abandon.ts';
import { abandonedFileIn } from '../store/unfinished.ts';
import {
  type Allowed,
  type Candidate,
  isOverAlone,
  nothingAllowed,
  unfitReasons,
  officialFileName,
} from './candidate.ts';
import type { UnfitReason } from '../words/unfit.ts';
import { mayRequest } from './attempts.ts';
import { rescue } from './back-up.ts';
import { writtenDetails } from '../store/failures.ts';
import { type Abandoned, countFailure } from './fetch.ts';
import type { JournalState, SavedRecord } from '../store/journal-state.ts';
import type { OpenedPkcs12 } from '../pkcs12/types.ts';
import {
  done,
  type OpenedPair,
  type OpenedVersion,
  type Progress,
  type Session,
  shown,
  started,
} from './session.ts';
import type { Certificate, CertificateFacts } from '../certificate/facts.ts';
import { addVersion } from '../store/versions.ts';
import type { StoredVersion } from '../store/types.ts';

/** What a candidate is held against. */
interface Comparing {
  readonly inUse: Certificate;
  readonly allowed?: Allowed;
}

/**
 * *Check*: opens the candidate and compares it with the one in use. Dates are compared with each
 * other, never with our clock (`notBefore` only delays what follows).
 *
 * @throws WeborcaError `issued-certificate-unfit` with every reason
 */
export async function checkCandidate(
  session: Session,
  candidate: Candidate,
  { inUse, allowed = nothingAllowed }: Comparing,
): Promise<OpenedPkcs12> {
  started(session, 'check');
  const opened = await open(candidate);
  tellUnsealed(session, opened);
  const reasons = unfitReasons(opened.identity.leaf, inUse, allowed);
  if (reasons.length > 0) {
    const differing = differences(reasons, opened.identity.leaf.facts);
    throw new WeborcaError('issued-certificate-unfit', { reasons, ...differing });
  }
  done(session, 'check', shown(opened.identity.leaf.facts));
  return opened;
}

/**
 * A key in the clear, or bytes behind the file: it is the certificate all the same, and refusing it
 * would lose what was issued once. The store and the backups hold it as it came.
 */
export function tellUnsealed(
  { certificate: { name }, context }: Telling,
  { notes }: Pick<OpenedPkcs12, 'notes'>,
): void {
  for (const notice of ['unencrypted-key', 'trailing-bytes'] as const) {
    if (notes.includes(notice)) context.observe({ kind: 'notice', name, notice, facts: {} });
  }
}

interface Telling {
  readonly certificate: Pick<Session['certificate'], 'name'>;
  readonly context: Pick<Session['context'], 'observe'>;
}

/** What a person needs to know of it to take it all the same, or to see why not. */
function differences(
  reasons: readonly UnfitReason[],
  { commonName, issuer, notAfter }: CertificateFacts,
): Omit<ErrorDetails['issued-certificate-unfit'], 'reasons'> {
  return {
    ...(reasons.includes('subject-differs') ? { commonName } : {}),
    ...(reasons.includes('issuer-differs') ? { issuer } : {}),
    ...(reasons.includes('not-later') ? { notAfter: notAfter.toISOString() } : {}),
  };
}

async function open(candidate: Candidate): Promise<OpenedPkcs12> {
  const { openPkcs12 } = await import('../pkcs12/open.ts');
  try {
    return await openPkcs12(candidate.p12, candidate.password);
  } catch (error) {
    // A person who gave file and password hears of these themselves; of the service's answer, what
    // matters is that it cannot be used.
    if (candidate.origin === 'received' || !isWeborcaError(error)) throw error;
    const reasons: readonly UnfitReason[] = [
      hasCode(error, 'password-wrong')
        ? 'password-wrong'
        : hasCode(error, 'not-a-certificate') && error.details.found.startsWith('key')
          ? 'key-mismatch'
          : 'unreadable',
    ];
    throw new WeborcaError('issued-certificate-unfit', { reasons }, { cause: error });
  }
}

/** *Saved*: a new immutable version, written, fsynced and read back. The pointer does not move. */
export async function saveCandidate(
  session: Session,
  candidate: Candidate,
  { opened, previous }: { readonly opened: OpenedPkcs12; readonly previous: OpenedVersion },
): Promise<StoredVersion> {
  started(session, 'save');
  const { facts } = opened.identity.leaf;
  const version = await addVersion(
    session.store,
    session.certificate.name,
    {
      p12: candidate.p12,
      password: opened.password,
      facts,
      fileName: officialFileName(candidate.fileName, previous.version.manifest.fileName, facts),
      origin: candidate.origin,
    },
    session.context.effects.now(),
  );
  done(session, 'save', { version: version.id, folder: version.folder });
  return version;
}

type Downloaded = Extract<JournalState, { step: 'downloaded' }>;
/** What was saved, as it was opened to be checked. */
interface CheckedAndSaved {
  readonly saved: SavedRecord;
  readonly opened: OpenedPair;
}
type Unfit = WeborcaError<'issued-certificate-unfit'>;

/**
 * *Check* and *save* of what was downloaded. What is unfit is abandoned, and waits for a person or
 * for the next request; what fails on its dates alone stays *downloaded*, until it is abandoned as a
 * broken answer is.
 *
 * @throws WeborcaError `issued-certificate-unfit` with where the file is kept, `certificate-expired`
 */
export async function checkAndSave(
  session: Session,
  state: Downloaded,
  { asking, resumed }: Pick<Progress, 'asking' | 'resumed'>,
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
      return abandonExpired(session, state, { asking, resumed, error });
    }
    if (hasCode(error, 'issued-certificate-unfit')) throw await abandonUnfit(session, error);
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
async function abandonUnfit(
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
  const next = mayRequest(attempts, { remainingMs: null, now, forced: false });
  const until = next.permitted || next.until === null ? {} : { until: next.until.toISOString() };
  const details = { ...error.details, ...path, ...until };
  return new WeborcaError('issued-certificate-unfit', details, { cause: error });
}

async function abandonExpired(
  session: Session,
  { failures: before }: Downloaded,
  of: Pick<Progress, 'asking' | 'resumed'> & {
    readonly error: WeborcaError<'certificate-expired'>;
  },
): Promise<Abandoned> {
  const { error } = of;
  const standing = await countFailure(session, { ...of, before, failure: 'refused-or-broken' });
  if (standing.kind === 'abandoned') return { abandoned: standing.abandoned, error };
  const until = patienceEnds(standing.failures)?.toISOString();
  const details = { ...error.details, ...(until === undefined ? {} : { until }) };
  throw new WeborcaError('certificate-expired', details, { cause: error.cause });
}
