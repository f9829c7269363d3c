import { sameBytes } from '../bytes.ts';
import type { Certificate } from '../certificate/facts.ts';
import { isWeborcaError, quietly } from '../errors.ts';
import { listSystemStore, type StoredAt, type SystemStore } from '../stores/stored.ts';
import { bindConsumers, type EntriesOf } from './bind.ts';

export interface StoresOf extends EntriesOf {
  /** Left out: the system's store is asked for this question alone. */
  readonly systemStore?: SystemStore | undefined;
}

/**
 * The system's own store and those of the certificate's consumers, each once. A store that cannot be
 * asked is passed over: its consumer's own state says why.
 */
export async function storesOf(input: StoresOf): Promise<readonly StoredAt[]> {
  const { effects } = input;
  const found = new Map<string, StoredAt>();
  const system = await quietly(input.systemStore ?? (() => listSystemStore(effects)));
  if (system !== null) found.set(system.place, system);
  for (const { consumer, place } of bindConsumers(input)) {
    if (consumer.form !== 'action' || consumer.list === undefined || found.has(place)) continue;
    const { list } = consumer;
    const stored = await quietly(() => list(effects));
    if (stored !== null) found.set(stored.place, stored);
  }
  return [...found.values()];
}

/** What the stores have with the subject and issuer of this certificate, other than itself. */
export async function storedLike(
  input: StoresOf,
  { subjectDer, issuerDer, facts }: Certificate,
): Promise<readonly { readonly place: string; readonly certificate: Certificate }[]> {
  const { readCertificate } = await import('../certificate/read.ts');
  const alike: { readonly place: string; readonly certificate: Certificate }[] = [];
  for (const { place, certificates } of await storesOf(input)) {
    for (const { der, fingerprintSha256 } of certificates) {
      if (fingerprintSha256 === facts.fingerprintSha256 || !includes(der, subjectDer, issuerDer)) {
        continue;
      }
      try {
        const certificate = readCertificate(der);
        const same =
          sameBytes(certificate.subjectDer, subjectDer) &&
          sameBytes(certificate.issuerDer, issuerDer);
        if (same) alike.push({ place, certificate });
      } catch (error) {
        // Not one that we could use; a store may hold anything.
        if (!isWeborcaError(error)) throw error;
      }
    }
  }
  return alike;
}

/** Both names stand in the certificate as they are encoded: hundreds of others need no parsing. */
function includes(der: Uint8Array, ...parts: readonly Uint8Array[]): boolean {
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.byteLength);
  return parts.every((part) => bytes.includes(Buffer.from(part)));
}
