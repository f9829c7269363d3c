import type { CertificateFacts } from '../certificate/facts.ts';
import { WeborcaError } from '../errors.ts';
import { versionFingerprintStart } from '../store/layout.ts';
import { listVersionIds, readManifest } from '../store/read-version.ts';
import type { Store } from '../store/types.ts';

/** The name among these that has this certificate, or had it before it was renewed; null: none. */
export async function nameWith(
  store: Store,
  names: Iterable<string>,
  { fingerprintSha256 }: CertificateFacts,
): Promise<string | null> {
  for (const name of names) {
    for (const id of await listVersionIds(store, name)) {
      // Of thousands of names, only one that is it is looked into.
      if (!fingerprintSha256.startsWith(versionFingerprintStart(id))) continue;
      const version = await readManifest(store, name, id);
      const other = version?.manifest.facts.fingerprintSha256 ?? fingerprintSha256;
      if (other === fingerprintSha256) return name;
    }
  }
  return null;
}

/**
 * The same certificate under two names would be renewed twice. One that has been renewed since
 * counts too: its successor is under care.
 *
 * @param names those that a renewal would look at
 * @throws WeborcaError `name-taken` with the name that has it
 */
export async function requireUnderNoOtherName(
  store: Store,
  names: Iterable<string>,
  facts: CertificateFacts,
): Promise<void> {
  const name = await nameWith(store, names, facts);
  if (name !== null) throw new WeborcaError('name-taken', { name, sameCertificate: true });
}
