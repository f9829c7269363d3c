import type { OldUse } from '../context.ts';
import { basename } from 'node:path';
import type { Effects } from '../effects.ts';
import type { Secret } from '../secret.ts';
import { bindConsumers, type ConsumersOf } from '../consumers/bind.ts';
import { certificatePaths } from '../consumers/certificate-paths.ts';
import type { Kind } from '../consumers/kind.ts';
import { knownPlaces } from './detect.ts';
import { identitiesOf, openWithAny } from '../consumers/opened.ts';
import { leafOf } from '../consumers/pem-text.ts';
import { passwordsFor } from '../consumers/remembered.ts';
import type { StoresOf } from '../consumers/stored-like.ts';
import { readPlain, readTouched } from '../consumers/read-files.ts';

export interface OldUseQuestion extends ConsumersOf, StoresOf {
  readonly current: string;
  /** SHA-256 of earlier certificates of this name. */
  readonly oldFingerprints: ReadonlySet<string>;
  /** Names of files that hold earlier ones, for instance as the receipt viewer dated them. */
  readonly oldFileNames?: readonly string[];
  /** The system's own store is asked, too, and those of the certificate's consumers. */
  readonly stores: boolean;
}

/**
 * Who still uses an old certificate: looked for in the consumers' places, in the places where known
 * programs keep their settings, and in the system's stores. A store that has the new one as well is
 * named all the same: the two have one name there, and people pick the wrong one (guide).
 */
export async function findOldUses(question: OldUseQuestion): Promise<readonly OldUse[]> {
  const uses: OldUse[] = [];
  const seen = new Set<string>();
  const look = async (path: string, passwords: readonly Secret[]): Promise<void> => {
    if (seen.has(path)) return;
    seen.add(path);
    const all = await fingerprintsAt(question.effects, path, passwords);
    if (all.includes(question.current)) return;
    const found = all.find((one) => question.oldFingerprints.has(one));
    if (found !== undefined) uses.push({ path, how: 'holds', found });
  };
  for (const bound of bindConsumers(question)) {
    if (bound.consumer.form !== 'files') continue;
    const { files } = await readTouched(question.effects, bound.consumer);
    const passwords = await passwordsFor(question, bound);
    for (const path of files.keys()) await look(path, passwords);
  }
  const passwords = await passwordsFor(question, { id: '' });
  for (const { kind, path } of knownPlaces(question.effects)) {
    for (const named of await namedAt(question.effects, kind, path)) {
      await look(named, passwords);
      const name = basename(named);
      if (question.oldFileNames?.includes(name) === true) {
        uses.push({ path, how: 'names', found: name });
      }
    }
  }
  return question.stores ? [...uses, ...(await inStores(question))] : uses;
}

async function namedAt(effects: Effects, kind: Kind, path: string): Promise<readonly string[]> {
  const bytes = await readPlain(effects, path);
  if (bytes === null || 'reason' in bytes) return [];
  const settings = kind.settings?.(bytes, path) ?? null;
  if (settings === null) return [];
  return certificatePaths(settings, path, effects).map((named) => named.path);
}

/**
 * SHA-256 of the certificate in a PEM, DER or PKCS#12 file, or of each that a keystore has; none where
 * it cannot be told.
 */
async function fingerprintsAt(
  effects: Effects,
  path: string,
  passwords: readonly Secret[],
): Promise<readonly string[]> {
  const bytes = await readPlain(effects, path);
  if (bytes === null || 'reason' in bytes || bytes.length === 0) return [];
  const leaf = leafOf(bytes);
  if (leaf !== null) return [leaf.fingerprint];
  if (bytes[0] !== 0x30) return [];
  const file = await openWithAny(bytes, passwords);
  if (file.kind !== 'opened') return [];
  return identitiesOf(file.opened).map((one) => one.leaf.facts.fingerprintSha256);
}

async function inStores(question: OldUseQuestion): Promise<readonly OldUse[]> {
  const { oldFingerprints } = question;
  const { storesOf } = await import('../consumers/stored-like.ts');
  return (await storesOf(question)).flatMap(({ place, certificates }) =>
    certificates
      // Without its key no program can use it: that is what is left after an old one was removed.
      .filter(({ hasKey, fingerprintSha256: one }) => hasKey !== false && oldFingerprints.has(one))
      .map(({ fingerprintSha256 }) => ({ path: place, how: 'store', found: fingerprintSha256 })),
  );
}
