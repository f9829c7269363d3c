import { join } from 'node:path';
import type { Threshold } from '../certificate/state.ts';
import type { Support } from '../configuration/types.ts';
import type { Effects } from '../effects.ts';
import { WeborcaError } from '../errors.ts';
import { reasonOf } from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import { hourMs } from '../time.ts';
import type { PublishedTrouble } from '../words/reasons/published.ts';
import type { SystemReason } from '../words/reasons/system.ts';
import { hostsOf, idOf, isNamed, isSameFile, publishedSuffix } from './machine-names.ts';
import {
  readDocument,
  type PublishedCertificate,
  type Reading,
  type Stopped,
} from './read-document.ts';

/** A machine that has published: told by its host's name, with an id where two have the same. */
export interface Source {
  readonly host: string;
  /** Whose name it is, of several that are called alike: the end of its file's name. Null: it has none. */
  readonly id: string | null;
  /** Null: what it has published cannot be read. */
  readonly at: Date | null;
  /** Older than two days, or not readable: what it says is not what is. */
  readonly stale: boolean;
  /** Why it cannot be read; null: it can. */
  readonly trouble: PublishedTrouble | SystemReason | null;
  /** What its runs end for before they come to any certificate; null: they do come. */
  readonly stopped: Stopped | null;
  /** Whom to call about it; null: none is configured, or that cannot be read. */
  readonly support: Support | null;
}

export interface Fleet {
  readonly sources: readonly Source[];
  readonly certificates: readonly PublishedCertificate[];
}

/** How the folder is looked at. */
export interface Looking {
  /** The name of a file that is left out: this machine's own. */
  readonly except?: string | null;
  /** When a certificate counts as due, instead of what its machine has configured. */
  readonly within?: Threshold | undefined;
}

const staleAfterMs = 48 * hourMs;
const mostFiles = 50_000;
export const mostPublishedBytes = 64 * 1024 * 1024;

/** Of all files that are read; two hundred thousand certificates, or a file that is no status. */
const mostBytesInAll = 128 * 1024 * 1024;

/**
 * What other machines have published in a folder. Everybody who may write there may write anything: what
 * is read is bounded, checked field by field and cleaned, and a file that is not as it should be is
 * a source that cannot be read, never an error.
 *
 * Where all together are too much, the largest is not read, so that no one file takes the others' place.
 *
 * @throws WeborcaError `destination-not-writable` (`doing: 'read'`) when the folder cannot be listed, and
 *   `too-many-published`: some left out would be some that nobody misses
 */
export async function readPublished(
  { files, now }: Pick<Effects, 'files' | 'now'>,
  folder: string,
  { except = null, within }: Looking = {},
): Promise<Fleet> {
  const names = await listed(files, folder);
  const isOurs = (name: string): boolean =>
    name.endsWith(publishedSuffix) && !name.startsWith('.') && !isSameFile(name, except ?? '');
  const ours = names.filter(isOurs).toSorted();
  if (ours.length > mostFiles) {
    const details = {
      path: folder,
      reason: 'too-many-published',
      doing: 'read',
      published: true,
    } as const;
    throw new WeborcaError('destination-not-writable', details);
  }
  const hostOf = hostsOf(ours);
  const all: Read[] = [];
  let bytes = 0;
  let atMost = mostPublishedBytes;
  for (const name of ours) {
    const reading = { source: hostOf(name), now: now(), within };
    const one = await readOne(files, { path: join(folder, name), name, atMost }, reading);
    all.push(one);
    bytes += one.bytes;
    while (bytes > mostBytesInAll) {
      const largest = all.reduce((a, b) => (b.bytes > a.bytes ? b : a));
      bytes -= largest.bytes;
      // Neither is another one like it, then: not a byte of it.
      atMost = Math.min(atMost, largest.bytes - 1);
      all[all.indexOf(largest)] = unread(largest.source, 'too-large');
    }
  }
  const there = await stillThere(files, { folder, names: ours }, all);
  return {
    sources: there.map(({ source }) => source),
    certificates: there.flatMap((one) => one.certificates),
  };
}

async function listed(files: FileSystem, folder: string): Promise<readonly string[]> {
  return files.list(folder).catch((cause: unknown) => {
    const what = { reason: reasonOf(cause), doing: 'read', published: true } as const;
    throw new WeborcaError('destination-not-writable', { path: folder, ...what }, { cause });
  });
}

/**
 * Without those that have been taken away while the others were read: a machine that was renamed, or
 * retired. Where all have, it is the NAS that has gone, and what was read before is not all.
 */
async function stillThere(
  files: FileSystem,
  { folder, names }: { readonly folder: string; readonly names: readonly string[] },
  all: readonly Read[],
): Promise<readonly Read[]> {
  if (all.every(({ source }) => source.trouble !== 'missing')) return all;
  const now = new Set(await listed(files, folder));
  if (names.length > 1 && names.every((name) => !now.has(name))) {
    const details = { path: folder, reason: 'missing', doing: 'read', published: true } as const;
    throw new WeborcaError('destination-not-writable', details);
  }
  return all.filter(({ source }, n) => source.trouble !== 'missing' || now.has(names[n] ?? ''));
}

/** What came of a file. */
interface Read {
  readonly source: Source;
  readonly certificates: readonly PublishedCertificate[];
  readonly bytes: number;
}

async function readOne(
  files: FileSystem,
  { path, name, atMost }: { readonly path: string; readonly name: string; readonly atMost: number },
  reading: Reading,
): Promise<Read> {
  const called = { host: reading.source, id: idOf(name), support: null };
  if (!isNamed(name)) return unread(called, 'not-ours');
  try {
    const content = await files.readFile(path, atMost);
    const read = readDocument(content, reading);
    const { support } = read;
    if ('trouble' in read) return unread({ ...called, support }, read.trouble);
    const { at, stopped, certificates } = read;
    const stale = reading.now.getTime() - at.getTime() > staleAfterMs;
    const source = { ...called, at, stale, trouble: null, stopped, support };
    return { source, certificates, bytes: content.length };
  } catch (cause) {
    return unread(called, reasonOf(cause));
  }
}

/** Why it cannot be read, by the system's word or ours. */
function unread(
  { host, id, support }: Pick<Source, 'host' | 'id' | 'support'>,
  trouble: PublishedTrouble | SystemReason,
): Read {
  const source = { host, id, at: null, stale: true, trouble, stopped: null, support };
  return { source, certificates: [], bytes: 0 };
}
