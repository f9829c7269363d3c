import { writtenWord } from '../words/written.ts';
import type { AdoptionReason } from '../words/unfit.ts';
import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import {
  listIfThere,
  makeDirectories,
  readIfReadable,
  readIfThere,
  removeTree,
  writeDurably,
} from '../files/durable.ts';
import { sha256Hex } from '../bytes.ts';
import { isRecord, type JsonRecord } from '../json.ts';
import { certificateEntries, certificateFolderIn } from './layout.ts';
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
  const certificateFolder = certificateFolderIn(store, of);
  const { files } = effects;
  const read = async (name: string): Promise<JsonRecord | null> =>
    readRecord(await readIfThere(files, join(certificateFolder, name)));
  const write = async (name: string, record: object | null): Promise<void> => {
    const path = join(certificateFolder, name);
    if (record === null) return removeTree(files, path);
    await writeDurably(effects, path, { contents: writeRecord({ ...record }), mode: 0o600 });
  };
  return {
    attempts: async () => readAttempts(await read(certificateEntries.attempts)),
    setAttempts: (attempts) => write(certificateEntries.attempts, attempts),
    superseded: async () => readSuperseded(await read(certificateEntries.superseded)),
    setSuperseded: (record) => write(certificateEntries.superseded, record),
    unverified: async () => readUnverified(await read(certificateEntries.unverified)),
    setUnverified: (record) => write(certificateEntries.unverified, record),
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

/** A backup that was read and opened, wherever it lies: its drive may be in a drawer now. */
export interface SeenBackup {
  /** The backup's folder. */
  readonly path: string;
  readonly at: Date;
  /** When its files were last read, compared and opened. */
  readonly readAt: Date;
}

/** What is remembered of a certificate's backups. It goes along when the certificate is renamed. */
export interface SeenBackups {
  /** The oldest first. A record that cannot be read counts as absent. */
  readonly read: () => Promise<readonly SeenBackup[]>;
  readonly note: (backup: SeenBackup) => Promise<void>;
}

/** One file for each folder: who reads backups holds no lock, and overwrites nothing of others. */
export function seenBackupsIn(effects: Effects, certificateFolder: string): SeenBackups {
  const { files } = effects;
  const folder = join(certificateFolder, certificateEntries.backups);
  return {
    async read() {
      const seen: SeenBackup[] = [];
      for (const entry of await listIfThere(files, folder)) {
        const backup = readSeen(await readIfReadable(files, join(folder, entry)));
        if (backup !== null) seen.push(backup);
      }
      // Two of one second: the one that was read later was made later.
      return seen.toSorted(
        (a, b) => a.at.getTime() - b.at.getTime() || a.readAt.getTime() - b.readAt.getTime(),
      );
    },
    async note({ path, at, readAt }) {
      await makeDirectories(files, folder, 0o700);
      const file = join(folder, `${sha256Hex(new TextEncoder().encode(path)).slice(0, 32)}.json`);
      const record = writeRecord({ schemaVersion: 1, path, at, readAt });
      await writeDurably(effects, file, { contents: record, mode: 0o600 });
    },
  };
}

function readSeen(bytes: Uint8Array | null): SeenBackup | null {
  const record = readRecord(bytes);
  if (record === null) return null;
  const path = textField(record, 'path');
  const at = dateField(record, 'at');
  const readAt = dateField(record, 'readAt');
  return path === null || at === null || readAt === null ? null : { path, at, readAt };
}
