import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { listIfThere, readIfReadable } from '../files/durable.ts';
import { p12File, passwordFile } from '../store/layout.ts';
import { decodePassword } from '../store/record.ts';
import { openWithAny } from './opened.ts';
import type { Material } from './types.ts';

/**
 * The material of a version that the certificate's store has, found by its fingerprint; null when
 * there is none that opens. For looking only: `fileName` is not the official one.
 */
export async function materialOf(
  effects: Effects,
  stateFolder: string,
  fingerprint: string,
): Promise<Material | null> {
  const versions = join(stateFolder, 'versions');
  const ids = await listIfThere(effects.files, versions);
  for (const id of ids.filter((name) => name.endsWith(`-${fingerprint.slice(0, 8)}`))) {
    const p12 = await readIfReadable(effects.files, join(versions, id, p12File));
    const bytes = await readIfReadable(effects.files, join(versions, id, passwordFile));
    const password = bytes === null ? null : decodePassword(bytes);
    if (p12 === null || password === null) continue;
    const found = await openWithAny(p12, [password]);
    if (found.kind !== 'opened') continue;
    const { identity } = found.opened;
    if (identity.leaf.facts.fingerprintSha256 !== fingerprint) continue;
    return { identity, p12, password, fileName: p12File };
  }
  return null;
}
