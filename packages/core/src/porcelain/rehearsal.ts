import { join } from 'node:path';
import { passMarkersOn, backupContext } from '../backup/destination.ts';
import { loadConfiguration, selectCertificates } from '../configuration/load.ts';
import type { CertificateConfiguration, Configuration } from '../configuration/types.ts';
import { makeDirectories, removeTree } from '../files/durable.ts';
import type { RehearsedCertificate, Stand } from '../rehearsal/stage.ts';
import type { Context } from '../context.ts';
import { requireSomething } from '../configuration/under-care.ts';
import { openVersion } from '../renewal/open-version.ts';
import type { OpenedVersion } from '../renewal/session.ts';
import { readCurrent } from '../store/current.ts';
import { openSession } from './with-session.ts';
import { stateEntries } from '../store/layout.ts';

export type { LeftOut, RehearsedCertificate, Stand, StandIn } from '../rehearsal/stage.ts';

export interface Rehearsal {
  /**
   * For `renew`, `status` and the others: the real configuration and the real paths, but a store of
   * its own, a stand-in service, no programs, and every write laid aside.
   */
  readonly context: Context;
  /** Where all of it lies; owner-only, holds copies of keys. */
  readonly folder: string;
  readonly certificates: readonly RehearsedCertificate[];
  /** To be called in the end, whatever happened. */
  remove(): Promise<void>;
}

/**
 * Prepares a rehearsal of the named certificates' renewal, or of all: nothing of it reaches the real
 * service, the real store or the real files of consumers and backups. The stand-in (the simulator)
 * is the caller's.
 *
 * @example
 * const stage = await rehearsal(context, ['clinic-a'], { api, weborca, ca, identityOf });
 * try {
 *   await renew(stage.context, ['clinic-a'], { force: true, dryRun: false });
 * } finally {
 *   await stage.remove();
 * }
 */
export async function rehearsal(
  context: Context,
  names: readonly string[],
  stand: Stand,
): Promise<Rehearsal> {
  const { effects, places } = context;
  const configuration = await loadConfiguration(effects, places);
  if (names.length === 0) await requireSomething(context, configuration);
  const selected = selectCertificates(configuration, names);
  const { layConfiguration, layMemory, partOf, stageCertificate, stageContext } =
    await import('../rehearsal/stage.ts');
  const id = Buffer.from(effects.randomBytes(8)).toString('hex');
  const folder = join(places.stateDir, stateEntries.rehearsals, id);
  const remove = (): Promise<void> => removeTree(effects.files, folder);
  await makeDirectories(effects.files, folder, 0o700);
  try {
    const stage = stageContext(context, folder);
    const parts = selected.map((certificate) => {
      const { files, leftOut } = partOf(context, certificate);
      return { certificate: { ...certificate, consumers: files }, leftOut };
    });
    const staged = parts.map(({ certificate }) => certificate);
    await layConfiguration(context, folder, stand, staged);
    await layMemory(context, stage);
    const certificates: RehearsedCertificate[] = [];
    for (const { certificate, leftOut } of parts) {
      const { name } = certificate;
      for (const { path } of certificate.backups)
        await passMarkersOn(backupContext(context), backupContext(stage), path);
      const real = await realOf(context, configuration, certificate);
      const given = await stand.identityOf(name, real?.identity.leaf ?? null);
      const standIn = { ...given, fileName: real?.version.manifest.fileName ?? null };
      const consumers = await stageCertificate(stage, places.storeDir, certificate, standIn);
      certificates.push({ name, consumers, leftOut });
    }
    return { context: stage, folder, certificates, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The version in use, opened; null: there is none. */
async function realOf(
  context: Context,
  configuration: Configuration,
  certificate: CertificateConfiguration,
): Promise<OpenedVersion | null> {
  const options = { force: false, dryRun: true };
  const session = await openSession(context, { configuration, certificate, options });
  const current = await readCurrent(session.store, certificate.name);
  return current === null ? null : await openVersion(session, current);
}
