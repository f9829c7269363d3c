import { chmod, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { againWhileBusy, nodeFileSystem } from '../../src/files/node-file-system.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { modeHere, unixOnly } from '../support/left-out.ts';

const files = nodeFileSystem(process.platform);
const busy = (code: string): Error => Object.assign(new Error(code), { code });
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('create', () => {
  test.skipIf(process.platform === 'win32')(
    `gives exactly the mode, whatever the umask${unixOnly}`,
    async () => {
      const folder = await temporaryFolder();
      const before = process.umask(0o377);
      onTestFinished(() => void process.umask(before));
      await files.create(join(folder, 'a'), text('x'), 0o640);
      await files.makeDirectory(join(folder, 'd'), 0o750);
      process.umask(0);
      await files.create(join(folder, 'b'), text('x'), 0o600);
      expect((await files.status(join(folder, 'a'))).mode).toBe(0o640);
      expect((await files.status(join(folder, 'd'))).mode).toBe(0o750);
      expect((await files.status(join(folder, 'b'))).mode).toBe(0o600);
    },
  );

  test('refuses a name that is there, and keeps what it has', async () => {
    const path = join(await temporaryFolder(), '証明書 1.p12');
    await files.create(path, text('first'), 0o600);
    await expect(files.create(path, text('second'), 0o600)).rejects.toMatchObject({
      code: 'EEXIST',
    });
    expect(await readFile(path, 'utf8')).toBe('first');
  });
});

describe.skipIf(process.platform === 'win32')(`a link planted where we write${unixOnly}`, () => {
  test.each(['create', 'overwrite', 'append', 'changeMode'] as const)(
    'is not followed by %s',
    async (operation) => {
      const folder = await temporaryFolder();
      const target = join(folder, 'target');
      const link = join(folder, 'link');
      await writeFile(target, 'untouched');
      await chmod(target, 0o644);
      await symlink(target, link);
      const writing =
        operation === 'overwrite'
          ? files.overwrite(link, text('secret'))
          : operation === 'changeMode'
            ? files.changeMode(link, 0o777)
            : files[operation](link, text('secret'), 0o600);
      await expect(writing).rejects.toMatchObject({
        code: operation === 'create' ? 'EEXIST' : 'ELOOP',
      });
      expect(await readFile(target, 'utf8')).toBe('untouched');
      expect((await stat(target)).mode & 0o777).toBe(0o644);
    },
  );

  test('is a link to status, and removed without its target', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'target'), 'x');
    await symlink(join(folder, 'target'), join(folder, 'link'));
    expect((await files.status(join(folder, 'link'))).kind).toBe('link');
    await files.removeFile(join(folder, 'link'));
    expect(await files.list(folder)).toEqual(['target']);
  });
});

test('overwrite leaves exactly the new bytes, shorter or longer', async () => {
  const path = join(await temporaryFolder(), 'file');
  await files.create(path, text('0123456789'), 0o600);
  await files.overwrite(path, text('abc'));
  expect(await readFile(path, 'utf8')).toBe('abc');
  await files.overwrite(path, text('x'.repeat(100_000)));
  expect((await files.status(path)).size).toBe(100_000);
  await files.overwrite(path, text(''));
  expect((await files.status(path)).size).toBe(0);
});

test('overwrite never creates', async () => {
  const folder = await temporaryFolder();
  await expect(files.overwrite(join(folder, 'none'), text('x'))).rejects.toMatchObject({
    code: 'ENOENT',
  });
});

test('append creates with the mode, then adds', async () => {
  const path = join(await temporaryFolder(), 'history');
  await Promise.all(['a\n', 'b\n', 'c\n'].map((line) => files.append(path, text(line), 0o600)));
  expect((await readFile(path, 'utf8')).split('\n').toSorted()).toEqual(['', 'a', 'b', 'c']);
  expect((await files.status(path)).mode & 0o777).toBe(modeHere(0o600));
});

test('syncing works for files that can only be read, and for folders', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'file');
  await files.create(path, text('x'), 0o400);
  await files.syncFile(path);
  await files.syncDirectory(folder);
  await expect(files.syncFile(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
});

describe('a name that is held for a moment (Windows)', () => {
  test.each(['EPERM', 'EACCES', 'EBUSY'])('is tried again on %s', async (code) => {
    let calls = 0;
    await againWhileBusy(async () => {
      calls += 1;
      if (calls < 3) throw busy(code);
    }, [0, 0, 0]);
    expect(calls).toBe(3);
  });

  test('is given up in the end, with the error', async () => {
    let calls = 0;
    const always = againWhileBusy(async () => {
      calls += 1;
      throw busy('EBUSY');
    }, [0, 0]);
    await expect(always).rejects.toMatchObject({ code: 'EBUSY' });
    expect(calls).toBe(3);
  });

  test('is not tried again for other errors', async () => {
    let calls = 0;
    const gone = againWhileBusy(async () => {
      calls += 1;
      throw busy('ENOENT');
    }, [0, 0]);
    await expect(gone).rejects.toMatchObject({ code: 'ENOENT' });
    expect(calls).toBe(1);
  });
});
