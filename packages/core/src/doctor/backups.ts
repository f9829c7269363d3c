import type { Reason } from '../words/reasons/reason.ts';
import { findDestination, backupContext } from '../backup/destination.ts';
import {
  examineBackup,
  listBackupFolders,
  readBackupManifest,
  type BackupFolder,
} from '../backup/examine.ts';
import { placeOfBackup } from '../backup/layout.ts';
import { cloudOf, onOneDisk, recallMarkers, removablePart } from '../backup/place.ts';
import { unseenDays } from '../backup/unseen.ts';
import type { BackupContext, PlaceNote } from '../backup/types.ts';
import type { BackupDestination } from '../configuration/types.ts';
import { hasCode } from '../errors.ts';
import { exists } from '../files/durable.ts';
import { seenBackups, underOtherNames, type Seen } from '../backup/seen.ts';
import { readCurrent } from '../store/current.ts';
import { type DoctorCase, ofEach } from './case.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';

/** Whether each place has a backup of the version in use that opens. Nothing is written there. */
export async function examineBackups(given: DoctorCase): Promise<readonly Finding[]> {
  const { context, store } = given;
  return ofEach(given, 'backups', async ({ name, backups }) => {
    const findings: Finding[] = [];
    const current = await readCurrent(store, name);
    const fingerprint = current?.manifest.facts.fingerprintSha256 ?? null;
    const seen = await seenBackups(context, name);
    if (backups.length === 0)
      findings.push(...(await examineOnce(given, { name, seen, fingerprint })));
    for (const destination of backups) {
      const place = await findQuietly(backupContext(context), destination);
      if ('reason' in place) {
        findings.push(finding('backup-unreachable', { name, ...place }));
        continue;
      }
      findings.push(await examineNewest(given, { name, seen, fingerprint }, place.path));
      findings.push(...notesOn(name, destination, place));
      findings.push(...(await onStoresDisk(given, name, place.path)));
    }
    findings.push(...unseen(given, name, seen));
    return findings;
  });
}

interface Examined {
  readonly name: string;
  readonly seen: readonly Seen[];
  readonly fingerprint: string | null;
}

/** Without a place of its own: the folders that somebody chose once. One good backup there is enough. */
async function examineOnce(
  given: DoctorCase,
  { name, seen, fingerprint }: Examined,
): Promise<readonly Finding[]> {
  const { files } = given.context.effects;
  const last = seen.at(-1);
  if (last === undefined) return [finding('backups-none', { name })];
  const here: Seen[] = [];
  for (const one of seen.toReversed()) if (await exists(files, one.today)) here.push(one);
  const findings: Finding[] = [];
  let beside: readonly Finding[] = [];
  for (const { today: path, at } of here) {
    const same = await onStoresDisk(given, name, path);
    // Whole, but it goes with the store's disk: an earlier one elsewhere is the better one. One there
    // is enough, and to open each takes its time.
    if (beside.length > 0 && same.length > 0) continue;
    const found = await examineBackupAt(given, { name, newest: { path, at }, fingerprint });
    if (found.code !== 'backup-found') findings.push(found);
    else if (same.length === 0) return [found];
    else beside = [found, ...same];
  }
  if (beside.length > 0) return beside;
  // On a drive that is away, as it should be: for how long is told apart.
  const { path, readAt } = last;
  const away = finding('backup-away', { name, path, at: readAt.toISOString() });
  return here.length === 0 ? [away] : findings.slice(0, 1);
}

/** None was read for so long that there may be none left. */
function unseen({ context }: DoctorCase, name: string, seen: readonly Seen[]): readonly Finding[] {
  if (seen.length === 0) return [];
  const readAt = new Date(Math.max(...seen.map((one) => one.readAt.getTime())));
  const days = unseenDays({ readAt }, context.effects.now());
  return days === null ? [] : [finding('backup-unseen', { name, days })];
}

async function onStoresDisk(
  { context, store }: DoctorCase,
  name: string,
  path: string,
): Promise<readonly Finding[]> {
  const same = await onOneDisk(context.effects.files, path, store.dir);
  return same ? [finding('backup-on-same-disk', { name, path })] : [];
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
  given: DoctorCase,
  { name, seen, fingerprint }: Examined,
  place: string,
): Promise<Finding> {
  const { files } = given.context.effects;
  const all = [...(await listBackupFolders(backupContext(given.context), place, name))];
  for (const one of underOtherNames(seen, name))
    if (placeOfBackup(one.path) === place && (await exists(files, one.path))) all.push(one);
  const newest = all.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1);
  if (newest === undefined) return finding('backup-missing', { name, path: place });
  return examineBackupAt(given, { name, newest, fingerprint });
}

async function examineBackupAt(
  { context, inUse }: DoctorCase,
  {
    name,
    newest,
    fingerprint,
  }: {
    readonly name: string;
    readonly newest: BackupFolder;
    readonly fingerprint: string | null;
  },
): Promise<Finding> {
  const looking = backupContext(context);
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
