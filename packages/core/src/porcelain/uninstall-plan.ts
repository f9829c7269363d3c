import { dirname } from 'node:path';
import { wholeCopy } from '../backup/whole-copy.ts';
import { loadConfiguration } from '../configuration/load.ts';
import type { Configuration } from '../configuration/types.ts';
import { quietly } from '../errors.ts';
import { backupContext } from '../backup/destination.ts';
import { seenToday } from '../backup/seen.ts';
import { recordsOf } from '../store/records.ts';
import { listNames } from '../store/names.ts';
import { readCurrent } from '../store/current.ts';
import { storeOf } from '../store/store.ts';
import { status } from './status.ts';
import type { Context } from '../context.ts';

/** What `uninstall` takes away, and what it leaves. */
export interface UninstallPlan {
  /** What is written for the scheduler: paths, on Windows the task's name. */
  readonly schedule: readonly string[];
  /** Files of programs, and services, that an administrator has opened to this user. */
  readonly rights: readonly string[];
  readonly configuration: readonly string[];
  /** What this program keeps in its state folder, the store with its keys among it. */
  readonly state: readonly string[];
  /**
   * Certificates in use of which no backup, with its password, can be seen and opened: with the
   * store, their keys are gone for good.
   */
  readonly withoutBackup: readonly string[];
  /** Those of `withoutBackup` that this configuration does not have; another one may. */
  readonly notConfigured: readonly string[];
  /** Renewals that are open or were abandoned, with passwords that are nowhere else. */
  readonly unfinished: readonly string[];
  /** Never touched: places of backups, and the files that programs use. */
  readonly kept: readonly string[];
}

type Lost = Pick<UninstallPlan, 'withoutBackup' | 'notConfigured' | 'unfinished' | 'kept'>;

/** What goes with the store and is nowhere else; and what lies elsewhere, and stays. */
export async function whatIsLost(context: Context): Promise<Lost> {
  const configuration = await configurationOf(context);
  const store = storeOf(context);
  const looking = backupContext(context);
  const kept = new Set(configuration === null ? [] : await placesOf(context, configuration));
  const withoutBackup: string[] = [];
  const notConfigured: string[] = [];
  const unfinished: string[] = [];
  for (const name of await listNames(store)) {
    const { open, abandoned } = await recordsOf(context.effects, { store, name }).held();
    unfinished.push(...(open === null ? [] : [open]), ...abandoned);
    const current = await readCurrent(store, name);
    if (current === null) continue;
    const certificate = configuration?.certificates.get(name);
    const { fingerprintSha256 } = current.manifest.facts;
    const copy = await wholeCopy(
      looking,
      certificate?.backups ?? [],
      { name, seen: await seenToday(context, name) },
      fingerprintSha256,
    );
    if (copy !== null) {
      kept.add(dirname(dirname(copy)));
      continue;
    }
    withoutBackup.push(name);
    if (configuration !== null && certificate === undefined) notConfigured.push(name);
  }
  return { withoutBackup, notConfigured, unfinished, kept: [...kept] };
}

async function configurationOf({ effects, places }: Context): Promise<Configuration | null> {
  return quietly(() => loadConfiguration(effects, places));
}

/** Backup places, and the files of consumers. */
async function placesOf(
  context: Context,
  { certificates }: Configuration,
): Promise<readonly string[]> {
  const places = [...certificates.values()].flatMap(({ backups }) =>
    backups.map(({ path }) => path),
  );
  for (const { consumers } of await status(context, [])) {
    for (const { kind, path } of consumers) {
      if (kind !== 'manual' && kind !== 'command') places.push(path);
    }
  }
  return places;
}
