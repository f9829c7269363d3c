import { dayMs } from '../certificate/lifetime.ts';
import type { MutualTls } from '../connection/types.ts';
import { isWeborcaError, WeborcaError } from '../errors.ts';
import { isVoid } from './attempts.ts';
import { checkAndSave } from './check-and-save.ts';
import { fetchIssued } from './fetch.ts';
import { bringUpToDate, movePointer, tidy, type Aftermath } from './finish.ts';
import { isAbandoned } from './give-up.ts';
import { remember } from './history.ts';
import type { JournalState, RequestRecord, SavedRecord, VerifiedRecord } from './journal.ts';
import { openIfWhole } from './open-version.ts';
import { askBoth, verificationFailed } from './prove.ts';
import {
  done,
  skipped,
  started,
  tellNotWritten,
  type OpenedVersion,
  type Session,
} from './session.ts';

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
  /** The issuance is lost and its journal kept: another request may be sent. */
  | { readonly kind: 'abandoned'; readonly error: WeborcaError };

/**
 * Takes a renewal from wherever its journal stands to the end, one state after the other. Throws
 * where it has to stop; the journal then says where to go on.
 *
 * @param inUse the version that the pointer names
 * @param open the request's connection, if this run sent it
 * @param resumed true when the journal was found, false when this run wrote it
 */
export async function advance(
  session: Session,
  state: Advancing,
  inUse: OpenedVersion,
  open: MutualTls | null,
  resumed: boolean,
): Promise<Advanced> {
  const asking = await openAsking(session, state.request, inUse);
  switch (state.step) {
    case 'issued': {
      const { request, issued, failures } = state;
      const downloaded = await fetchIssued(session, request, issued, failures, asking, open);
      if (isAbandoned(downloaded)) return { kind: 'abandoned', error: downloaded.error };
      await session.journal.downloaded(downloaded).catch(() => tellNotWritten(session));
      return advance(
        session,
        { step: 'downloaded', request, issued, downloaded, failures },
        inUse,
        null,
        resumed,
      );
    }
    case 'downloaded': {
      const { request, downloaded } = state;
      const saved = await checkAndSave(session, state, asking, resumed);
      if (isAbandoned(saved)) return { kind: 'abandoned', error: saved.error };
      await session.journal.saved(saved).catch(() => tellNotWritten(session));
      const { clockOffsetMs } = downloaded;
      return advance(
        session,
        { step: 'saved', request, saved, clockOffsetMs },
        inUse,
        null,
        resumed,
      );
    }
    case 'saved': {
      const { request, saved } = state;
      const opened = await openSaved(session, saved);
      const verified = await verify(session, state, opened, asking, resumed);
      await session.journal.verified(verified).catch(() => tellNotWritten(session));
      return use(session, { step: 'verified', request, saved, verified }, opened, asking);
    }
    case 'verified':
      return use(session, state, await openSaved(session, state.saved), asking);
  }
}

async function openAsking(
  session: Session,
  request: RequestRecord,
  inUse: OpenedVersion,
): Promise<OpenedVersion> {
  if (request.askingVersion === inUse.version.id) return inUse;
  return (await openIfWhole(session, request.askingVersion)) ?? inUse;
}

/** Decides whether the pointer may move to the saved version. */
async function verify(
  session: Session,
  state: From<'saved'>,
  saved: OpenedVersion,
  asking: OpenedVersion,
  resumed: boolean,
): Promise<VerifiedRecord> {
  const { context, journal, options } = session;
  const now = context.effects.now();
  const { facts } = saved.identity.leaf;
  // The service's clock is asked, not ours: what it has just issued may lie in our future.
  if (facts.notBefore.getTime() > now.getTime() + state.clockOffsetMs) {
    throw new WeborcaError('certificate-not-yet-valid', {
      name: session.certificate.name,
      notBefore: facts.notBefore.toISOString(),
      issued: true,
    });
  }
  started(session, 'verify');
  const { host } = session.service.weborca;
  const verdict = await askBoth(session, saved.identity, asking.identity);
  if (verdict.verdict === 'accepted') {
    done(session, 'verify', { host });
    return { at: now, verdict: 'accepted' };
  }
  if (verdict.verdict === 'inconclusive') {
    skipped(session, 'verify', verdict.reason, { host });
    return { at: now, verdict: 'inconclusive' };
  }
  const left = asking.identity.leaf.facts.notAfter.getTime() - now.getTime() - state.clockOffsetMs;
  if (left < dayMs) {
    skipped(session, 'verify', 'overdue', { host });
    return { at: now, verdict: 'overdue' };
  }
  const { saved: record } = state;
  if (isVoid(record.at, now)) await journal.saved({ ...record, at: now });
  const patienceOver = now.getTime() - record.at.getTime() >= dayMs;
  const closed = patienceOver || (resumed && options.force);
  if (closed) await journal.close();
  throw verificationFailed(session, verdict.reason, closed ? 'given-up' : undefined);
}

async function openSaved(session: Session, saved: SavedRecord): Promise<OpenedVersion> {
  const opened = await openIfWhole(session, saved.version);
  if (opened !== null) return opened;
  const { name } = session.certificate;
  throw new WeborcaError('version-unknown', { name, version: saved.version });
}

/** Moves the pointer, then brings backups and consumers along, then closes the journal. */
async function use(
  session: Session,
  state: From<'verified'>,
  inUse: OpenedVersion,
  asking: OpenedVersion,
): Promise<Advanced> {
  const { context, journal, memory, folder } = session;
  const { verdict } = state.verified;
  // An overdue one has been refused already, and there is no going back: nothing is left to ask.
  const unverified =
    verdict === 'inconclusive'
      ? { since: state.verified.at, version: inUse.version.id, previous: asking.version.id }
      : null;
  await memory.setUnverified(unverified);
  await movePointer(session, inUse.version.id);
  const aftermath = await bringUpToDate(session, inUse);
  const attempts = await memory.attempts();
  await memory.setAttempts({ ...attempts, retryAt: null, unfit: [] });
  await memory.setSuperseded(null);
  await remember(context.effects, folder, inUse.version.manifest.origin, {
    from: asking.version.id,
    to: inUse.version.id,
    verdict,
    backups: aftermath.backups.map(({ path, ok }) => ({ path, ok })),
    consumers: aftermath.consumers.map(({ kind, path, state: s }) => ({ kind, path, state: s })),
  });
  await journal.close();
  await tidy(session);
  const verified = verdict === 'accepted' ? true : verdict === 'overdue' ? false : null;
  return { kind: 'finished', inUse, verified, aftermath };
}

/** True for errors after which the version in use is still worth bringing up to date. */
export function leavesStoreUsable(error: unknown): boolean {
  return (
    isWeborcaError(error) && error.code !== 'destination-not-writable' && error.code !== 'internal'
  );
}
