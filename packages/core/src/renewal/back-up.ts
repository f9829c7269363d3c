import { dirname } from 'node:path';
import { backupsOf } from '../backup/check.ts';
import { entryOf } from '../backup/entry.ts';
import type { BackupFolder } from '../backup/examine.ts';
import type { BackupContext, BackupMaterial } from '../backup/types.ts';
import { writeBackups } from '../backup/write.ts';
import type { BackupDestination, CertificateConfiguration } from '../configuration/types.ts';
import { isWeborcaError, quietly } from '../errors.ts';
import { exists } from '../files/durable.ts';
import type { BackupResult, CertificateStatus, Context } from '../context.ts';
import { openPair, storeOf } from '../store/store.ts';
import { versionId } from '../store/layout.ts';
import { recordsOf } from '../store/records.ts';
import type { Candidate } from './candidate.ts';
import { officialFileName } from './file-name.ts';
import { type OpenedVersion, type Session, tellNotes } from './session.ts';

export function backupContext({ effects, places }: Context): BackupContext {
  const { files, now, randomBytes: random, platform } = effects;
  return { files, now, random, platform, stateDir: places.stateDir, open: openPair };
}

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
  for (const { path, written, notes } of results) {
    if (notes.some(({ code }) => code === 'not-flushed')) tellNotes(session, path, ['not-flushed']);
    // What was backed up is, whether that can be noted or not.
    if (written) await history.remember('backed-up', { path }).catch(() => undefined);
  }
  const failed = results.flatMap(({ error }) => error ?? []);
  if (only === undefined) await failures.noteAftermath('backup', failed);
  else for (const error of failed) await failures.note({ step: 'backup', error });
  return results;
}

/** The last one of those that can be seen, or that lie on a drive which is not here. */
export async function findLastBackup(
  context: Context,
  certificate: CertificateConfiguration,
): Promise<CertificateStatus['lastBackup']> {
  const [seen] = await findBackups(context, certificate);
  const made = await madeBackups(context, certificate.name);
  for (const { path, at } of made.toReversed()) {
    if (seen !== undefined && seen.at >= at) break;
    // Its place is here, and it is not there any more.
    if (await exists(context.effects.files, dirname(dirname(path)))) continue;
    return { path, at };
  }
  return seen ?? null;
}

/**
 * The finished backups of one certificate, the newest first: at the configured places, and at those
 * that somebody chose once. Reads names only.
 */
export async function findBackups(
  context: Context,
  certificate: CertificateConfiguration,
): Promise<readonly BackupFolder[]> {
  const { name, backups } = certificate;
  const configured = new Set(backups.map(({ path }) => path));
  const chosen = new Set(
    (await madeBackups(context, name)).map(({ path }) => dirname(dirname(path))),
  );
  const places = [
    ...backups,
    ...[...chosen]
      .filter((path) => !configured.has(path))
      .map((path) => ({ path, password: 'beside' }) as const),
  ];
  return backupsOf(backupContext(context), places, name);
}

/** By the history, the oldest first: `PLACE/<name>/<time>-<CN>`. */
async function madeBackups(context: Context, name: string): Promise<readonly BackupFolder[]> {
  const { effects } = context;
  // For views: what else is wrong with a history is told elsewhere.
  const entries = await quietly(() =>
    recordsOf(effects, { store: storeOf(context), name }).history.read(),
  );
  return (entries ?? []).flatMap(({ event, at, facts: { path } }) =>
    event === 'backed-up' && typeof path === 'string' ? [{ path, at }] : [],
  );
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
    await session.history.remember('rescued', { path }).catch(() => undefined);
  } catch (error) {
    if (!isWeborcaError(error)) throw error;
  }
}
