import { dirname } from 'node:path';
import { exists } from '../files/durable.ts';
import { requireOwnFolders } from '../store/own-folders.ts';
import { closeToOthers } from '../store/own-acl.ts';
import { writingTo } from '../store/store.ts';
import type { Store } from '../store/types.ts';
import type { Context } from '../context.ts';

/**
 * Before a secret is put into the store: its folders are their owner's alone. On Windows they are made
 * so, once, when there is no store yet; with them the configuration's folder, unless a person has put
 * the configuration elsewhere.
 *
 * @throws WeborcaError `destination-not-writable`
 */
export async function requireOwnPlaces(
  { effects, places }: Context,
  store: Store,
  name: string,
): Promise<void> {
  if (effects.platform === 'win32' && !(await exists(effects.files, store.dir))) {
    const config = places.configNamed ? [] : [dirname(places.configFile)];
    await writingTo(places.stateDir, () => closeToOthers(effects, [places.stateDir, ...config]));
  }
  await requireOwnFolders(effects, store.dir, name);
}
