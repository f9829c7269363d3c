import { deployConsumers } from '../consumers/deploy.ts';
import { type Adoptable, findAdoptable } from '../consumers/find-adoptable.ts';
import { settleUnfinished } from '../consumers/settle.ts';
import { bindConsumers, consumersOf, ownSubject, type Bound } from '../consumers/bind.ts';
import type { ConsumerStatus, Earlier, Material } from '../consumers/types.ts';
import { done, type OpenedVersion, type Session, started, tellNotes } from './session.ts';
import type { Decision } from './decide.ts';
import { probeConsumers } from '../consumers/probe.ts';
import { WeborcaError } from '../errors.ts';
import { issuedFile } from '../store/layout.ts';
import { latestOf } from '../store/current.ts';
import { listVersions } from '../store/read-version.ts';
import type { StoredVersion } from '../store/types.ts';

/** What consumers are made of, out of a version that was opened. */
export function materialOf(session: Session, inUse: OpenedVersion): Material {
  const { identity, p12, password, version } = inUse;
  return {
    identity,
    p12,
    password,
    fileName: version.manifest.fileName,
    ca: session.ca === null ? null : Buffer.from(session.ca),
  };
}

/** All that a deployment needs to know of a version. */
export async function deploymentOf(session: Session, inUse: OpenedVersion) {
  const versions = await listVersions(session.store, session.certificate.name);
  return {
    ...consumersOf(session.context, session.certificate),
    material: materialOf(session, inUse),
    old: earlierThan(versions, inUse),
    isOwn: ownSubject(versions),
    signal: session.context.signal,
  };
}

/** The latest of the other versions: what was in use before, or will be no more. */
function earlierThan(versions: readonly StoredVersion[], inUse: OpenedVersion): Earlier | null {
  const earlier = latestOf(versions.filter(({ id }) => id !== inUse.version.id));
  if (earlier === null) return null;
  const { manifest, folder } = earlier;
  return { notAfter: manifest.facts.notAfter, p12File: issuedFile({ folder }) };
}

/** Brings the consumers to the version in use; each keeps its own recorded state. */
export async function deploy(
  session: Session,
  inUse: OpenedVersion,
  allowEarlier: boolean,
): Promise<readonly ConsumerStatus[]> {
  const statuses = await deployConsumers({
    ...(await deploymentOf(session, inUse)),
    allowEarlier,
  });
  for (const { path, notes = [], changes } of statuses) {
    // What was written just now; of the others it was told then.
    if (changes !== undefined) tellNotes(session, path, notes);
  }
  return statuses;
}

/** Finishes or undoes a switch of files that a killed process left. */
export async function settleConsumers(session: Session): Promise<void> {
  await settleUnfinished(session.context.effects, session.folder);
}

export async function adoptable(
  session: Session,
  inUse: OpenedVersion,
): Promise<readonly Adoptable[]> {
  return findAdoptable({
    ...consumersOf(session.context, session.certificate),
    fingerprint: inUse.identity.leaf.facts.fingerprintSha256,
  });
}

/**
 * Can what comes be put where it belongs? Asked before anything is issued. A file consumer that
 * cannot be written stops the run, unless the certificate is urgent or somebody with other rights
 * has to write there anyway. The store is probed by opening the journal in it; a backup drive that
 * is not there never stops a renewal.
 */
export async function probe(session: Session, { reason }: Decision): Promise<void> {
  started(session, 'probe');
  const { certificate } = session;
  const of = consumersOf(session.context, certificate);
  const results = certificate.consumers.length === 0 ? [] : await probeConsumers(of);
  const stopping = results.find((result) => !result.ok && !result.needsElevation);
  if (stopping !== undefined && reason !== 'urgent' && reason !== 'clock-wrong') {
    const { path, reason: why } = stopping;
    throw new WeborcaError('destination-not-writable', { path, reason: why ?? 'unknown' });
  }
  const consumers = bindConsumers(of).flatMap((one) => (isPlace(one) ? one.kind : []));
  const backups = certificate.backups.map((backup) => backup.path);
  done(session, 'probe', { store: session.folder, consumers, backups });
}

/** What a person does, or a program that follows the files, is no place. */
function isPlace({ consumer }: Bound): boolean {
  return consumer.form !== 'manual' && !(consumer.form === 'action' && consumer.followsFiles);
}
