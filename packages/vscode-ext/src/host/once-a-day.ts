import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * True for the first who asks on a (local) day, over all windows: the file of the day is made by one
 * of them only. Those of other days go.
 *
 * @param folder may not exist yet
 * @param what names the matter; letters and hyphens
 */
export async function claimDay(folder: string, what: string, now: Date): Promise<boolean> {
  const file = `${what}-${localDay(now)}`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await writeFile(path.join(folder, file), '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
  for (const other of await readdir(folder)) {
    if (other.startsWith(`${what}-`) && other !== file) {
      await rm(path.join(folder, other), { force: true });
    }
  }
  return true;
}

function localDay(now: Date): string {
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}
