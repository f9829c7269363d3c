import type { CertificateConfiguration } from '../configuration/types.ts';
import { consumersOf } from '../consumers/bind.ts';
import { readCurrent } from '../store/current.ts';
import { listVersions } from '../store/read-version.ts';
import { storeOf } from '../store/store.ts';
import type { Context, OldUse } from '../context.ts';

/**
 * Who still uses an earlier version of this certificate. Where nothing was replaced, nothing is
 * looked for. Takes no lock, changes nothing.
 */
export async function oldUsesOf(
  context: Context,
  certificate: CertificateConfiguration,
): Promise<readonly OldUse[]> {
  const { systemStore } = context;
  const { name } = certificate;
  const store = storeOf(context);
  const inUse = (await readCurrent(store, name))?.manifest ?? null;
  if (inUse === null) return [];
  const current = inUse.facts.fingerprintSha256;
  const earlier = (await listVersions(store, name))
    .map(({ manifest }) => manifest)
    .filter(({ facts }) => facts.fingerprintSha256 !== current);
  if (earlier.length === 0) return [];
  const { findOldUses } = await import('./who-uses-old.ts');
  return findOldUses({
    ...consumersOf(context, certificate),
    current,
    oldFingerprints: new Set(earlier.map(({ facts }) => facts.fingerprintSha256)),
    oldFileNames: earlier.map(({ fileName }) => fileName).filter((one) => one !== inUse.fileName),
    stores: true,
    systemStore,
  });
}
