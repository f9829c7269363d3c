import { join } from 'node:path';
import { listIfThere } from '../files/durable.ts';
import type { Effects } from '../effects.ts';
import { renewedInto } from './kind-words.ts';

const isRenewed = (name: string): boolean => /^\d{14}\.p12$/.test(name);

/** The certificates that other programs have renewed on this machine, for whatever clinic. */
export async function renewedByPrograms(
  effects: Pick<Effects, 'files' | 'homeDir'>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const segments of renewedInto) {
    const folder = join(effects.homeDir, ...segments);
    const names = await listQuietly(effects.files, folder);
    found.push(...names.filter(isRenewed).map((name) => join(folder, name)));
  }
  return found;
}

/** A folder we may not list has nothing for us to adopt. */
export async function listQuietly(
  files: Effects['files'],
  folder: string,
): Promise<readonly string[]> {
  return listIfThere(files, folder).catch(() => []);
}
