import { basename, dirname, join } from 'node:path';
import type { Effects } from '../effects.ts';
import { makeDirectories } from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import { sha256Hex } from '../bytes.ts';
import { nameKept } from './beside.ts';
import { keptFolder } from './layout.ts';

/**
 * Where only the file itself may be written (it is mounted alone, or its folder is not ours and the
 * file is), nothing can be renamed onto it and nothing lies beside it: the new bytes wait and the old
 * ones are kept in the store, and the file is written over. Not at once, so that a program
 * that reads in that moment may see a part; that is why this is never done where a rename can be.
 */
export async function makeKeptFolder(effects: Effects, certificateFolder: string): Promise<string> {
  const folder = keptFolder(certificateFolder);
  await makeDirectories(effects.files, folder, 0o700);
  return folder;
}

/** A free name for the old bytes: by the path, since two programs may have a `client.p12` each. */
export async function nameKeptAside(
  effects: Effects,
  certificateFolder: string,
  target: string,
): Promise<string> {
  const folder = await makeKeptFolder(effects, certificateFolder);
  const which = sha256Hex(dirname(target)).slice(0, 8);
  return nameKept(effects, join(folder, `${which}-${basename(target)}`));
}

/** May it be opened for writing? Nothing is written. */
export async function mayBeWritten(files: FileSystem, path: string): Promise<boolean> {
  try {
    await files.append(path, new Uint8Array(), 0o600);
    return true;
  } catch {
    return false;
  }
}

/** @throws Error with code EDIFFERS when what is read back is not what was written */
export async function writeInto(files: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  await files.overwrite(path, bytes);
  await files.syncFile(path);
  if (Buffer.from(await files.readFile(path)).equals(bytes)) return;
  throw Object.assign(new Error('read back differs'), { code: 'EDIFFERS', path });
}

/**
 * Whether a file is what a write that was cut off leaves: each byte is the old one's or the new
 * one's, whichever pages reached the disk, or still 0 where it grew; its end may be missing. Anything
 * else somebody has written since.
 */
export function isTorn(found: Uint8Array, old: Uint8Array, fresh: Uint8Array): boolean {
  if (found.length > Math.max(old.length, fresh.length)) return false;
  return found.every(
    (byte, at) => byte === old[at] || byte === fresh[at] || (byte === 0 && at >= old.length),
  );
}
