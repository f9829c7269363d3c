import { writtenWord } from '../words/written.ts';
import type { AdoptionReason } from '../words/unfit.ts';
import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { readIfThere, removeTree, writeDurably } from '../files/durable.ts';
import { isRecord, type JsonRecord } from '../json.ts';
import { nameFolder } from './layout.ts';
import type { Store } from './types.ts';
import { dateField, readRecord, textField, writeRecord } from './record.ts';

/**
 * What is remembered of earlier requests for one name, so that no loop can hammer the service.
 * Only requests that may have arrived are in `posts`.
 */
export interface Attempts {
  readonly posts: readonly { readonly at: Date; readonly outcomeUnknown: boolean }[];
  /** From the last `Retry-After`. */
  readonly retryAt: Date | null;
  /** Issued certificates that failed the check, since the last one that passed. */
  readonly unfit: readonly Date[];
}

export const noAttempts: Attempts = { posts: [], retryAt: null, unfit: [] };

/** Something later lies beside the certificate that only a person can judge. */
export interface SupersededRecord {
  readonly at: Date;
  readonly path: string;
  readonly fingerprintSha256: string;
  readonly reasons: readonly AdoptionReason[];
}

/** A version is in use although WebORCA could not be asked yet; `previous` is the way back. */
export interface UnverifiedRecord {
  readonly since: Date;
  readonly version: string;
  readonly previous: string;
}

/** Small files beside the store's versions that outlive a journal. Broken ones count as absent. */
export interface Memory {
  attempts(): Promise<Attempts>;
  setAttempts(attempts: Attempts): Promise<void>;
  superseded(): Promise<SupersededRecord | null>;
  setSuperseded(record: SupersededRecord | null): Promise<void>;
  unverified(): Promise<UnverifiedRecord | null>;
  setUnverified(record: UnverifiedRecord | null): Promise<void>;
}

export function memoryOf(
  effects: Effects,
  { store, name: of }: { readonly store: Pick<Store, 'dir'>; readonly name: string },
): Memory {
  const certificateFolder = nameFolder(store, of);
  const { files, randomBytes } = effects;
  const read = async (name: string): Promise<JsonRecord | null> =>
    readRecord(await readIfThere(files, join(certificateFolder, name)));
  const write = async (name: string, record: object | null): Promise<void> => {
    const path = join(certificateFolder, name);
    if (record === null) return removeTree(files, path);
    await writeDurably(files, path, writeRecord({ ...record }), 0o600, randomBytes);
  };
  return {
    attempts: async () => readAttempts(await read('attempts.json')),
    setAttempts: (attempts) => write('attempts.json', attempts),
    superseded: async () => readSuperseded(await read('superseded.json')),
    setSuperseded: (record) => write('superseded.json', record),
    unverified: async () => readUnverified(await read('unverified.json')),
    setUnverified: (record) => write('unverified.json', record),
  };
}

function readAttempts(record: JsonRecord | null): Attempts {
  if (record === null) return noAttempts;
  const posts = list(record['posts']).flatMap((post) => {
    const at = isRecord(post) ? dateField(post, 'at') : null;
    return at === null || !isRecord(post)
      ? []
      : [{ at, outcomeUnknown: post['outcomeUnknown'] === true }];
  });
  const unfit = list(record['unfit'])
    .map((at) => new Date(typeof at === 'string' ? at : Number.NaN))
    .filter((at) => !Number.isNaN(at.getTime()));
  return { posts, retryAt: dateField(record, 'retryAt'), unfit };
}

function readSuperseded(record: JsonRecord | null): SupersededRecord | null {
  if (record === null) return null;
  const at = dateField(record, 'at');
  const path = textField(record, 'path');
  const fingerprintSha256 = textField(record, 'fingerprintSha256');
  if (at === null || path === null || fingerprintSha256 === null) return null;
  const reasons = list(record['reasons'])
    .filter((reason) => typeof reason === 'string')
    .map(writtenWord);
  return { at, path, fingerprintSha256, reasons };
}

function readUnverified(record: JsonRecord | null): UnverifiedRecord | null {
  if (record === null) return null;
  const since = dateField(record, 'since');
  const version = textField(record, 'version');
  const previous = textField(record, 'previous');
  return since === null || version === null || previous === null
    ? null
    : { since, version, previous };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
