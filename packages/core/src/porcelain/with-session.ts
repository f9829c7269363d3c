import { storeOf } from '../store/store-of.ts';
import { readCaFile } from '../connection/trust.ts';
import type { CertificateConfiguration, Configuration } from '../configuration/types.ts';
import { journalOf } from '../renewal/journal.ts';
import { memoryOf } from '../renewal/memory.ts';
import type { RenewOptions, Session } from '../renewal/session.ts';
import { nameFolder } from '../store/layout.ts';
import { lockCertificate, leased } from './certificate-lock.ts';
import { serviceOf } from '../configuration/selection.ts';
import type { Context } from '../context.ts';
import { leaseOf, unleased, type Lease } from '../store/lease.ts';

export type SessionOptions = RenewOptions;

/** Everything one certificate's work needs; without a lease, for what only asks. */
export async function openSession(
  given: Context,
  configuration: Configuration,
  certificate: CertificateConfiguration,
  options: SessionOptions,
  lease?: Lease,
): Promise<Session> {
  const context = lease === undefined ? given : leased(given, lease);
  const { effects } = context;
  const service = serviceOf(configuration, certificate);
  const store = storeOf(context);
  const folder = nameFolder(store, certificate.name);
  return {
    context,
    certificate,
    service,
    ca: service.ca === null ? null : await readCaFile(effects.files, service.ca),
    store,
    folder,
    lease: lease ?? unleased,
    journal: journalOf(effects, folder, given.effects.files),
    memory: memoryOf(effects, folder),
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
  configuration: Configuration,
  certificate: CertificateConfiguration,
  options: SessionOptions,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { name } = certificate;
  const lock = await lockCertificate(context, storeOf(context), name, {
    onWait: ({ pid, host, command }) => {
      context.observe({
        kind: 'notice',
        name,
        notice: 'lock-waiting',
        facts: { pid, host, command },
      });
    },
  });
  try {
    const lease = leaseOf(lock, name);
    return await work(await openSession(context, configuration, certificate, options, lease));
  } finally {
    await lock.release();
  }
}
