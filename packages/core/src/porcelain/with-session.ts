import { storeOf } from '../store/store.ts';
import { readCaFile } from '../connection/trust.ts';
import type { CertificateConfiguration, Configuration } from '../configuration/types.ts';
import { hasCode } from '../errors.ts';
import { recordsOf, type Failures } from '../store/records.ts';
import type { RenewOptions, Session } from '../renewal/session.ts';
import { lockCertificate } from '../store/lock.ts';
import { serviceOf } from '../configuration/load.ts';
import type { Context } from '../context.ts';
import { fenced, leaseOf, lostLease, orLost, unleased, type Lease } from '../store/lease.ts';

/** Which certificate is worked at, and how. */
export interface Work {
  readonly configuration: Configuration;
  readonly certificate: CertificateConfiguration;
  readonly options: RenewOptions;
}

/** Everything one certificate's work needs; without a lease, for what only asks. */
export async function openSession(
  given: Context,
  { configuration, certificate, options }: Work,
  lease?: Lease,
): Promise<Session> {
  const context = lease === undefined ? given : fencedBy(given, lease);
  const { effects } = context;
  const service = serviceOf(configuration, certificate);
  const store = storeOf(context);
  const { name } = certificate;
  const untold = (path: string): void =>
    context.observe({ kind: 'notice', name, notice: 'journal-not-written', facts: { path } });
  return {
    context,
    certificate,
    service,
    support: configuration.support,
    ca: service.ca === null ? null : await readCaFile(effects.files, service.ca),
    store,
    lease: lease ?? unleased,
    ...recordsOf(effects, { store, name, untold }, given.effects.files),
    options,
    pilots: null,
  };
}

/**
 * Works at one certificate under its lock.
 *
 * @throws WeborcaError `locked` with the owner, after a minute of waiting
 */
export async function withSession<T>(
  context: Context,
  at: Work,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { name } = at.certificate;
  const lock = await lockCertificate(
    context,
    { store: storeOf(context), name },
    {
      onWait: ({ pid, host, command }) => {
        context.observe({
          kind: 'notice',
          name,
          notice: 'lock-waiting',
          facts: { pid, host, command },
        });
      },
    },
  );
  try {
    const lease = leaseOf(lock, name);
    return await orLost(lease, async () => work(await openSession(context, at, lease)));
  } finally {
    await lock.release();
  }
}

/**
 * Writes down what kept a session from beginning, or ended it. Who lost its lock changes no file of the
 * certificate any more: its line of the history is all that is left of it.
 */
export async function noteEnded(
  context: Context,
  name: string,
  failure: Parameters<Failures['note']>[0],
): Promise<void> {
  const { effects } = context;
  const isLost = hasCode(failure.error, 'lease-lost');
  const files = isLost ? fenced(effects.files, lostLease(name)) : effects.files;
  const { failures } = recordsOf({ ...effects, files }, { store: storeOf(context), name });
  await failures.note(failure);
}

/** The same context, which changes no file any more once the lease is lost. */
function fencedBy(context: Context, lease: Lease): Context {
  const { effects } = context;
  return { ...context, effects: { ...effects, files: fenced(effects.files, lease) } };
}
