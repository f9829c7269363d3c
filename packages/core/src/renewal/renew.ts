import { daysLeft } from '../certificate/lifetime.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import { stateOf } from '../certificate/state.ts';
import { asWeborcaError, WeborcaError } from '../errors.ts';
import type { Observer, RenewalStep } from '../events.ts';
import type { NamedFacts, RenewalOutcome, RenewalResult } from '../porcelain/types.ts';
import { readVersion } from '../store/read-version.ts';
import { checkCandidate, saveCandidate } from './accept.ts';
import { findAdoption, type Adoption } from './adopt.ts';
import { advance, leavesStoreUsable, type Advanced, type Advancing } from './advance.ts';
import { mayRequest } from './attempts.ts';
import { decide, type Decision } from './decide.ts';
import { settleConsumers } from './deploy.ts';
import { bringUpToDate, movePointer, type Aftermath } from './finish.ts';
import { remember } from './history.ts';
import { issue, outcomeUnknown } from './issue.ts';
import type { JournalState, RequestRecord } from './journal.ts';
import { openCurrent, openVersion } from './open-version.ts';
import { probe } from './probe.ts';
import { ask, askBoth, verificationFailed } from './prove.ts';
import { connectTo, done, started, type OpenedVersion, type Session } from './session.ts';

const nothingDone: Aftermath = { backups: [], consumers: [] };

/**
 * Renews one certificate, whose lock the caller holds: finish what is open, adopt what others
 * renewed, decide, probe, request, and on to the end. Never throws: a failure is a result.
 */
export async function renewOne(given: Session): Promise<RenewalResult> {
  const { session, tellFailed } = followingSteps(given);
  const { context, certificate } = session;
  const { name } = certificate;
  let inUse: OpenedVersion | null = null;
  const named = (facts: CertificateFacts): NamedFacts => ({
    ...facts,
    daysLeft: daysLeft(facts, context.effects.now()),
  });
  const result = (
    outcome: RenewalOutcome,
    aftermath: Aftermath,
    more: Partial<RenewalResult> = {},
  ): RenewalResult => ({
    name,
    outcome,
    old: inUse === null ? null : named(inUse.identity.leaf.facts),
    new: null,
    verified: null,
    ...aftermath,
    ...more,
  });
  try {
    inUse = await openCurrent(session);
    const end = await run(session, inUse);
    switch (end.kind) {
      case 'new':
        return result(end.outcome, end.aftermath, {
          new: named(end.inUse.identity.leaf.facts),
          verified: end.verified,
        });
      case 'would-renew':
        return result('would-renew', nothingDone);
      case 'not-due':
        return result('not-due', await upToDate(session, inUse));
    }
  } catch (thrown) {
    const error = asWeborcaError(thrown);
    tellFailed(error);
    const aftermath =
      inUse !== null && !session.options.dryRun && leavesStoreUsable(error)
        ? await upToDate(session, inUse).catch(() => nothingDone)
        : nothingDone;
    return result('failed', aftermath, { error });
  }
}

/** Whoever watches hears of a failure as the failure of the step that was under way. */
function followingSteps(given: Session): {
  readonly session: Session;
  readonly tellFailed: (error: WeborcaError) => void;
} {
  const { context } = given;
  let step: RenewalStep = 'resume';
  const observe: Observer = (event) => {
    if (event.kind === 'started') ({ step } = event);
    context.observe(event);
  };
  const { name } = given.certificate;
  return {
    session: { ...given, context: { ...context, observe } },
    tellFailed: ({ code }) => {
      context.observe({ kind: 'failed', name, step, code, facts: {} });
    },
  };
}

type End =
  | {
      readonly kind: 'new';
      readonly outcome: 'renewed' | 'resumed' | 'adopted';
      readonly inUse: OpenedVersion;
      readonly verified: boolean | null;
      readonly aftermath: Aftermath;
    }
  | { readonly kind: 'would-renew' }
  | { readonly kind: 'not-due' };

async function run(session: Session, inUse: OpenedVersion): Promise<End> {
  const { journal, options } = session;
  const state = await journal.read();
  if (options.dryRun) return dryRun(session, inUse, state);
  await settleConsumers(session);
  const resumed = await finishOpen(session, inUse, state);
  if (resumed !== null) return resumed;
  await verifyAgain(session, inUse);
  const adoption = await findAdoption(session, inUse);
  if (adoption !== null) return adopt(session, inUse, adoption);
  const decision = await decideNow(session, inUse);
  if (decision.action !== 'renew') return stopUnlessNotDue(session, inUse, decision);
  const api = apiOf(session, inUse);
  await probe(session, decision.reason === 'urgent' || decision.reason === 'clock-wrong');
  const connection = connectTo(session, api, inUse.identity);
  try {
    const { request, issued } = await issue(session, connection, api, inUse);
    const failures = { firstCounted: null, firstNotFound: null, remainingAtFirst: null };
    const open: Advancing = { step: 'issued', request, issued, failures };
    const advanced = await advance(session, open, inUse, connection, false);
    // A second request in the same run would be one too many.
    if (advanced.kind === 'abandoned') throw advanced.error;
    return finished('renewed', advanced);
  } finally {
    await connection.close();
  }
}

function finished(
  outcome: 'renewed' | 'resumed' | 'adopted',
  advanced: Extract<Advanced, { kind: 'finished' }>,
): End {
  const { inUse, verified, aftermath } = advanced;
  return { kind: 'new', outcome, inUse, verified, aftermath };
}

/** Finishes an open journal, whatever `decide` would say. Null when none is left open. */
async function finishOpen(
  session: Session,
  inUse: OpenedVersion,
  state: JournalState,
): Promise<End | null> {
  if (state.step === 'none') return null;
  started(session, 'resume');
  if (state.step === 'requested') {
    await requireWaited(session, inUse, state.unknownSince);
    const kept = await session.journal.abandon();
    await remember(session.context.effects, session.folder, 'outcome-unknown', { kept });
    done(session, 'resume', { step: state.step });
    return null;
  }
  done(session, 'resume', { step: state.step });
  const advanced = await advance(session, state, inUse, null, true);
  return advanced.kind === 'abandoned' ? null : finished('resumed', advanced);
}

/** An hour after a request whose outcome is unknown, never more than a tenth of what is left. */
async function requireWaited(session: Session, inUse: OpenedVersion, since: Date): Promise<void> {
  const { context, options } = session;
  const now = context.effects.now();
  const remaining = inUse.identity.leaf.facts.notAfter.getTime() - now.getTime();
  const attempts = { posts: [{ at: since, outcomeUnknown: true }], retryAt: null, unfit: [] };
  const permission = mayRequest(attempts, Math.max(0, remaining), now, options.force);
  if (!permission.permitted) throw outcomeUnknown(since, remaining);
}

/** A version in use that could not be verified is asked about again; refused, it goes back. */
async function verifyAgain(session: Session, inUse: OpenedVersion): Promise<void> {
  const { context, store, certificate, memory, journal, service } = session;
  const unverified = await memory.unverified();
  if (unverified === null) return;
  const previous =
    unverified.version === inUse.version.id
      ? await readVersion(store, certificate.name, unverified.previous)
      : null;
  if (previous === null) return memory.setUnverified(null);
  started(session, 'verify');
  const before = await openVersion(session, previous.version);
  const verdict = await askBoth(session, inUse.identity, before.identity);
  if (verdict.verdict === 'inconclusive') return;
  if (verdict.verdict === 'accepted') {
    await memory.setUnverified(null);
    done(session, 'verify', { host: service.weborca.host });
    return;
  }
  const now = context.effects.now();
  const request: RequestRecord = {
    at: unverified.since,
    askingVersion: previous.version.id,
    askingFingerprint: previous.version.manifest.facts.fingerprintSha256,
    api: service.api ?? service.weborca,
  };
  await journal.reopen(request, { at: now, version: inUse.version.id });
  await movePointer(session, previous.version.id);
  await memory.setUnverified(null);
  await bringUpToDate(session, before, true);
  const facts = { from: inUse.version.id, to: previous.version.id, reason: verdict.reason };
  await remember(context.effects, session.folder, 'fell-back', facts);
  context.observe({ kind: 'notice', name: certificate.name, notice: 'fell-back', facts });
  throw verificationFailed(session, verdict.reason);
}

async function adopt(session: Session, inUse: OpenedVersion, adoption: Adoption): Promise<End> {
  const { candidate } = adoption;
  const opened = await checkCandidate(session, candidate, inUse.identity.leaf);
  const version = await saveCandidate(session, candidate, opened, inUse);
  const now = session.context.effects.now();
  const request: RequestRecord = {
    at: now,
    askingVersion: inUse.version.id,
    askingFingerprint: inUse.identity.leaf.facts.fingerprintSha256,
    api: session.service.api ?? session.service.weborca,
  };
  const saved = { at: now, version: version.id };
  await session.journal.reopen(request, saved);
  const verified = { at: now, verdict: 'accepted' } as const;
  await session.journal.verified(verified);
  const state: Advancing = { step: 'verified', request, saved, verified };
  const advanced = await advance(session, state, inUse, null, false);
  if (advanced.kind === 'abandoned') throw advanced.error;
  return finished('adopted', advanced);
}

async function decideNow(session: Session, inUse: OpenedVersion): Promise<Decision> {
  const { context, certificate, memory, options } = session;
  started(session, 'decide');
  const { facts } = inUse.identity.leaf;
  const { thresholds } = certificate;
  const state = stateOf({ facts, superseded: false, thresholds }, context.effects.now());
  // Before "expired" is said, the service is asked: if it accepts, it is our clock that is wrong.
  const clockKnownWrong =
    state === 'expired' && (await ask(session, inUse.identity)).verdict === 'accepted';
  if (clockKnownWrong) {
    const { name } = certificate;
    context.observe({ kind: 'notice', name, notice: 'clock-wrong', facts: {} });
  }
  const now = context.effects.now();
  const decision = decide(
    facts,
    await memory.attempts(),
    {
      thresholds,
      forced: options.force,
      clockKnownWrong,
      superseded: (await memory.superseded()) !== null,
    },
    now,
  );
  const told = { action: decision.action, reason: decision.reason, daysLeft: daysLeft(facts, now) };
  if (decision.action === 'renew' || decision.reason === 'not-due') done(session, 'decide', told);
  return decision;
}

async function stopUnlessNotDue(
  session: Session,
  inUse: OpenedVersion,
  decision: Exclude<Decision, { action: 'renew' }>,
): Promise<End> {
  if (decision.reason === 'not-due') return { kind: 'not-due' };
  throw await refusalError(session, inUse, decision);
}

async function refusalError(
  session: Session,
  inUse: OpenedVersion,
  decision: Exclude<Decision, { action: 'renew' }>,
): Promise<WeborcaError> {
  const { context, certificate, service, memory } = session;
  const { name } = certificate;
  const { commonName, notAfter, notBefore } = inUse.identity.leaf.facts;
  const host = service.api?.host ?? service.name;
  if (decision.action === 'refuse') {
    switch (decision.reason) {
      case 'expired':
        return new WeborcaError('certificate-expired', {
          name,
          commonName,
          notAfter: notAfter.toISOString(),
        });
      case 'not-renewable':
        return new WeborcaError('certificate-not-renewable', { name, commonName });
      case 'not-yet-valid':
        return new WeborcaError('certificate-not-yet-valid', {
          name,
          notBefore: notBefore.toISOString(),
        });
      case 'superseded':
        return new WeborcaError('issued-certificate-unfit', {
          reasons: (await memory.superseded())?.reasons ?? [],
        });
    }
  }
  const until = 'until' in decision && decision.until !== null ? decision.until : null;
  const untilText = until === null ? {} : { until: until.toISOString() };
  switch (decision.reason) {
    case 'unfit-before':
      return new WeborcaError('issued-certificate-unfit', { reasons: [], ...untilText });
    case 'outcome-unknown': {
      const now = context.effects.now();
      return outcomeUnknown(now, notAfter.getTime() - now.getTime());
    }
    default:
      return new WeborcaError('service-busy', { host, ...untilText });
  }
}

function apiOf(session: Session, inUse: OpenedVersion): URL {
  const { service, context } = session;
  if (service.api !== null) return service.api;
  throw new WeborcaError('service-not-configured', {
    service: service.name,
    commonName: inUse.identity.leaf.facts.commonName,
    site: service.site.href,
    configPath: context.places.configFile,
  });
}

async function dryRun(session: Session, inUse: OpenedVersion, state: JournalState): Promise<End> {
  if (state.step !== 'none') return { kind: 'would-renew' };
  const decision = await decideNow(session, inUse);
  if (decision.action !== 'renew') return stopUnlessNotDue(session, inUse, decision);
  apiOf(session, inUse);
  return { kind: 'would-renew' };
}

/** What an earlier run could not do for the version in use is made up for. */
async function upToDate(session: Session, inUse: OpenedVersion): Promise<Aftermath> {
  if (session.options.dryRun) return nothingDone;
  return bringUpToDate(session, inUse);
}
