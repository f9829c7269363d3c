import { backupContext } from '../backup/destination.ts';
import { entryOf } from '../backup/entry.ts';
import { noteRead } from '../backup/seen.ts';
import type { BackupMaterial } from '../backup/types.ts';
import { writeBackups } from '../backup/write.ts';
import type { BackupDestination } from '../configuration/types.ts';
import type { BackupResult } from '../context.ts';
import { isWeborcaError } from '../errors.ts';
import { versionId } from '../store/layout.ts';
import { openPair } from '../store/store.ts';
import { type Candidate, officialFileName } from './candidate.ts';
import { type OpenedVersion, type Session, tellNotes } from './session.ts';

/** What a backup of this version is made of. */
export function backupMaterial(
  { certificate, support }: Pick<Session, 'certificate' | 'support'>,
  { version, p12, password, identity }: OpenedVersion,
): BackupMaterial {
  return {
    name: certificate.name,
    version: version.id,
    p12,
    password,
    facts: identity.leaf.facts,
    fileName: version.manifest.fileName,
    configurationEntry: entryOf(certificate),
    support,
  };
}

/**
 * One backup of the version in use at every destination; those that are there already stay. What
 * was made and what failed is in the history.
 *
 * @param only somewhere else than at the configured places
 */
export async function backUp(
  session: Session,
  inUse: OpenedVersion,
  only?: BackupDestination,
): Promise<readonly BackupResult[]> {
  const { certificate, context, failures, history } = session;
  const material = backupMaterial(session, inUse);
  const places = only === undefined ? certificate.backups : [only];
  const results = await writeBackups(backupContext(context), places, material);
  for (const [index, { path, written, ok, notes }] of results.entries()) {
    // Each that is whole was read back and opened just now, also one that was there before.
    if (ok) await noteRead(context, certificate.name, { path, place: places[index]?.path });
    if (notes.some(({ code }) => code === 'not-flushed')) tellNotes(session, path, ['not-flushed']);
    if (written) await history.remember('backed-up', { path });
  }
  const failed = results.flatMap(({ error }) => error ?? []);
  if (only === undefined) await failures.noteAftermath('backup', failed);
  else for (const error of failed) await failures.note({ step: 'backup', error });
  return results;
}

/**
 * The store cannot be written and the service has issued: the certificate goes to any backup place
 * that takes it. What failed before is thrown by the caller; this only saves what can be saved.
 */
export async function rescue(session: Session, candidate: Candidate): Promise<void> {
  const { certificate, context } = session;
  try {
    const { facts, password } = await openPair(candidate.p12, candidate.password);
    const fileName = officialFileName(candidate.fileName, '', facts);
    const results = await writeBackups(backupContext(context), certificate.backups, {
      name: certificate.name,
      version: versionId(context.effects.now(), facts.fingerprintSha256),
      p12: candidate.p12,
      password,
      facts,
      fileName,
      configurationEntry: entryOf(certificate),
      support: session.support,
    });
    const saved = results.find((result) => result.ok);
    if (saved === undefined) return;
    const { path } = saved;
    context.observe({
      kind: 'notice',
      name: certificate.name,
      notice: 'rescued-to-backup',
      facts: { path },
    });
    await session.history.remember('rescued', { path });
  } catch (error) {
    if (!isWeborcaError(error)) throw error;
  }
}
