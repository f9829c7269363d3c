import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withBlockingReads } from '../../src/files/in-place.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const usual = nodeFileSystem(process.platform);
const blocking = withBlockingReads(usual);

describe('reads in place', () => {
  test('give the same as through the thread pool', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'inner'));
    const file = join(folder, 'ファイル');
    await writeFile(file, 'contents', { mode: 0o640 });
    if (process.platform !== 'win32') await symlink(file, join(folder, 'link'));
    expect(await blocking.readFile(file)).toStrictEqual(await usual.readFile(file));
    expect(await blocking.list(folder)).toStrictEqual(await usual.list(folder));
    for (const name of await usual.list(folder)) {
      const path = join(folder, name);
      expect(await blocking.status(path)).toStrictEqual(await usual.status(path));
    }
  });

  test('fail as a promise does, with Node’s own code', async () => {
    const absent = join(await temporaryFolder(), 'absent');
    for (const kind of ['readFile', 'list', 'status'] as const) {
      await expect(blocking[kind](absent)).rejects.toMatchObject({ code: 'ENOENT' });
    }
  });
});
