import { asWeborcaError, WeborcaError } from '../errors.ts';
import type { ConsumerReason } from '../words/reasons/consumers.ts';
import type { BackupResult } from '../context.ts';
import { endOf } from '../consumers/outcome.ts';
import type { ConsumerStatus } from '../consumers/types.ts';
import { sweepTemporary } from '../files/durable.ts';
import { prune } from '../store/versions.ts';
import { switchTo } from '../store/current.ts';
import { backUp } from './back-up.ts';
import { deploy } from './consumers.ts';
import { done, skipped, started, type OpenedVersion, type Session } from './session.ts';
import { consumersFolder } from '../consumers/layout.ts';

/** What was brought up to date after the pointer moved, and what was not. */
export interface Aftermath {
  readonly backups: readonly BackupResult[];
  readonly consumers: readonly ConsumerStatus[];
  /** The first failed backup or consumer. The outcome stays what it was. */
  readonly error?: WeborcaError;
}

/** The pointer moves last, by one rename, after everything else is on disk. */
export async function movePointer(session: Session, id: string): Promise<void> {
  await switchTo(session.store, session.certificate.name, id);
}

/**
 * Backups and consumers of the version in use. Safe to repeat: what is there already is left as
 * it is, what is missing or behind is made up for.
 */
export async function bringUpToDate(
  session: Session,
  inUse: OpenedVersion,
  allowEarlier = false,
): Promise<Aftermath> {
  const backups = await runBackups(session, inUse);
  const consumers = await runConsumers(session, inUse, allowEarlier);
  const error =
    backups.find((backup) => !backup.ok)?.error ??
    consumers.map(consumerError).find((e) => e !== null);
  return { backups, consumers, ...(error === undefined || error === null ? {} : { error }) };
}

async function runBackups(
  session: Session,
  inUse: OpenedVersion,
): Promise<readonly BackupResult[]> {
  if (session.certificate.backups.length === 0) {
    skipped(session, 'backup', 'none-configured');
    await session.failures.noteAftermath('backup', []);
    return [];
  }
  await session.lease.require();
  started(session, 'backup');
  const results = await backUp(session, inUse);
  const failed = results.find((result) => !result.ok);
  if (failed === undefined)
    done(session, 'backup', { paths: results.map((result) => result.path) });
  else
    tellFailed(
      session,
      'backup',
      failed.error ?? new WeborcaError('internal', { reason: 'backup' }),
      failed.path,
    );
  return results;
}

async function runConsumers(
  session: Session,
  inUse: OpenedVersion,
  allowEarlier: boolean,
): Promise<readonly ConsumerStatus[]> {
  if (session.certificate.consumers.length === 0) {
    skipped(session, 'deploy', 'none-configured');
    await session.failures.noteAftermath('deploy', []);
    return [];
  }
  await session.lease.require();
  started(session, 'deploy');
  const statuses = await deploy(session, inUse, allowEarlier);
  await noteDeployed(session, statuses);
  const failed = statuses
    .map((status) => ({ status, error: consumerError(status) }))
    .find(({ error }) => error !== null);
  if (failed === undefined || failed.error === null) {
    const told = (waiting: boolean): readonly string[] =>
      statuses
        .filter(({ state }) => (state === 'manual') === waiting)
        .map(({ kind, path }) => `${kind} ${path}`);
    done(session, 'deploy', { consumers: told(false), byHand: told(true) });
  } else tellFailed(session, 'deploy', failed.error, failed.status.path);
  return statuses;
}

function tellFailed(
  session: Session,
  step: 'backup' | 'deploy',
  error: WeborcaError,
  path: string,
): void {
  const { name } = session.certificate;
  session.context.observe({ kind: 'failed', name, step, code: error.code, facts: { path } });
}

/** `manual` waits for a person and is no failure; `needs-elevation` is one until somebody helps. */
export function consumerError(status: ConsumerStatus): WeborcaError | null {
  if (status.state !== 'failed' && status.state !== 'needs-elevation') return null;
  const { kind, path, error, command } = status;
  const at = error?.at === undefined || error.at === path ? {} : { at: error.at };
  const run = command === undefined ? {} : { command };
  const unknown = status.state === 'failed' ? 'program-failed' : 'no-permission';
  const reason = error?.reason ?? unknown;
  const ended = endOf(error ?? {});
  return new WeborcaError('consumer-failed', { kind, path, reason, ...at, ...run, ...ended });
}

const leftAlone: ReadonlySet<string> = new Set<ConsumerReason>([
  'others-failed',
  'waits-for-files',
]);

/** Failed consumers into the history, and those that failed before and are well now out of it. */
export async function noteDeployed(
  { failures }: Session,
  statuses: readonly ConsumerStatus[],
): Promise<void> {
  const failed = statuses.filter((status) => consumerError(status) !== null);
  // Those that were left alone because of another say nothing of themselves.
  const own = failed.filter(({ error }) => !leftAlone.has(error?.reason ?? ''));
  const told = (own.length > 0 ? own : failed).flatMap((status) => consumerError(status) ?? []);
  await failures.noteAftermath('deploy', told);
}

/** What killed runs left half-written or half-removed in the store: there may be passwords in it. */
export async function sweepLeftovers({ context, folder, sweep }: Session): Promise<void> {
  await sweep();
  await sweepTemporary(context.effects.files, consumersFolder(folder));
}

/** Old, expired versions go; a failure to tidy up is no failure of the renewal. */
export async function tidy(session: Session): Promise<void> {
  const { context, store, certificate, history } = session;
  try {
    const removed = await prune(store, certificate.name, context.effects.now());
    if (removed.length > 0) await history.remember('pruned', { versions: removed });
  } catch (error) {
    const { code } = asWeborcaError(error);
    context.observe({
      kind: 'notice',
      name: certificate.name,
      notice: 'not-tidied',
      facts: { code },
    });
  }
}
