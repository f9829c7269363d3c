import { join } from 'node:path';
import type { CertificateFacts } from '../certificate/facts.ts';
import { quietly } from '../errors.ts';
import { listIfThere, readIfReadable } from '../files/durable.ts';
import type { Secret } from '../secret.ts';
import { sha256Hex } from '../sha256.ts';
import { isVersionId, manifestFile, p12File, passwordFile } from './layout.ts';
import { parseManifest } from './manifest.ts';
import { decodePassword } from './password-text.ts';
import type { Store } from './types.ts';

type Looking = Pick<Store, 'files' | 'open'>;

/** A pair out of a folder that was the store's for one name. */
export interface RemovedPair {
  readonly p12: Uint8Array;
  readonly password: Secret;
  readonly facts: CertificateFacts;
  readonly fileName: string;
  /** It opens, but is not byte for byte what was written. */
  readonly altered: boolean;
}

/**
 * What was in use in a folder that `remove` put away; where that does not open, the newest that
 * does. Null when the folder is none, or nothing in it opens.
 */
export async function readRemoved(context: Looking, folder: string): Promise<RemovedPair | null> {
  const versions = join(folder, 'versions');
  const ids = (await listIfThere(context.files, versions)).filter(isVersionId).toSorted();
  const pointer = await readIfReadable(context.files, join(folder, 'current'));
  const pointed = pointer === null ? '' : new TextDecoder().decode(pointer).trim();
  const first = ids.filter((id) => id === pointed);
  for (const id of [...first, ...ids.filter((one) => one !== pointed).toReversed()]) {
    const pair = await readPair(context, join(versions, id));
    if (pair !== null) return pair;
  }
  return null;
}

async function readPair(context: Looking, folder: string): Promise<RemovedPair | null> {
  const p12 = await readIfReadable(context.files, join(folder, p12File));
  const written = await readIfReadable(context.files, join(folder, passwordFile));
  const beside = written === null ? null : decodePassword(written);
  if (p12 === null || beside === null) return null;
  const manifest = parseManifest(
    (await readIfReadable(context.files, join(folder, manifestFile))) ?? new Uint8Array(),
  );
  const opened = await quietly(() => context.open(p12, beside));
  if (opened === null) return null;
  const fileName = manifest?.fileName ?? p12File;
  return { p12, ...opened, fileName, altered: manifest?.p12Sha256 !== sha256Hex(p12) };
}
