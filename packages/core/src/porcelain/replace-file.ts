import { resolve } from 'node:path';
import { WeborcaError } from '../errors.ts';
import { reasonOf, writeDurably } from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import { goingOnUnflushed } from '../files/going-on.ts';
import type { Context } from '../context.ts';

/**
 * Writes a file that others read at any time: they see the old one or the new one, whole. Readable
 * for everybody (0644): it is for what holds no secret.
 *
 * @returns its absolute path
 * @throws WeborcaError `destination-not-writable`
 */
export async function replaceFile(
  { effects }: Pick<Context, 'effects'>,
  file: string,
  contents: Uint8Array | Iterable<Uint8Array>,
): Promise<string> {
  const { randomBytes } = effects;
  const { files } = goingOnUnflushed(effects.files);
  const path = resolve(file);
  try {
    await requireFileOrNothing(files, path);
    await writeDurably({ files, randomBytes }, path, { contents, mode: 0o644 });
  } catch (cause) {
    const reason = reasonOf(cause);
    throw new WeborcaError('destination-not-writable', { path, reason }, { cause });
  }
  return path;
}

/** A rename puts a file in the place of anything, `/dev/stdout` and FIFOs too. */
async function requireFileOrNothing(files: FileSystem, path: string): Promise<void> {
  const there = await files.status(path).catch(() => null);
  if (there?.kind !== 'link' && there?.kind !== 'other') return;
  const code = there.kind === 'link' ? 'ELOOP' : 'EFTYPE';
  throw Object.assign(new Error('not a file'), { code, path });
}
