import { mkdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  createDurably,
  exists,
  isTemporaryName,
  listIfThere,
  makeDirectories,
  readIfThere,
  reasonOf,
  removeTree,
  sweepTemporary,
  writeDurably,
} from '../../src/files/durable.ts';
import type { FileSystem } from '../../src/files/file-system.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import {
  Crashed,
  crashingFileSystem,
  failingFileSystem,
  isChange,
  recordingFileSystem,
} from '../support/file-operations.ts';
import { losses, replay, snapshot } from '../support/power-cut.ts';
import { onWindows, unixOnly } from '../support/left-out.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const disk = nodeFileSystem(process.platform);
const fresh = (size: number): Uint8Array => randomBytes(size);
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('writeDurably', () => {
  test('syncs the contents before the name, and the name at the end', async () => {
    const folder = await temporaryFolder();
    const { files, operations } = recordingFileSystem(disk);
    await writeDurably({ files, randomBytes: fresh }, join(folder, 'file'), {
      contents: text('new'),
      mode: 0o600,
    });
    expect(operations.map((operation) => operation.kind)).toEqual([
      'create',
      'syncFile',
      'rename',
      'syncDirectory',
    ]);
  });

  test.each(losses)('is old or new at every point, %s', async (loss) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), 'the old one');
    const initial = await snapshot(folder);
    const { files, operations } = recordingFileSystem(disk);
    await writeDurably({ files, randomBytes: fresh }, join(folder, 'file'), {
      contents: text('the new one'),
      mode: 0o600,
    });
    const seen: string[] = [];
    for (let cut = 0; cut <= operations.length; cut += 1) {
      const into = await temporaryFolder();
      await replay(operations.slice(0, cut), { root: folder, initial, into, loss });
      const found = await readFile(join(into, 'file'), 'utf8');
      expect(['the old one', 'the new one']).toContain(found);
      seen.push(found);
    }
    expect(new Set(seen).size).toBe(2);
    expect(seen.at(-1)).toBe('the new one');
  });

  test('pieces are written one after the other, and read as one file afterwards', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), 'the old one');
    const initial = await snapshot(folder);
    const { files, operations } = recordingFileSystem(disk);
    let made = 0;
    const pieces = (function* () {
      for (const piece of ['the ', 'new ', 'one']) {
        expect(operations).toHaveLength(made + 1);
        made += 1;
        yield text(piece);
      }
    })();
    await writeDurably({ files, randomBytes: fresh }, join(folder, 'file'), {
      contents: pieces,
      mode: 0o600,
    });
    expect(made).toBe(3);
    for (const loss of losses) {
      const seen: string[] = [];
      for (let cut = 0; cut <= operations.length; cut += 1) {
        const into = await temporaryFolder();
        await replay(operations.slice(0, cut), { root: folder, initial, into, loss });
        seen.push(await readFile(join(into, 'file'), 'utf8'));
      }
      expect(new Set(seen)).toEqual(new Set(['the old one', 'the new one']));
      expect(seen.at(-1)).toBe('the new one');
    }
  });

  test('where a piece cannot be made, what was there stays, and nothing beside it', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), 'old');
    const pieces = (function* () {
      yield text('new');
      throw new Error('no more');
    })();
    const writing = writeDurably({ files: disk, randomBytes: fresh }, join(folder, 'file'), {
      contents: pieces,
      mode: 0o600,
    });
    await expect(writing).rejects.toThrow('no more');
    expect(await disk.list(folder)).toEqual(['file']);
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('old');
  });

  test.each([1, 2, 3])('cleans up when operation %i fails', async (n) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), 'old');
    const { files } = failingFileSystem(disk, n, 'ENOSPC');
    const writing = writeDurably({ files, randomBytes: fresh }, join(folder, 'file'), {
      contents: text('new'),
      mode: 0o600,
    });
    await expect(writing).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(await disk.list(folder)).toEqual(['file']);
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('old');
  });

  test('leaves a recognisable name when the process ends, which is swept by age', async () => {
    const folder = await temporaryFolder();
    const { files } = crashingFileSystem(disk, 3);
    const writing = writeDurably({ files, randomBytes: fresh }, join(folder, 'file'), {
      contents: text('new'),
      mode: 0o600,
    });
    await expect(writing).rejects.toBeInstanceOf(Crashed);
    const [left = ''] = await disk.list(folder);
    expect(isTemporaryName(left)).toBe(true);
    expect(await sweepTemporary(disk, folder, new Date(Date.now() - 60_000))).toEqual([]);
    await utimes(join(folder, left), 1000, 1000);
    expect(await sweepTemporary(disk, folder, new Date(2_000_000))).toEqual([join(folder, left)]);
    expect(await disk.list(folder)).toEqual([]);
  });
});

test('createDurably never replaces', async () => {
  const path = join(await temporaryFolder(), 'file');
  await createDurably(disk, path, text('first'), 0o600);
  await expect(createDurably(disk, path, text('second'), 0o600)).rejects.toMatchObject({
    code: 'EEXIST',
  });
  expect(await readFile(path, 'utf8')).toBe('first');
});

describe('makeDirectories', () => {
  test('a parent that is there and takes no child is asked twice, not for ever', async () => {
    let asked = 0;
    const files: FileSystem = {
      ...disk,
      async makeDirectory(path) {
        asked += 1;
        if (asked > 100) throw new Error('asked for ever');
        const code = path.endsWith('child') ? 'ENOENT' : 'EEXIST';
        throw Object.assign(new Error(code), { code });
      },
    };
    const child = join(await temporaryFolder(), 'child');
    await expect(makeDirectories(files, child, 0o700)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(asked).toBe(3);
  });

  test.skipIf(onWindows)(`syncs the parent of every new folder${unixOnly}`, async () => {
    const root = await temporaryFolder();
    const { files, operations } = recordingFileSystem(disk);
    await makeDirectories(files, join(root, 'a', 'b c', '日本'), 0o700);
    expect(
      operations.filter(isChange).map(({ kind, path }) => `${kind} ${path.slice(root.length)}`),
    ).toEqual([
      'makeDirectory /a',
      'syncDirectory ',
      'makeDirectory /a/b c',
      'syncDirectory /a',
      'makeDirectory /a/b c/日本',
      'syncDirectory /a/b c',
    ]);
    await makeDirectories(disk, join(root, 'a'), 0o700);
  });

  test.skipIf(onWindows)(`takes a folder behind a link, not a file${unixOnly}`, async () => {
    const root = await temporaryFolder();
    await mkdir(join(root, 'real'));
    await symlink(join(root, 'real'), join(root, 'link'));
    await writeFile(join(root, 'file'), '');
    await makeDirectories(disk, join(root, 'link', 'inside'), 0o700);
    expect(await disk.list(join(root, 'real'))).toEqual(['inside']);
    await expect(makeDirectories(disk, join(root, 'file'), 0o700)).rejects.toMatchObject({
      code: 'ENOTDIR',
    });
  });
});

test('removeTree takes links away, not what they lead to', async () => {
  const root = await temporaryFolder();
  await mkdir(join(root, 'tree', 'deep'), { recursive: true });
  await writeFile(join(root, 'kept'), 'kept');
  await symlink(join(root, 'kept'), join(root, 'tree', 'deep', 'link'));
  await symlink(root, join(root, 'tree', 'up'));
  await removeTree(disk, join(root, 'tree'));
  await removeTree(disk, join(root, 'tree'));
  expect(await disk.list(root)).toEqual(['kept']);
});

test('what is missing is null, none or false; a file in the way too', async () => {
  const root = await temporaryFolder();
  await writeFile(join(root, 'file'), 'x');
  for (const path of [join(root, 'none'), join(root, 'file', 'below')]) {
    expect(await readIfThere(disk, path)).toBeNull();
    expect(await listIfThere(disk, path)).toEqual([]);
    expect(await exists(disk, path)).toBe(false);
  }
  await expect(readIfThere(disk, root)).rejects.toMatchObject({ code: 'EISDIR' });
});

test.each([
  ['ENOSPC', 'disk-full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'no-permission'],
  ['EXYZ', 'exyz'],
])('%s is told as %s', (code, word) => {
  expect(reasonOf(Object.assign(new Error(code), { code }))).toBe(word);
});

test('what is no system error has no word', () => {
  expect(reasonOf(new Error('ENOSPC'))).toBe('unknown');
});
