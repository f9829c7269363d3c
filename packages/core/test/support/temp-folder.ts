import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A fresh folder for one test, with a space and Japanese in its path; removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), '保管 庫-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
