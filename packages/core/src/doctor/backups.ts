import type { Reason } from '../words/reasons/reason.ts';
import { findDestination } from '../backup/destination.ts';
import { examineBackup, listBackups, readBackupManifest } from '../backup/examine.ts';
import { cloudOf, recallMarkers, removablePart } from '../backup/place.ts';
import type { BackupContext, PlaceNote } from '../backup/types.ts';
import type { BackupDestination } from '../configuration/types.ts';
import { hasCode } from '../errors.ts';
import { exists } from '../files/durable.ts';
import { backupContext } from '../renewal/back-up.ts';
import { readCurrent } from '../store/current.ts';
import { type DoctorCase, ofEach } from './case.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';

/** Whether each place has a backup of the version in use that opens. Nothing is written there. */
export async function examineBackups(given: DoctorCase): Promise<readonly Finding[]> {
  const { context, store } = given;
  return ofEach(given, 'backups', async ({ name, backups }) => {
    const findings: Finding[] = [];
    if (backups.length === 0) findings.push(finding('backups-none', { name }));
    const current = await readCurrent(store, name);
    const fingerprint = current?.manifest.facts.fingerprintSha256 ?? null;
    for (const destination of backups) {
      const place = await findQuietly(backupContext(context), destination);
      if ('reason' in place) {
        findings.push(finding('backup-unreachable', { name, ...place }));
        continue;
      }
      findings.push(await examineNewest(given, name, place.path, fingerprint));
      findings.push(...notesOn(name, destination, place));
    }
    return findings;
  });
}

interface Found {
  readonly path: string;
  readonly notes: readonly PlaceNote[];
}

/** A destination that was used before is looked for; a new one is not marked, as `backup` would. */
async function findQuietly(
  context: BackupContext,
  { path }: BackupDestination,
): Promise<Found | { readonly path: string; readonly reason: Reason }> {
  const known = await recallMarkers(context, path);
  if (known.size === 0) {
    if (await exists(context.files, path)) {
      const provider = cloudOf(path);
      const notes =
        provider === null ? [] : [{ code: 'cloud-synchronised', provider, path } as const];
      return { path, notes };
    }
    const removable = removablePart(path, context.platform) !== null;
    return { path, reason: removable ? 'not-connected' : 'missing' };
  }
  try {
    return await findDestination(context, path);
  } catch (error) {
    if (!hasCode(error, 'backup-failed')) throw error;
    return { path, reason: error.details.reason };
  }
}

async function examineNewest(
  { context, inUse }: DoctorCase,
  name: string,
  place: string,
  fingerprint: string | null,
): Promise<Finding> {
  const looking = backupContext(context);
  const newest = (await listBackups(looking, place, name)).at(-1);
  if (newest === undefined) return finding('backup-missing', { name, path: place });
  const { path } = newest;
  try {
    const manifest = await readBackupManifest(looking, path);
    const separate =
      manifest?.password === 'separate' ? (await inUse(name))?.opened.password : null;
    const examined = await examineBackup(looking, path, separate ?? null);
    const at = newest.at.toISOString();
    const same = examined.manifest.facts.fingerprintSha256 === fingerprint;
    return finding(same ? 'backup-found' : 'backup-outdated', { name, path, at });
  } catch (error) {
    if (!hasCode(error, 'backup-failed')) throw error;
    return finding('backup-broken', { name, path, reason: error.details.reason });
  }
}

function notesOn(
  name: string,
  { password }: BackupDestination,
  { path, notes }: Found,
): readonly Finding[] {
  const findings: Finding[] = notes.map((note) =>
    note.code === 'cloud-synchronised'
      ? finding('backup-in-cloud', { name, path: note.path, provider: note.provider })
      : finding('backup-elsewhere', { name, path: note.path }),
  );
  if (password === 'separate') findings.push(finding('backup-without-password', { name, path }));
  return findings;
}
