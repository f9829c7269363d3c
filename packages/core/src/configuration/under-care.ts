import type { Effects } from '../effects.ts';
import { errnoOf } from '../files/errno.ts';
import { storeOf } from '../store/store.ts';
import type { Configuration, Places } from './types.ts';
import { WeborcaError } from '../errors.ts';
import { listIfThere } from '../files/durable.ts';
import { isValidName } from '../store/name.ts';
import { readCurrent } from '../store/current.ts';
import { filesOf, type FilesInUse } from '../store/files-in-use.ts';
import { listVersionIds } from '../store/read-version.ts';
import type { Store } from '../store/types.ts';

/** A certificate of the store that nothing takes care of. */
export interface Unnamed {
  readonly name: string;
  /** Of the version in use; null: it cannot be told. */
  readonly files: FilesInUse | null;
}

interface UnderCare {
  readonly effects: Pick<Effects, 'files' | 'randomBytes'>;
  readonly places: Places;
}

/**
 * What the store holds and the default configuration does not name: a configuration that was lost,
 * cut short or restored from before leaves it behind, and it would run out in silence. Of one that a
 * person named (`--config`) nothing is said: it need not have all.
 */
export async function unnamedCertificates(
  at: UnderCare,
  { certificates }: Configuration,
): Promise<readonly Unnamed[]> {
  if (at.places.configNamed) return [];
  const store = storeOf(at);
  const unnamed: Unnamed[] = [];
  for (const entry of await listIfThere(store.files, store.dir)) {
    const name = entry.normalize('NFC');
    if (!isValidName(name) || certificates.has(name) || !(await holdsOne(store, entry))) continue;
    const current = await readCurrent(store, entry);
    unnamed.push({ name, files: current === null ? null : filesOf(current) });
  }
  return unnamed;
}

/** Whether versions lie there. What we may not look into may well hold some. */
async function holdsOne(store: Store, name: string): Promise<boolean> {
  try {
    return (await listVersionIds(store, name)).length > 0;
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return true;
  }
}

/**
 * For a job over everything: that there is nothing is an answer too, and never a good one. Another
 * account's home, a lost configuration and a fresh machine look alike.
 *
 * @param file what was to be received
 * @throws WeborcaError `nothing-under-care`
 */
export async function requireSomething(
  at: UnderCare,
  configuration: Configuration,
  file?: string,
): Promise<void> {
  if (configuration.certificates.size > 0) return;
  throw await nothingUnderCare(at, configuration, file);
}

/** That there is nothing, with what the store holds all the same. */
export async function nothingUnderCare(
  at: UnderCare,
  configuration: Configuration,
  file?: string,
): Promise<WeborcaError<'nothing-under-care'>> {
  const stored = (await unnamedCertificates(at, configuration)).map(({ name }) => name);
  return new WeborcaError('nothing-under-care', {
    path: configuration.path,
    stored,
    ...(file === undefined ? {} : { file }),
  });
}
