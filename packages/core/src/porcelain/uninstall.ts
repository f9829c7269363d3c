import { dirname, join } from 'node:path';
import { loadConfiguration } from '../configuration/load.ts';
import { schemaFileName } from '../configuration/new-file.ts';
import { isWeborcaError } from '../errors.ts';
import { exists, isErrno, listIfThere, removeTree } from '../files/durable.ts';
import { lockCertificate } from './certificate-lock.ts';
import { listNames } from '../store/names.ts';
import { readCurrent } from '../store/read-current.ts';
import { writingTo } from '../store/write-error.ts';
import { scheduleRemove, scheduleStatus } from './schedule.ts';
import { storeOf } from './selection.ts';
import { status } from './status.ts';
import type { Context } from './types.ts';

/** What `uninstall` takes away, and what it leaves. */
export interface UninstallPlan {
  /** What is written for the scheduler: paths, on Windows the task's name. */
  readonly schedule: readonly string[];
  readonly configuration: readonly string[];
  /** What this program keeps in its state folder, the store with its keys among it. */
  readonly state: readonly string[];
  /** Certificates of which no backup can be seen: with the store, their keys are gone for good. */
  readonly withoutBackup: readonly string[];
  /** Never touched: places of backups, and the files that programs use. */
  readonly kept: readonly string[];
}

/** All this program puts into its state folder; whatever else lies there is somebody else's. */
const ownEntries = [
  'store',
  'backup-destinations',
  'rehearsals',
  'import',
  'reminders.json',
  'last-run.json',
  '.locks',
] as const;

/** Lists what `uninstall` would take away. Changes nothing; works with a broken configuration too. */
export async function uninstallPlan(context: Context): Promise<UninstallPlan> {
  const { effects, places } = context;
  const there = async (paths: readonly string[]): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const path of paths) if (await exists(effects.files, path)) found.push(path);
    return found;
  };
  const { files: schedule } = await scheduleStatus(context);
  const { configFile, stateDir } = places;
  return {
    schedule,
    configuration: await there([configFile, join(dirname(configFile), schemaFileName)]),
    state: await there(ownEntries.map((name) => join(stateDir, name))),
    ...(await surroundings(context)),
  };
}

async function surroundings(
  context: Context,
): Promise<Pick<UninstallPlan, 'withoutBackup' | 'kept'>> {
  const kept = new Set<string>();
  const safe = new Set<string>();
  try {
    const { certificates } = await loadConfiguration(context.effects, context.places);
    for (const { backups } of certificates.values()) {
      for (const { path } of backups) kept.add(path);
    }
    for (const { name, lastBackup, consumers } of await status(context, [])) {
      if (lastBackup !== null) safe.add(name);
      for (const { kind, path } of consumers) {
        if (kind !== 'manual' && kind !== 'command') kept.add(path);
      }
    }
  } catch (error) {
    // Without a configuration nobody knows of a backup.
    if (!isWeborcaError(error)) throw error;
  }
  const store = storeOf(context);
  const withoutBackup: string[] = [];
  for (const name of await listNames(store)) {
    if (!safe.has(name) && (await readCurrent(store, name)) !== null) withoutBackup.push(name);
  }
  return { withoutBackup, kept: [...kept] };
}

/**
 * Takes away what the plan lists: the schedule first, so that no run begins meanwhile, then, under
 * the locks of all certificates, configuration and store. Backups and other programs' files stay.
 * The caller has asked, and said which certificates have no backup.
 *
 * @returns what was taken away
 * @throws WeborcaError `locked` when another program is at work, `destination-not-writable`
 */
export async function uninstall(context: Context): Promise<readonly string[]> {
  const { effects, places } = context;
  const plan = await uninstallPlan(context);
  const removed = [...(await scheduleRemove(context))];
  const store = storeOf(context);
  const locks = [];
  try {
    for (const name of await listNames(store)) {
      locks.push(await lockCertificate(context, store, name));
    }
    for (const path of [...plan.configuration, ...plan.state]) {
      await writingTo(path, () => removeTree(effects.files, path));
      removed.push(path);
    }
  } finally {
    for (const lock of locks) await lock.release();
  }
  for (const folder of new Set([dirname(places.configFile), places.stateDir])) {
    if (await removeIfEmpty(context, folder)) removed.push(folder);
  }
  return removed;
}

/** A folder that somebody else uses too is not empty, and stays. */
async function removeIfEmpty({ effects }: Context, folder: string): Promise<boolean> {
  const { files } = effects;
  try {
    if (!(await exists(files, folder)) || (await listIfThere(files, folder)).length > 0) {
      return false;
    }
    await files.removeDirectory(folder);
    return true;
  } catch (error) {
    if (isErrno(error, 'ENOTEMPTY', 'EACCES', 'EPERM', 'EBUSY', 'ENOENT')) return false;
    throw error;
  }
}
