import { probeConsumers } from '../consumers/probe.ts';
import { WeborcaError } from '../errors.ts';
import { consumersOf } from '../consumers/consumers-of.ts';
import { done, started, type Session } from './session.ts';

/**
 * Can what comes be put where it belongs? Asked before anything is issued. A file consumer that
 * cannot be written stops the run, unless the certificate is urgent or somebody with other rights
 * has to write there anyway. The store is probed by opening the journal in it; a backup drive that
 * is not there never stops a renewal.
 */
export async function probe(session: Session, urgent: boolean): Promise<void> {
  started(session, 'probe');
  const { certificate } = session;
  const results =
    certificate.consumers.length === 0
      ? []
      : await probeConsumers(consumersOf(session.context, session.certificate));
  const stopping = results.find((result) => !result.ok && !result.needsElevation);
  if (stopping !== undefined && !urgent) {
    const { path, reason } = stopping;
    throw new WeborcaError('destination-not-writable', { path, reason: reason ?? 'unknown' });
  }
  const consumers = certificate.consumers.map((consumer) => consumer.kind);
  const backups = certificate.backups.map((backup) => backup.path);
  done(session, 'probe', { store: session.folder, consumers, backups });
}
