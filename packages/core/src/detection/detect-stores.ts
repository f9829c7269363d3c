import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { listIfThere } from '../files/durable.ts';
import { listNss, snapDatabase } from '../stores/nss-database.ts';
import {
  importRoute,
  type ImportRoute,
  type StoredAt,
  type SystemStore,
} from '../stores/stored.ts';
import { quietly } from '../errors.ts';
import type { Detected, Known } from './detect.ts';
import type { ConsumerKind } from '../consumers/kind-words.ts';
import type { ConsumerConfiguration } from '../consumers/types.ts';

/** The kind that keeps the system's own store up to date; from WSL, Windows' is out of reach. */
const systemKinds: Readonly<Record<ImportRoute, ConsumerKind | null>> = {
  'windows-wizard': 'windows-store',
  'windows-wizard-from-wsl': null,
  'keychain-access': 'keychain',
  nss: 'nss',
};

/** Profiles of Firefox, as Debian, Firefox 147 and later, Ubuntu's snap and Flatpak lay them. */
const profiles = [
  ['.mozilla', 'firefox'],
  ['.config', 'mozilla', 'firefox'],
  ['snap', 'firefox', 'common', '.mozilla', 'firefox'],
  ['.var', 'app', 'org.mozilla.firefox', '.mozilla', 'firefox'],
] as const;

/** The stores of the system and the browsers that have the certificate, or an earlier one of it. */
export async function detectStores(
  effects: Effects,
  { fingerprints }: Known,
  systemStore: SystemStore,
): Promise<readonly Detected[]> {
  const route = importRoute(effects);
  const kind = route === null ? null : systemKinds[route];
  const detected: Detected[] = [];
  const offer = (entry: ConsumerConfiguration, stored: StoredAt | null): void => {
    const has = stored?.certificates.some(
      ({ fingerprintSha256, hasKey }) => hasKey !== false && fingerprints.has(fingerprintSha256),
    );
    if (stored === null || has !== true) return;
    detected.push({ entry, names: stored.place, because: 'content' });
  };
  if (kind !== null) offer({ kind }, await quietly(systemStore));
  if (route !== 'nss') return detected;
  const snap = await snapDatabase(effects);
  const others = [...(snap === null ? [] : [snap]), ...(await firefoxProfiles(effects))];
  for (const place of others.filter((one) => !detected.some(({ names }) => names === one))) {
    const list = async (): Promise<StoredAt> => {
      const database = { folder: place, passwordFile: null };
      return { place, certificates: await listNss(effects, database) };
    };
    offer({ kind: 'nss', path: place }, await quietly(list));
  }
  return detected;
}

async function firefoxProfiles({ files, homeDir }: Effects): Promise<readonly string[]> {
  const found: string[] = [];
  for (const parts of profiles) {
    const folder = join(homeDir, ...parts);
    const names = (await quietly(() => listIfThere(files, folder))) ?? [];
    // `xxxxxxxx.default-release`; beside them lie folders of other things.
    found.push(...names.filter((name) => /^[a-z0-9]{8}\./.test(name)).map((n) => join(folder, n)));
  }
  return found.slice(0, 10);
}
