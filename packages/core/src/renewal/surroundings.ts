import { join } from 'node:path';
import { configurationFile, readmeFile } from '../backup/layout.ts';
import { bindConsumers, consumersOf } from '../consumers/bind.ts';
import { recordsPath } from '../consumers/layout.ts';
import { watchedOf } from '../consumers/watched.ts';
import { isSystemError } from '../files/errno.ts';
import { stampOf, type Stamp, type Surroundings } from '../store/surroundings.ts';
import { entryDigest } from './at-rest.ts';
import type { Aftermath } from './finish.ts';
import type { Session } from './session.ts';

/**
 * What was changed just now may have been changed since it was looked at, by somebody in the same
 * tick of the file system's clock: FAT counts in two seconds.
 */
const settledAfterMs = 10_000;

/** What a backup says to people; without them it is one all the same. */
const said: ReadonlySet<string> = new Set([readmeFile, configurationFile]);

function isWell({ state, notes = [] }: Aftermath['consumers'][number]): boolean {
  return state === 'current' && notes.length === 0;
}

/**
 * What a later run compares before it decides that there is nothing to do: after a run that has
 * brought everything up to date. Null: not all is well, somebody has to be told something, or a file
 * has just been changed; or what a consumer has can only be asked.
 *
 * @param since when the run began to look: what was changed from then on may be another one by now
 */
export async function surroundingsOf(
  session: Session,
  { backups, consumers, error }: Aftermath,
  since: Date,
): Promise<Surroundings | null> {
  const { context, certificate, folder } = session;
  const { files } = context.effects;
  if (error !== undefined) return null;
  if (!consumers.every(isWell)) return null;
  if (backups.some(({ ok, notes = [] }) => !ok || notes.length > 0)) return null;
  const bound = bindConsumers(consumersOf(context, certificate));
  // Whether a system's or a browser's store still has it, only the store tells.
  if (bound.some(({ consumer }) => consumer.form === 'action' && consumer.holds !== undefined)) {
    return null;
  }
  try {
    const watched = await watchedOf(consumersOf(context, certificate));
    const stamps: Stamp[] = [];
    for (const path of watched.paths) stamps.push(await stampOf(files, path));
    for (const { path } of backups) {
      for (const name of await files.list(path)) {
        if (!said.has(name)) stamps.push(await stampOf(files, join(path, name)));
      }
    }
    const settled = since.getTime() - settledAfterMs;
    if (stamps.some(({ modified }) => modified !== null && modified.getTime() > settled)) {
      return null;
    }
    // Written by this run: who else writes it has the lock.
    if (consumers.length > 0) stamps.push(await stampOf(files, recordsPath(folder)));
    return {
      entry: entryDigest(context, certificate),
      stamps,
      beside: watched.beside,
      consumers: consumers.map(({ id = '', kind, path }) => ({ id, kind, path })),
      backups: backups.map(({ path }) => path),
    };
  } catch (thrown) {
    if (isSystemError(thrown)) return null;
    throw thrown;
  }
}
