import { basename, dirname, join } from 'node:path';
import type { Effects } from '../effects.ts';
import { isErrno, listIfThere } from '../files/durable.ts';
import { isSystemError } from '../files/errno.ts';
import type { FileStatus } from '../files/file-system.ts';
import { freePath } from '../files/free-name.ts';
import { hourMs } from '../time.ts';

const temporaryShape = /^\.weborca-cert-[0-9a-f]{16}$/;

/** A fresh hidden name in the target's own folder: a rename never crosses a file system. */
export function nameTemporary(effects: Effects, target: string): string {
  const random = Buffer.from(effects.randomBytes(8)).toString('hex');
  return join(dirname(target), `.weborca-cert-${random}`);
}

/** Removes what a killed process left beside the targets and no record names. */
export async function sweepBeside(effects: Effects, targets: readonly string[]): Promise<void> {
  // An hour: another certificate's run may be at work in the same folder.
  const before = effects.now().getTime() - hourMs;
  for (const folder of new Set(targets.map((target) => dirname(target)))) {
    try {
      for (const name of await listIfThere(effects.files, folder)) {
        if (!temporaryShape.test(name)) continue;
        const path = join(folder, name);
        const { kind, modified } = await effects.files.status(path);
        if (kind === 'file' && modified.getTime() < before) await effects.files.removeFile(path);
      }
    } catch (error) {
      // A folder that is not ours to tidy, or that fails: a run that may write there will.
      if (!isSystemError(error)) throw error;
    }
  }
}

/**
 * `FILE.old-yyyyMMdd`, then `-2`, `-3`, …: the first that is free. Never `FILE.yyyymmdd`, which
 * belongs to the receipt viewer's new files (guide, レセ電ビューア).
 */
export async function nameKept(effects: Effects, target: string): Promise<string> {
  const stem = join(dirname(target), `${basename(target)}.old-${localDay(effects.now())}`);
  return freePath(effects.files, stem);
}

/** Whether one of them is. */
export async function isAnyTaken(
  paths: readonly string[],
  isTaken: (path: string) => Promise<boolean>,
): Promise<boolean> {
  for (const path of paths) if (await isTaken(path)) return true;
  return false;
}

/** `yyyyMMdd` of the local day: people look for "what was replaced today". */
export function localDay(now: Date): string {
  const year = String(now.getFullYear()).padStart(4, '0');
  const month = String(now.getMonth() + 1).padStart(2, '0');
  return `${year}${month}${String(now.getDate()).padStart(2, '0')}`;
}

/** What lies there, links not followed; null: nothing. */
export async function statusIfThere(effects: Effects, path: string): Promise<FileStatus | null> {
  try {
    return await effects.files.status(path);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}
