import { scheduleStatus } from '../schedule/look.ts';
import { basename, dirname, join } from 'node:path';
import { schemaFileName } from '../configuration/new-file.ts';
import { findPlaces } from '../configuration/places.ts';
import { WeborcaError } from '../errors.ts';
import { exists, isErrno, listIfThere, removeTree } from '../files/durable.ts';
import { lockCertificate } from '../store/lock.ts';
import { listNames } from '../store/names.ts';
import { writingTo, storeOf } from '../store/store.ts';
import { rightsGranted, takeRightsBack } from './rights.ts';
import { scheduleRemove } from './schedule.ts';
import type { Context } from '../context.ts';
import { whatIsLost, type UninstallPlan } from './uninstall-plan.ts';
import { stateEntries } from '../store/layout.ts';

export type { UninstallPlan } from './uninstall-plan.ts';

/**
 * Lists what `uninstall` would take away. Changes nothing; works with a broken configuration too.
 *
 * @throws WeborcaError `usage-invalid` for a configuration that was named while the usual one is
 *   there: that one lives by the same store
 */
export async function uninstallPlan(context: Context): Promise<UninstallPlan> {
  const { effects, places } = context;
  await requireOwnStore(context);
  const there = async (paths: readonly string[]): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const path of paths) if (await exists(effects.files, path)) found.push(path);
    return found;
  };
  const { files: schedule } = await scheduleStatus(context);
  const { configFile, stateDir } = places;
  const granted = await rightsGranted(context);
  return {
    schedule,
    rights: granted.flatMap(({ files, service }) => files.concat(service ?? [])),
    configuration: await there([configFile, join(dirname(configFile), schemaFileName)]),
    state: await there(Object.values(stateEntries).map((name) => join(stateDir, name))),
    ...(await whatIsLost(context)),
  };
}

async function requireOwnStore({ effects, places }: Context): Promise<void> {
  if (!places.configNamed) return;
  const usual = findPlaces(effects).configFile;
  if (usual === places.configFile || !(await exists(effects.files, usual))) return;
  throw new WeborcaError('usage-invalid', { problem: 'store-shared', value: usual });
}

/**
 * Takes away what the plan lists: rights that were granted first, while it is known which, then the
 * schedule, so that no run begins meanwhile, then, under the locks of all certificates,
 * configuration and store. Backups and other programs' files stay. The caller has asked, and said
 * what will be lost.
 *
 * @returns what was taken away
 * @throws WeborcaError `locked` when another program is at work, `destination-not-writable`,
 *   `elevation-refused`: then nothing was taken away
 */
export async function uninstall(context: Context): Promise<readonly string[]> {
  const { effects, places } = context;
  const plan = await uninstallPlan(context);
  await takeRightsBack(context);
  const removed = [...plan.rights, ...(await scheduleRemove(context))];
  const store = storeOf(context);
  const locks = [];
  try {
    for (const name of await listNames(store)) {
      locks.push(await lockCertificate(context, { store, name }));
    }
    for (const path of [...plan.configuration, ...plan.state]) {
      await writingTo(path, () => removeTree(effects.files, path));
      removed.push(path);
    }
  } finally {
    for (const lock of locks) await lock.release();
  }
  const own = [dirname(places.configFile), places.stateDir];
  for (const folder of new Set([...own, ...own.flatMap(aboveBoth)])) {
    if (await removeIfEmpty(context, folder)) removed.push(folder);
  }
  return removed;
}

/** On Windows both lie in one folder that is ours as well (`findPlaces`). */
function aboveBoth(folder: string): readonly string[] {
  const above = dirname(folder);
  const isOurs = basename(above) === 'weborca-cert' && /^(?:Config|Data)$/.test(basename(folder));
  return isOurs ? [above] : [];
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
