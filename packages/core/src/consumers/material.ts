import { versionFingerprintStart } from '../store/layout.ts';
import { pairsIn } from '../store/read-version.ts';
import type { Store } from '../store/types.ts';
import { openWithAny } from './opened.ts';
import type { Material } from './types.ts';

/**
 * The material of a version that the certificate's store has, found by its fingerprint; null when
 * there is none that opens. For looking only: `fileName` is not the official one.
 */
export async function storedMaterial(
  store: Store,
  name: string,
  fingerprint: string,
): Promise<Material | null> {
  for (const pair of await pairsIn(store, name)) {
    if (!fingerprint.startsWith(versionFingerprintStart(pair.id))) continue;
    const p12 = await pair.p12();
    const password = await pair.password();
    if (p12 === null || password === null) continue;
    const found = await openWithAny(p12, [password]);
    if (found.kind !== 'opened') continue;
    const { identity } = found.opened;
    if (identity.leaf.facts.fingerprintSha256 !== fingerprint) continue;
    return { identity, p12, password, fileName: 'certificate.p12' };
  }
  return null;
}
