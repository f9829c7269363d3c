import type { Effects } from '../effects.ts';
import { isErrno, reasonOf } from '../files/durable.ts';
import { statusIfThere } from './beside.ts';
import type { FileBytes, FileConsumer } from './types.ts';
import type { ConsumerReason } from '../words/reasons/consumers.ts';

/** A file that cannot be used. `no-permission` is a matter of rights: somebody else can. */
export interface Unusable {
  readonly path: string;
  readonly reason: ConsumerReason;
}

/** What was read of a consumer's files, up to one that cannot be used. */
export interface Touched {
  readonly files: FileBytes;
  readonly unusable: Unusable | null;
}

/** Settings, certificates and keys are a few kilobytes; more is not ours to load and rewrite. */
const mostBytes = 16 * 1024 * 1024;

/** The settings name the certificate, which is one step; more than a few do not occur. */
const mostRounds = 5;

/**
 * Reads what a consumer touches, and what that in turn names. Links are not followed. What was asked
 * for only to see which of several paths is meant, and is not touched after all, is left out.
 */
export async function readTouched(effects: Effects, consumer: FileConsumer): Promise<Touched> {
  const files = new Map<string, Uint8Array | null>();
  for (let round = 0; round < mostRounds; round += 1) {
    const touched = consumer.touches({ files, platform: effects.platform });
    const wanted = touched.filter((path) => !files.has(path));
    if (wanted.length === 0) {
      for (const path of [...files.keys()]) if (!touched.includes(path)) files.delete(path);
      break;
    }
    for (const path of wanted) {
      const read = await readPlain(effects, path);
      if (read !== null && 'reason' in read) return { files, unusable: read };
      files.set(path, read);
    }
  }
  return { files, unusable: null };
}

/** An ordinary file's bytes, null when there is none, or why it cannot be used. */
export async function readPlain(
  effects: Effects,
  path: string,
): Promise<Uint8Array | Unusable | null> {
  try {
    const status = await statusIfThere(effects, path);
    if (status === null) return null;
    if (status.kind === 'link') return { path, reason: 'symbolic-link' };
    if (status.kind !== 'file') return { path, reason: 'not-a-file' };
    if (status.size > mostBytes) return { path, reason: 'too-large' };
    return await effects.files.readFile(path);
  } catch (error) {
    if (isErrno(error, 'ENOTDIR')) return { path, reason: 'missing' };
    return { path, reason: reasonOf(error) };
  }
}
