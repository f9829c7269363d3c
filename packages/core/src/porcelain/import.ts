import {
  forgetImport,
  removeImported,
  startImport,
  type ImportStarted,
} from '../stores/import-certificate.ts';
import {
  hasWithKey,
  importRoute,
  listedBeside,
  listSystemStore,
  type StoredAt,
} from '../stores/stored.ts';
import { materialOf } from '../renewal/consumers.ts';
import { openVersion } from '../renewal/open-version.ts';
import { listVersions } from '../store/read-version.ts';
import { storeOf } from '../store/store.ts';
import type { Store, StoredVersion } from '../store/types.ts';
import { quietly } from '../errors.ts';
import { requireCurrent, withOne } from './current.ts';
import type { Context } from '../context.ts';

export type { ImportStarted } from '../stores/import-certificate.ts';

/**
 * Hands the certificate in use to the operating system: its wizard, which asks a person for the
 * password, or the NSS database. Look with `imported` afterwards, then call `endImport`.
 */
export async function beginImport(context: Context, name: string): Promise<ImportStarted> {
  return withOne(context, name, async (session) => {
    const inUse = await openVersion(session, await requireCurrent(session.store, name));
    const { folder: ownFolder, history } = session;
    const material = materialOf(session, inUse);
    const started = await startImport({ effects: context.effects, material, ownFolder });
    await history.remember('import-started', {
      version: inUse.version.id,
      route: started.route,
    });
    return started;
  });
}

/** Whether what imports here will ask a person for the password: to be told before it opens. */
export function importAsksForPassword({ effects }: Pick<Context, 'effects'>): boolean {
  const route = importRoute(effects);
  return route !== null && route !== 'nss';
}

/** What one look into the system's store tells of a name. */
export interface Imported {
  /** Whether it has the certificate in use, with its key; null: cannot be told. */
  readonly there: boolean | null;
  /** How many others a browser lists by the same name. */
  readonly beside: number;
  /** Fingerprints of earlier ones of this name that it still has. */
  readonly old: readonly string[];
}

export async function imported(context: Context, name: string): Promise<Imported> {
  return withOne(context, name, async ({ store }) => {
    const { fingerprintSha256 } = (await requireCurrent(store, name)).manifest.facts;
    const listed = await listSystemStore(context.effects);
    return {
      there: hasWithKey(listed, fingerprintSha256),
      beside: listedBeside(listed, fingerprintSha256),
      old: (await earlierIn(listed, store, name)).map(fingerprintOf),
    };
  });
}

/**
 * Of which certificates a browser of this computer goes on with an earlier one: that is in the
 * system's store with its key, and the one in use is not. The store is asked once for all of them;
 * none where it cannot be told.
 *
 * @example await behindInBrowser(context, ['clinic-a', 'clinic-b']) // ['clinic-b']
 */
export async function behindInBrowser(
  context: Context,
  names: readonly string[],
): Promise<readonly string[]> {
  // Now, not as some earlier look found it: consumers may have imported meanwhile.
  const there = names.length === 0 ? null : await quietly(() => listSystemStore(context.effects));
  const withKey = new Set(
    there?.certificates.flatMap(({ fingerprintSha256, hasKey }) =>
      hasKey === false ? [] : [fingerprintSha256],
    ),
  );
  if (withKey.size === 0) return [];
  const store = storeOf(context);
  const behind: string[] = [];
  for (const name of names) {
    const current = await quietly(() => requireCurrent(store, name));
    if (current === null || withKey.has(current.manifest.facts.fingerprintSha256)) continue;
    const versions = (await quietly(() => listVersions(store, name))) ?? [];
    const isThere = versions.some(({ manifest }) => withKey.has(manifest.facts.fingerprintSha256));
    if (isThere) behind.push(name);
  }
  return behind;
}

/** Removes the copy that was laid ready for a wizard. */
export async function endImport(context: Context, name: string): Promise<void> {
  await withOne(context, name, ({ folder }) =>
    forgetImport({ effects: context.effects, ownFolder: folder }),
  );
}

/**
 * Takes earlier certificates of this name out of the system's store. Only for what a person has
 * agreed to: they go on working, but old and new have the same name there.
 *
 * @returns fingerprints of those that were there and are gone now
 */
export async function removeOldImports(context: Context, name: string): Promise<readonly string[]> {
  return withOne(context, name, async (session) => {
    const removed: string[] = [];
    const listed = await listSystemStore(context.effects);
    for (const version of await earlierIn(listed, session.store, name)) {
      const fingerprintSha256 = fingerprintOf(version);
      const { der } = (await openVersion(session, version)).identity.leaf;
      await removeImported(context.effects, { fingerprintSha256, der });
      removed.push(fingerprintSha256);
    }
    return removed;
  });
}

async function earlierIn(
  listed: StoredAt | null,
  store: Store,
  name: string,
): Promise<readonly StoredVersion[]> {
  const current = await requireCurrent(store, name);
  return (await listVersions(store, name)).filter(
    (version) => version.id !== current.id && hasWithKey(listed, fingerprintOf(version)) === true,
  );
}

function fingerprintOf({ manifest }: StoredVersion): string {
  return manifest.facts.fingerprintSha256;
}
