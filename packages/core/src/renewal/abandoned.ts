import { dirname, join, relative, sep } from 'node:path';
import type { Effects } from '../effects.ts';
import { exists, isErrno } from '../files/durable.ts';
import type { Secret } from '../secret.ts';
import { readIssuance } from './read-journal.ts';

const downloaded = 'downloaded.p12';

/** The issued file in the folder of an abandoned journal; null when there is none. */
export async function abandonedFileIn(
  { files }: Pick<Effects, 'files'>,
  folder: string,
): Promise<string | null> {
  const file = join(folder, downloaded);
  return (await exists(files, file)) ? file : null;
}

/** An issued file that led nowhere: whose it is, and the password that came with it. */
export interface AbandonedFile {
  readonly name: string;
  readonly password: Secret;
}

/**
 * Whether `path` is a file of an abandoned journal in this very store; null for every other file,
 * whatever lies beside it.
 *
 * @param path absolute
 * @param storeDir `<stateDir>/store`
 */
export async function readAbandonedFile(
  effects: Effects,
  storeDir: string,
  path: string,
): Promise<AbandonedFile | null> {
  const { files } = effects;
  try {
    const real = await files.realPath(path);
    const parts = relative(await files.realPath(storeDir), real).split(sep);
    const [name, abandoned, entry, file, ...deeper] = parts;
    if (name === undefined || name === '..' || entry === undefined || deeper.length > 0)
      return null;
    if (abandoned !== 'abandoned' || file !== downloaded) return null;
    const issuance = await readIssuance(effects, dirname(real));
    return issuance === null ? null : { name, password: issuance.issued.pass };
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP')) return null;
    throw error;
  }
}
