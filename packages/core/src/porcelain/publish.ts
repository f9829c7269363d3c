import { loadConfiguration } from '../configuration/load.ts';
import type { Context } from '../context.ts';
import { WeborcaError } from '../errors.ts';
import type { Fleet } from '../fleet/read-published.ts';
import { resolve } from 'node:path';

export type { Fleet, PublishedCertificate, Source } from '../fleet/read-published.ts';

/**
 * Writes this machine's status into the configured shared folder; nothing where none is configured.
 * For the end of a run, which it never stops.
 *
 * @returns what kept it from being written, told once; null: nothing to tell
 * @throws WeborcaError `config-invalid`
 */
export async function publish(context: Context): Promise<WeborcaError | null> {
  const { effects, places } = context;
  const { publish: folder, support, certificates } = await loadConfiguration(effects, places);
  if (folder === null) return null;
  const { status } = await import('./status.ts');
  const { readLastRun } = await import('../schedule/last-run.ts');
  const { publishStatus } = await import('../fleet/publish.ts');
  const { stateDir } = places;
  return publishStatus(
    effects,
    { folder, stateDir },
    {
      certificates: await status(context, []),
      lastRun: await readLastRun(effects, stateDir),
      support,
      thresholds: new Map([...certificates.values()].map((one) => [one.name, one.thresholds])),
    },
  );
}

/**
 * What all machines have published in a folder: the certificates of these names on whatever machine;
 * with none named, all.
 *
 * @throws WeborcaError `destination-not-writable` (`doing: 'read'`), `name-unknown`
 */
export async function published(
  { effects }: Pick<Context, 'effects'>,
  folder: string,
  names: readonly string[],
): Promise<Fleet> {
  const { readPublished } = await import('../fleet/read-published.ts');
  const { sources, certificates } = await readPublished(effects, resolve(folder));
  if (names.length === 0) return { sources, certificates };
  const known = [...new Set(certificates.map(({ name }) => name))];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new WeborcaError('name-unknown', { name: unknown, known });
  return { sources, certificates: certificates.filter(({ name }) => names.includes(name)) };
}

/**
 * The same of all machines but this one, whose own status tells more.
 *
 * @throws WeborcaError `destination-not-writable` (`doing: 'read'`)
 */
export async function publishedByOthers(
  { effects, places }: Pick<Context, 'effects' | 'places'>,
  folder: string,
): Promise<Fleet> {
  const { ownPublished } = await import('../fleet/publish.ts');
  const { readPublished } = await import('../fleet/read-published.ts');
  const own = await ownPublished(effects, places.stateDir);
  return readPublished(effects, resolve(folder), own);
}
