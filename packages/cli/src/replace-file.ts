import { randomUUID } from 'node:crypto';
import { lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { reasonOf, WeborcaError } from '@weborca-cert/core';

/**
 * Writes a file that others read at any time: they see the old one or the new one, whole. Readable
 * for everybody: it is for what holds no secret.
 *
 * @returns its absolute path
 * @throws WeborcaError destination-not-writable
 */
export async function replaceFile(path: string, text: string): Promise<string> {
  const target = resolve(path);
  const beside = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    await requireFileOrNothing(target);
    const file = await open(beside, 'wx', 0o644);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, target);
    return target;
  } catch (cause) {
    await rm(beside, { force: true });
    const reason = reasonOf(cause);
    throw new WeborcaError('destination-not-writable', { path: target, reason }, { cause });
  }
}

/** A rename puts a file in the place of anything, `/dev/stdout` and FIFOs too. */
async function requireFileOrNothing(path: string): Promise<void> {
  const there = await lstat(path).catch(() => null);
  if (there === null || there.isFile() || there.isDirectory()) return;
  const code = there.isSymbolicLink() ? 'ELOOP' : 'EFTYPE';
  throw Object.assign(new Error('not a file'), { code });
}
