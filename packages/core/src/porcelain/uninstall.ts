import { dirname, join } from 'node:path';
import { loadConfiguration } from '../configuration/load.ts';
import type { Places } from '../configuration/types.ts';
import type { Effects } from '../effects.ts';
import { isWeborcaError } from '../errors.ts';
import { exists, isErrno, listIfThere, removeTree } from '../files/durable.ts';
import { lockFolder } from '../store/layout.ts';
import { acquireLock } from '../store/lock.ts';
import { listNames, removeName } from '../store/names.ts';
import { writingTo } from '../store/write-error.ts';
import { scheduleRemove, scheduleStatus } from './schedule.ts';
import { storeOf } from './selection.ts';
import { status } from './status.ts';
import type { CertificateStatus, Context } from './types.ts';

/** What `uninstall` takes away, and what it leaves. */
export interface Uninstall {
  /** What is written for the scheduler: paths, on Windows the task's name. */
  readonly schedule: readonly string[];
  /** Null: there is none. */
  readonly configuration: string | null;
  /** Null: there is none. */
  readonly store: string | null;
  /** Records beside the store: last run, reminders, known backup drives. */
  readonly records: readonly string[];
  /** Every certificate whose key goes with the store; null: the configuration cannot be read. */
  readonly certificates: readonly Pick<CertificateStatus, 'name' | 'facts' | 'lastBackup'>[] | null;
  /** Destinations of backups. They stay. */
  readonly backups: readonly string[];
}

/** Besides `store`, what this program writes into the state folder. Everything else is not ours. */
const recordNames = [
  'last-run.json',
  'reminders.json',
  'backup-destinations',
  'rehearsals',
  'import',
  '.locks',
];

/** What there is to remove. Changes nothing; works with a configuration that cannot be read, too. */
export async function planUninstall(context: Context): Promise<Uninstall> {
  const { effects, places } = context;
  const { files } = effects;
  const { configFile, storeDir, stateDir } = places;
  const records: string[] = [];
  for (const name of recordNames) {
    const path = join(stateDir, name);
    if (await exists(files, path)) records.push(path);
  }
  const known = await readConfigured(context);
  const { installed, files: schedule } = await scheduleStatus(context);
  return {
    schedule: installed ? schedule : [],
    configuration: (await exists(files, configFile)) ? configFile : null,
    store: (await exists(files, storeDir)) ? storeDir : null,
    records,
    certificates: known?.certificates ?? null,
    backups: known?.backups ?? [],
  };
}

/**
 * Ends everything: schedule first, so that nothing starts meanwhile, then the store under the locks
 * of its names, then the configuration. Backups and the files of consumers stay. The caller has
 * asked.
 *
 * @returns what was there
 * @throws WeborcaError `locked`, `destination-not-writable`
 */
export async function uninstall(context: Context): Promise<Uninstall> {
  const { effects, places, signal } = context;
  const { files } = effects;
  const plan = await planUninstall(context);
  await scheduleRemove(context);
  const store = storeOf(context);
  for (const name of await listNames(store)) {
    const waiting = { waitMs: 60_000, signal };
    const lock = await acquireLock(effects, lockFolder(store, name), name, waiting);
    try {
      await removeName(store, name);
    } finally {
      await lock.release();
    }
  }
  for (const path of [plan.store, plan.configuration, ...plan.records]) {
    if (path !== null) await writingTo(path, () => removeTree(files, path));
  }
  await removeEmptyFolders(effects, places);
  return plan;
}

async function readConfigured(context: Context): Promise<{
  readonly certificates: readonly CertificateStatus[];
  readonly backups: readonly string[];
} | null> {
  try {
    const { certificates } = await loadConfiguration(context.effects, context.places);
    const destinations = [...certificates.values()].flatMap(({ backups }) =>
      backups.map(({ path }) => path),
    );
    return { certificates: await status(context, []), backups: [...new Set(destinations)] };
  } catch (error) {
    if (isWeborcaError(error)) return null;
    throw error;
  }
}

/** A folder that somebody else uses too is not empty, and stays. */
async function removeEmptyFolders(
  { files }: Pick<Effects, 'files'>,
  { configFile, stateDir }: Places,
): Promise<void> {
  for (const folder of new Set([stateDir, dirname(configFile)])) {
    if ((await listIfThere(files, folder)).length > 0) continue;
    try {
      await files.removeDirectory(folder);
    } catch (error) {
      if (!isErrno(error, 'ENOENT', 'ENOTEMPTY', 'EACCES', 'EBUSY', 'EPERM')) throw error;
    }
  }
}
