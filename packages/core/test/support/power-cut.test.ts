import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { recordingFileSystem } from './file-operations.ts';
import { replay, snapshot, type Loss } from './power-cut.ts';
import { temporaryFolder } from './temp-folder.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

async function after(loss: Loss): Promise<Record<string, string>> {
  const root = await temporaryFolder();
  await writeFile(join(root, 'old'), 'old');
  await mkdir(join(root, 'folder'));
  const initial = await snapshot(root);
  const { files, operations } = recordingFileSystem(nodeFileSystem(process.platform));
  await files.create(join(root, 'folder', 'synced'), text('1234'), 0o600);
  await files.syncFile(join(root, 'folder', 'synced'));
  await files.syncDirectory(join(root, 'folder'));
  await files.append(join(root, 'folder', 'synced'), text('5678'), 0o600);
  await files.create(join(root, 'loose'), text('abcdef'), 0o600);
  await files.rename(join(root, 'old'), join(root, 'moved'));
  await files.create(join(await temporaryFolder(), 'elsewhere'), text(''), 0o600);
  const into = await temporaryFolder();
  await replay(operations, { root, initial, into, loss });
  const found: Record<string, string> = {};
  for (const entry of await readdir(into, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found[path.slice(into.length + 1)] = await readFile(path, 'utf8');
  }
  return found;
}

test('keeps everything that kill -9 keeps', async () => {
  expect(await after('kept')).toEqual({
    'folder/synced': '12345678',
    loose: 'abcdef',
    moved: 'old',
  });
});

test('drops names and contents that were not synced', async () => {
  expect(await after('unsynced-dropped')).toEqual({ 'folder/synced': '1234', old: 'old' });
});

test('drops contents whose name got there first', async () => {
  expect(await after('contents-dropped')).toEqual({
    'folder/synced': '1234',
    loose: '',
    moved: 'old',
  });
});

test('tears what was not synced', async () => {
  expect(await after('contents-torn')).toEqual({
    'folder/synced': '123456',
    loose: 'abc',
    moved: 'old',
  });
});

test('lets removals overtake a rename', async () => {
  const root = await temporaryFolder();
  await mkdir(join(root, 'folder'));
  await writeFile(join(root, 'folder', 'file'), 'x');
  const initial = await snapshot(root);
  const { files, operations } = recordingFileSystem(nodeFileSystem(process.platform));
  await files.rename(join(root, 'folder'), join(root, 'trash'));
  await files.removeFile(join(root, 'trash', 'file'));
  const into = await temporaryFolder();
  await replay(operations, { root, initial, into, loss: 'removals-first' });
  expect(await readdir(into, { recursive: true })).toEqual(['folder']);
});
