import { loadConfiguration } from '../configuration/load.ts';
import type { Context } from '../context.ts';
import { WeborcaError } from '../errors.ts';
import type { Fleet } from '../fleet/read-published.ts';
import type { Threshold } from '../certificate/state.ts';
import { nameKey } from '../store/name.ts';
import { resolve } from 'node:path';

export type { PublishedCertificate } from '../fleet/read-document.ts';
export type { Fleet, Source } from '../fleet/read-published.ts';

/**
 * Writes this machine's status into the configured shared folder; nothing where none is configured.
 * For the end of a run, which it never stops.
 *
 * @param stopped what the run ended for before it came to any certificate; of a configuration that is
 *   not valid as much is read as tells where to publish; of one that tells nothing, or is not to be
 *   trusted, it goes where the run before published
 * @returns what kept it from being written, told once; null: nothing to tell
 * @throws WeborcaError `config-invalid` where nothing stopped the run
 */
export async function publish(
  context: Context,
  stopped: WeborcaError | null = null,
): Promise<WeborcaError | null> {
  const { effects, places } = context;
  const loaded = loadConfiguration(effects, places);
  const configuration = await (stopped === null ? loaded : loaded.catch(() => null));
  const seen = configuration ?? (await glimpsed(context));
  const folder = seen === null ? await lastFolder(context) : seen.publish;
  if (folder === null) return null;
  const { status } = await import('./status.ts');
  const { readLastRun } = await import('../schedule/last-run.ts');
  const { publishStatus } = await import('../fleet/publish.ts');
  const { stateDir, configFile } = places;
  const statuses = configuration === null ? null : status(context, []);
  const all = [...(configuration?.certificates.values() ?? [])];
  return publishStatus(
    effects,
    { folder, stateDir, configFile, machine: seen?.machine ?? null },
    {
      certificates: (await (stopped === null ? statuses : statuses?.catch(() => null))) ?? null,
      lastRun: await readLastRun(effects, stateDir),
      stopped: stopped?.code ?? null,
      support: seen?.support ?? null,
      thresholds: new Map(all.map((one) => [one.name, one.thresholds])),
    },
  );
}

async function glimpsed({ effects, places }: Context) {
  const { glimpse } = await import('../configuration/glimpse.ts');
  return glimpse(effects, places);
}

async function lastFolder({ effects, places }: Context): Promise<string | null> {
  const { publishedLast } = await import('../fleet/publish.ts');
  return publishedLast(effects, places);
}

/** What is looked at in the folder. */
interface Wanted {
  /** Of machines or certificates; none: all. */
  readonly names?: readonly string[];
  /** When a certificate counts as due, instead of what its machine has configured. */
  readonly within?: Threshold | undefined;
}

/**
 * What all machines have published in a folder; of named machines all, and of certificates with these
 * names those on whatever machine. With none named, all.
 *
 * @throws WeborcaError `destination-not-writable` (`doing: 'read'`), `name-unknown`
 */
export async function published(
  { effects }: Pick<Context, 'effects'>,
  folder: string,
  { names = [], within }: Wanted = {},
): Promise<Fleet> {
  const { readPublished } = await import('../fleet/read-published.ts');
  const { sources, certificates } = await readPublished(effects, resolve(folder), { within });
  if (names.length === 0) return { sources, certificates };
  const { keyOfTyped, keysOfMachine } = await import('../fleet/machine-names.ts');
  const called = new Set([
    ...sources.flatMap(({ host, id }) => keysOfMachine(host, id)),
    ...certificates.map(({ name }) => nameKey(name)),
  ]);
  const keysOf = (typed: string): readonly string[] => [nameKey(typed), keyOfTyped(typed)];
  const unknown = names.find((typed) => !keysOf(typed).some((key) => called.has(key)));
  if (unknown !== undefined) {
    const known = [...sources.map(({ host }) => host), ...certificates.map(({ name }) => name)];
    const details = { name: unknown, known: [...new Set(known)], published: true };
    throw new WeborcaError('name-unknown', details);
  }
  const wanted = new Set(names.flatMap(keysOf));
  const hosts = new Set(
    sources
      .filter(({ host, id }) => keysOfMachine(host, id).some((key) => wanted.has(key)))
      .map(({ host }) => host),
  );
  const meant = certificates.filter(
    ({ source, name }) => hosts.has(source) || wanted.has(nameKey(name)),
  );
  for (const { source } of meant) hosts.add(source);
  return { sources: sources.filter(({ host }) => hosts.has(host)), certificates: meant };
}

/**
 * The same of all, for a file that lives on: monitoring would take an empty one for silence where all
 * is well, and a NAS that is away can look like an empty folder.
 *
 * @throws WeborcaError `destination-not-writable` (`doing: 'read'`, `nothing-published` too)
 */
export async function publishedBySome(
  { effects }: Pick<Context, 'effects'>,
  folder: string,
  names: readonly string[] = [],
): Promise<Fleet> {
  const fleet = await published({ effects }, folder, { names });
  if (fleet.sources.length > 0) return fleet;
  const what = { reason: 'nothing-published', doing: 'read', published: true } as const;
  throw new WeborcaError('destination-not-writable', { path: resolve(folder), ...what });
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
  return readPublished(effects, resolve(folder), { except: own });
}
