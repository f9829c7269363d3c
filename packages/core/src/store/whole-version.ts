import { isWeborcaError } from '../errors.ts';
import { sha256Hex } from '../bytes.ts';
import { listVersionIds, readManifest, readMaterial } from './read-version.ts';
import type { Store, StoredVersion } from './types.ts';

/**
 * The newest version of a certificate whose pair opens and is what its manifest says; null when
 * there is none. A manifest alone tells that a certificate was here once, not that it still is.
 */
export async function wholeVersion(
  store: Store,
  name: string,
  fingerprintSha256: string,
): Promise<StoredVersion | null> {
  for (const id of (await listVersionIds(store, name)).toReversed()) {
    const version = await readManifest(store, name, id);
    if (version?.manifest.facts.fingerprintSha256 !== fingerprintSha256) continue;
    if (await isWhole(store, name, version)) return version;
  }
  return null;
}

/** Whether the pair of this version opens and is what its manifest says. */
export async function isWhole(
  store: Store,
  name: string,
  { id, manifest }: StoredVersion,
): Promise<boolean> {
  try {
    const { p12, password } = await readMaterial(store, name, id);
    if (sha256Hex(p12) !== manifest.p12Sha256) return false;
    const { facts } = await store.open(p12, password);
    return facts.fingerprintSha256 === manifest.facts.fingerprintSha256;
  } catch (error) {
    if (isWeborcaError(error)) return false;
    throw error;
  }
}
