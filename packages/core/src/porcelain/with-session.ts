import { readCaFile } from '../connection/trust.ts';
import type { CertificateConfiguration, Configuration } from '../configuration/types.ts';
import { journalOf } from '../renewal/journal.ts';
import { memoryOf } from '../renewal/memory.ts';
import type { RenewOptions, Session } from '../renewal/session.ts';
import { nameFolder } from '../store/layout.ts';
import { lockCertificate } from './certificate-lock.ts';
import { serviceOf } from '../configuration/selection.ts';
import { storeOf } from '../store/store-of.ts';
import type { Context } from '../context.ts';

export type SessionOptions = RenewOptions;

/** Everything one certificate's work needs, without a lock: for what only asks. */
export async function openSession(
  context: Context,
  configuration: Configuration,
  certificate: CertificateConfiguration,
  options: SessionOptions,
): Promise<Session> {
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
    journal: journalOf(effects, folder),
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
  const session = await openSession(context, configuration, certificate, options);
  const { name } = certificate;
  const lock = await lockCertificate(context, session.store, name, {
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
    return await work(session);
  } finally {
    await lock.release();
  }
}
