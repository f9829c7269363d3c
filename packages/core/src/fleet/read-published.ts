import { join } from 'node:path';
import type { Threshold } from '../certificate/lifetime.ts';
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
  type PublishedDocument,
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
const mostFiles = 20_000;
export const mostPublishedBytes = 64 * 1024 * 1024;

/**
 * What other machines have published in a folder. Everybody who may write there may write anything: what
 * is read is bounded, checked field by field and cleaned, and a file that is not as it should be is
 * a source that cannot be read, never an error.
 *
 * @throws WeborcaError `destination-not-writable` (`doing: 'read'`) when the folder cannot be listed
 */
export async function readPublished(
  { files, now }: Pick<Effects, 'files' | 'now'>,
  folder: string,
  { except = null, within }: Looking = {},
): Promise<Fleet> {
  const names = await files.list(folder).catch((cause: unknown) => {
    const details = { path: folder, reason: reasonOf(cause), doing: 'read' } as const;
    throw new WeborcaError('destination-not-writable', details, { cause });
  });
  const isOurs = (name: string): boolean =>
    name.endsWith(publishedSuffix) && !name.startsWith('.') && !isSameFile(name, except ?? '');
  const ours = names.filter(isOurs).toSorted().slice(0, mostFiles);
  const hostOf = hostsOf(ours);
  const sources: Source[] = [];
  const certificates: PublishedCertificate[] = [];
  for (const name of ours) {
    const host = hostOf(name);
    const id = idOf(name);
    const read: PublishedDocument | Unread = isNamed(name)
      ? await readOne(files, join(folder, name), { source: host, now: now(), within })
      : { trouble: 'not-ours', support: null };
    if ('trouble' in read) {
      const { trouble, support } = read;
      sources.push({ host, id, at: null, stale: true, trouble, stopped: null, support });
      continue;
    }
    const { at, support, stopped } = read;
    const stale = now().getTime() - at.getTime() > staleAfterMs;
    sources.push({ host, id, at, stale, trouble: null, stopped, support });
    for (const one of read.certificates) certificates.push(one);
  }
  return { sources, certificates };
}

/** Why it cannot be read, by the system's word or ours. */
interface Unread {
  readonly trouble: PublishedTrouble | SystemReason;
  readonly support: Support | null;
}

async function readOne(
  files: FileSystem,
  path: string,
  reading: Reading,
): Promise<PublishedDocument | Unread> {
  try {
    return readDocument(await files.readFile(path, mostPublishedBytes), reading);
  } catch (cause) {
    return { trouble: reasonOf(cause), support: null };
  }
}
