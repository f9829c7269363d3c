import { type ErrorCode, isWeborcaError, WeborcaError } from '../errors.ts';
import { checkAndSave } from './check.ts';
import { fetchIssued, isAbandoned } from './fetch.ts';
import { type Aftermath, bringUpToDate, movePointer, tidy } from './finish.ts';
import type {
  JournalState,
  RequestRecord,
  SavedRecord,
  VerifiedRecord,
} from '../store/journal-state.ts';
import { openIfWhole } from './open-version.ts';
import {
  type OpenedPair,
  type OpenedVersion,
  type Progress,
  type Session,
  tellNotWritten,
} from './session.ts';
import { verifySaved } from './verify.ts';

type From<S extends JournalState['step']> = Extract<JournalState, { step: S }>;

/** A journal from *issued* on: exactly one certificate comes of it. */
export type Advancing = From<'issued'> | From<'downloaded'> | From<'saved'> | From<'verified'>;

export type Advanced =
  | {
      readonly kind: 'finished';
      readonly inUse: OpenedVersion;
      readonly verified: boolean | null;
      readonly aftermath: Aftermath;
    }
  /** A later one came into use meanwhile; this one is a version of the store. */
  | { readonly kind: 'kept-aside' }
  /** The issuance is abandoned and its journal kept: another request may be sent. */
  | { readonly kind: 'abandoned'; readonly error: WeborcaError };

/**
 * Takes a renewal from wherever its journal stands to the end, one state after the other. Throws
 * where it has to stop; the journal then says where to go on.
 */
export async function advance(
  session: Session,
  state: Advancing,
  given: Omit<Progress, 'asking'>,
): Promise<Advanced> {
  const asking = await openAsking(session, state.request, given.inUse);
  const progress: Progress = { ...given, asking };
  switch (state.step) {
    case 'issued':
      return fetchOn(session, state, progress);
    case 'downloaded':
      return saveOn(session, state, progress);
    case 'saved':
      return verifyOn(session, state, progress);
    case 'verified': {
      const { request, saved, verified } = state;
      const moved = given.inUse.version.id === saved.version;
      // One that was not accepted is asked about anew, until the pointer has moved.
      return isVerified(verified) || moved
        ? use(session, state, { asking, taken: await openSaved(session, saved) })
        : verifyOn(session, { step: 'saved', request, saved, clockOffsetMs: 0 }, progress);
    }
  }
}

async function fetchOn(
  session: Session,
  state: From<'issued'>,
  progress: Progress,
): Promise<Advanced> {
  const { request, issued, failures } = state;
  const downloaded = await fetchIssued(session, state, progress);
  if (isAbandoned(downloaded)) return { kind: 'abandoned', error: downloaded.error };
  await session.journal
    .downloaded(downloaded)
    .catch((error: unknown) => tellNotWritten(session, error));
  return saveOn(session, { step: 'downloaded', request, issued, downloaded, failures }, progress);
}

async function saveOn(
  session: Session,
  state: From<'downloaded'>,
  progress: Progress,
): Promise<Advanced> {
  const { request, downloaded } = state;
  const done = await checkAndSave(session, state, progress);
  if (isAbandoned(done)) return { kind: 'abandoned', error: done.error };
  const { saved, opened } = done;
  await session.journal.saved(saved).catch((error: unknown) => tellNotWritten(session, error));
  const { clockOffsetMs } = downloaded;
  return verifyOn(
    session,
    { step: 'saved', request, saved, clockOffsetMs },
    { ...progress, opened },
  );
}

async function verifyOn(
  session: Session,
  state: From<'saved'>,
  /** `opened`: what this run opened to check it. */
  progress: Progress & { readonly opened?: OpenedPair },
): Promise<Advanced> {
  const { request, saved } = state;
  const { inUse, asking, opened } = progress;
  const taken = await openSaved(session, saved, opened);
  if (isOvertaken(state, taken, inUse)) {
    await session.history.remember('kept-aside', { from: inUse.version.id, to: saved.version });
    await session.journal.close();
    return { kind: 'kept-aside' };
  }
  const verified = await verifySaved(session, state, { ...progress, taken });
  await session.journal
    .verified(verified)
    .catch((error: unknown) => tellNotWritten(session, error));
  return use(session, { step: 'verified', request, saved, verified }, { asking, taken });
}

/** Whether nothing is left to ask: it was accepted, or there is no WebORCA to ask. */
function isVerified({ verdict }: VerifiedRecord): boolean {
  return verdict === 'accepted' || verdict === 'not-asked';
}

/** Somebody else renewed between this request and now: a later one is never replaced by an earlier. */
function isOvertaken(
  { request, saved }: From<'saved'>,
  opened: OpenedVersion,
  inUse: OpenedVersion,
): boolean {
  if ([request.askingVersion, saved.version].includes(inUse.version.id)) return false;
  return opened.identity.leaf.facts.notAfter <= inUse.identity.leaf.facts.notAfter;
}

async function openAsking(
  session: Session,
  request: RequestRecord,
  inUse: OpenedVersion,
): Promise<OpenedVersion> {
  if (request.askingVersion === inUse.version.id) return inUse;
  return (await openIfWhole(session, request.askingVersion)) ?? inUse;
}

/** As it is on disk: what reads back as it was checked is not opened once more. */
async function openSaved(
  session: Session,
  saved: SavedRecord,
  checked?: OpenedPair,
): Promise<OpenedVersion> {
  const opened = await openIfWhole(session, saved.version, checked);
  if (opened !== null) return opened;
  const { name } = session.certificate;
  throw new WeborcaError('version-unknown', { name, version: saved.version });
}

/** Moves the pointer, then brings backups and consumers along, then closes the journal. */
async function use(
  session: Session,
  state: From<'verified'>,
  { asking, taken: inUse }: { readonly asking: OpenedVersion; readonly taken: OpenedVersion },
): Promise<Advanced> {
  const { history, journal, memory } = session;
  const { verdict } = state.verified;
  const unverified = isVerified(state.verified)
    ? null
    : { since: state.verified.at, version: inUse.version.id, previous: asking.version.id };
  await memory.setUnverified(unverified);
  await movePointer(session, inUse.version.id);
  const aftermath = await bringUpToDate(session, inUse);
  const attempts = await memory.attempts();
  await memory.setAttempts({ ...attempts, retryAt: null, unfit: [] });
  await memory.setSuperseded(null);
  await history.remember(inUse.version.manifest.origin, {
    from: asking.version.id,
    to: inUse.version.id,
    verdict,
    ...(state.request.api === null ? {} : { api: state.request.api.href }),
    backups: aftermath.backups.map(({ path, ok }) => ({ path, ok })),
    consumers: aftermath.consumers.map(({ kind, path, state: s }) => ({ kind, path, state: s })),
  });
  await journal.close();
  await tidy(session);
  return { kind: 'finished', inUse, verified: verdict === 'accepted' ? true : null, aftermath };
}

/** True for errors after which the version in use is still worth bringing up to date. */
export function leavesStoreUsable(error: unknown): boolean {
  const unusable: readonly ErrorCode[] = ['destination-not-writable', 'internal', 'lease-lost'];
  return isWeborcaError(error) && !unusable.includes(error.code);
}

/**
 * Opens a journal at *saved*: for a version that came by another road than our own request, or that
 * has to be verified again.
 *
 * @param inUse the version that it is to replace
 * @param version `refused`: WebORCA has just refused it
 */
export async function reopenAtSaved(
  session: Session,
  inUse: OpenedVersion,
  { version, refused = false }: { readonly version: string; readonly refused?: boolean },
): Promise<Extract<Advancing, { step: 'saved' }>> {
  const { context, journal, service } = session;
  const at = context.effects.now();
  const request = {
    at,
    askingVersion: inUse.version.id,
    askingFingerprint: inUse.identity.leaf.facts.fingerprintSha256,
    api: service.api ?? service.weborca,
    answer: null,
  };
  const saved = { at, version, refusedAt: refused ? at : null };
  await journal.reopen(request, saved);
  return { step: 'saved', request, saved, clockOffsetMs: 0 };
}
