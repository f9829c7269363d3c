import { mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeDurably } from '../../src/files/durable.ts';
import { workingInPlace } from '../../src/files/in-place.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { unixOnly } from '../support/left-out.ts';

const usual = nodeFileSystem(process.platform);
const bytes = new TextEncoder().encode('contents');

async function world() {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'store'));
  const called: string[] = [];
  const told = {
    ...usual,
    readFile: (path: string) => {
      called.push(path);
      return usual.readFile(path);
    },
  };
  const files = workingInPlace(told, join(folder, 'store'), process.platform);
  return { folder, files, called, at: (name: string) => join(folder, 'store', name) };
}

describe('work in place', () => {
  test('is for the one folder: what lies elsewhere waits in the pool', async () => {
    const { folder, files, called, at } = await world();
    await files.create(at('inside'), bytes, 0o600);
    await usual.create(join(folder, 'store-2'), bytes, 0o600);
    expect(await files.readFile(at('inside'))).toStrictEqual(Buffer.from(bytes));
    expect(called).toStrictEqual([]);
    await files.readFile(join(folder, 'store-2'));
    expect(called).toStrictEqual([join(folder, 'store-2')]);
  });

  test('writes durably as usual, with exactly the mode', async () => {
    const { files, at } = await world();
    await writeDurably({ files, randomBytes: (size) => new Uint8Array(size) }, at('file'), {
      contents: bytes,
      mode: 0o620,
    });
    expect(await readFile(at('file'), 'utf8')).toBe('contents');
    const { mode } = await stat(at('file'));
    expect(process.platform === 'win32' ? 0o620 : mode & 0o777).toBe(0o620);
  });

  test('fails as a promise does, with the codes of the usual one', async () => {
    const { files, at } = await world();
    await files.create(at('taken'), bytes, 0o600);
    await expect(files.create(at('taken'), bytes, 0o600)).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(files.create(at('no/file'), bytes, 0o600)).rejects.toMatchObject({
      code: 'ENOENT',
    });
    await expect(files.syncFile(at('absent'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(files.readFile(at('absent'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test.skipIf(process.platform === 'win32')(
    `follows no link where it writes${unixOnly}`,
    async () => {
      const { folder, files, at } = await world();
      await usual.create(join(folder, 'elsewhere'), bytes, 0o600);
      await symlink(join(folder, 'elsewhere'), at('link'));
      await expect(files.create(at('link'), bytes, 0o600)).rejects.toMatchObject({
        code: 'EEXIST',
      });
      await expect(files.syncFile(at('link'))).rejects.toMatchObject({ code: 'ELOOP' });
    },
  );
});
