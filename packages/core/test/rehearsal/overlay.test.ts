import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exists, makeDirectories, removeTree, writeDurably } from '../../src/files/durable.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { asidePath, overlayFileSystem } from '../../src/rehearsal/overlay.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const randomBytes = (size: number): Uint8Array => Buffer.alloc(size, 7);

/** A real folder with things in it, and the view over it. */
async function setUp(uid?: number) {
  const root = await temporaryFolder();
  const [real, own] = [join(root, 'etc'), join(root, 'own')];
  await mkdir(join(real, 'sub'), { recursive: true });
  await mkdir(own);
  await writeFile(join(real, 'client.p12'), 'old', { mode: 0o640 });
  await chmod(join(real, 'client.p12'), 0o640);
  const base = nodeFileSystem(process.platform);
  const files = overlayFileSystem({ files: base, folder: join(own, 'files'), own: [own], uid });
  const at = (...parts: readonly string[]): string => join(real, ...parts);
  const text = async (path: string) => Buffer.from(await files.readFile(path)).toString();
  const untouched = async () => {
    expect((await readdir(real, { recursive: true })).toSorted()).toEqual(['client.p12', 'sub']);
    expect(await readFile(at('client.p12'), 'utf8')).toBe('old');
  };
  return { files, at, text, untouched, own, real };
}

describe('a switch as consumers do it', () => {
  test('is seen, and lies aside', async () => {
    const { files, at, text, untouched, own, real } = await setUp();
    await files.create(at('.new'), bytes('new'), 0o600);
    await files.changeMode(at('.new'), 0o640);
    await files.create(at('client.p12.old-20261122'), bytes('old'), 0o640);
    await files.syncFile(at('.new'));
    await files.rename(at('.new'), at('client.p12'));
    await files.syncDirectory(real);
    expect(await text(at('client.p12'))).toBe('new');
    expect((await files.status(at('client.p12'))).mode).toBe(0o640);
    expect(await files.list(real)).toEqual(['client.p12', 'client.p12.old-20261122', 'sub']);
    await untouched();
    expect(await readFile(asidePath(join(own, 'files'), at('client.p12')), 'utf8')).toBe('new');
  });

  test('a durable replacement and new folders', async () => {
    const { files, at, text, untouched } = await setUp();
    await writeDurably({ files, randomBytes }, at('client.p12'), {
      contents: bytes('new'),
      mode: 0o600,
    });
    await makeDirectories(files, at('a', 'b'), 0o700);
    await files.create(at('a', 'b', 'c'), bytes('x'), 0o600);
    expect(await text(at('client.p12'))).toBe('new');
    expect(await files.list(at('a'))).toEqual(['b']);
    await untouched();
  });
});

test('a file that is changed in place is copied first', async () => {
  const { files, at, text, untouched } = await setUp();
  await files.append(at('client.p12'), bytes('+'), 0o600);
  await files.overwrite(at('client.p12'), bytes('other'));
  expect(await text(at('client.p12'))).toBe('other');
  await files.append(at('log'), bytes('1'), 0o600);
  await files.append(at('log'), bytes('2'), 0o600);
  expect(await text(at('log'))).toBe('12');
  await untouched();
});

test('what is removed or renamed is gone from view, and can come again', async () => {
  const { files, at, text, untouched, real } = await setUp();
  await files.rename(at('client.p12'), at('moved'));
  expect(await exists(files, at('client.p12'))).toBe(false);
  expect(await text(at('moved'))).toBe('old');
  await removeTree(files, at('sub'));
  await files.removeFile(at('moved'));
  expect(await files.list(real)).toEqual([]);
  await expect(files.readFile(at('client.p12'))).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(files.list(at('sub'))).rejects.toMatchObject({ code: 'ENOENT' });
  await files.create(at('client.p12'), bytes('again'), 0o600);
  expect(await text(at('client.p12'))).toBe('again');
  await untouched();
});

test('says EEXIST and ENOENT where the disk would', async () => {
  const { files, at } = await setUp();
  await expect(files.create(at('client.p12'), bytes(''), 0o600)).rejects.toMatchObject({
    code: 'EEXIST',
  });
  await expect(files.makeDirectory(at('sub'), 0o700)).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(files.create(at('no', 'x'), bytes(''), 0o600)).rejects.toMatchObject({
    code: 'ENOENT',
  });
  await expect(files.removeFile(at('nothing'))).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(files.status(at('nothing'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('what the user could not write there cannot be written here', async () => {
  const { files, at, text, real } = await setUp((await stat('/')).uid + 12_345);
  await chmod(real, 0o755);
  await expect(files.create(at('x'), bytes(''), 0o600)).rejects.toMatchObject({ code: 'EACCES' });
  await expect(files.removeFile(at('client.p12'))).rejects.toMatchObject({ code: 'EACCES' });
  await chmod(at('sub'), 0o777);
  await files.create(at('sub', 'x'), bytes('1'), 0o600);
  expect(await text(at('sub', 'x'))).toBe('1');
  // The folder that now lies aside, on the way there, does not open the real one.
  await expect(files.create(at('x'), bytes(''), 0o600)).rejects.toMatchObject({ code: 'EACCES' });
});

test('its own folder is the disk', async () => {
  const { files, own } = await setUp();
  await files.create(join(own, 'x'), bytes('1'), 0o600);
  expect(await readFile(join(own, 'x'), 'utf8')).toBe('1');
  expect(await readdir(own)).toEqual(['x']);
});

test('real paths: of what is there, and of what lies aside behind a link', async () => {
  const { files, at, real, own } = await setUp();
  await symlink(real, join(own, '..', 'link'));
  const through = join(own, '..', 'link', 'new');
  await files.create(through, bytes(''), 0o600);
  expect(await files.realPath(through)).toBe(at('new'));
  expect(await files.realPath(at('client.p12'))).toBe(at('client.p12'));
  await expect(files.realPath(at('nothing'))).rejects.toMatchObject({ code: 'ENOENT' });
});
