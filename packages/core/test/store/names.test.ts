import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { addVersion } from '../../src/store/versions.ts';
import { listNames, removeName, renameName, takenBy } from '../../src/store/names.ts';
import { readCurrent, switchTo } from '../../src/store/current.ts';
import type { Store } from '../../src/store/types.ts';
import { standIn, testStore } from '../support/pairs.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const now = new Date('2026-11-22T00:00:00Z');

async function storeWith(...names: readonly string[]): Promise<Store> {
  const store = testStore(join(await temporaryFolder(), 'store'));
  for (const name of names) {
    const { id } = await addVersion(store, name, standIn({ commonName: name }), now);
    await switchTo(store, name, id);
  }
  return store;
}

test('the names are the folders with a valid name, and nothing else', async () => {
  const store = await storeWith('b', 'a', '本院');
  await writeFile(join(store.dir, 'file'), '');
  await mkdir(join(store.dir, '.locks'));
  await mkdir(join(store.dir, 'with space'));
  expect(await listNames(store)).toEqual(['a', 'b', '本院']);
  expect(await listNames(testStore(join(store.dir, 'none')))).toEqual([]);
});

test('a renamed certificate is the same under its new name', async () => {
  const store = await storeWith('clinic-a');
  const before = await readCurrent(store, 'clinic-a');
  await renameName(store, 'clinic-a', '本院');
  expect(await listNames(store)).toEqual(['本院']);
  expect((await readCurrent(store, '本院'))?.id).toBe(before?.id);
});

test('a name can change its case, and cannot take one that differs by case only', async () => {
  const store = await storeWith('clinic', 'other');
  await renameName(store, 'clinic', 'Clinic');
  expect(await listNames(store)).toEqual(['Clinic', 'other']);
  expect(await takenBy(store, 'CLINIC')).toBe('Clinic');
  expect(await takenBy(store, 'free')).toBeNull();
  await expect(renameName(store, 'other', 'CLINIC')).rejects.toMatchObject({
    code: 'name-taken',
    details: { name: 'Clinic' },
  });
  await expect(renameName(store, 'other', '../x')).rejects.toMatchObject({ code: 'usage-invalid' });
  expect(await listNames(store)).toEqual(['Clinic', 'other']);
});

test.each([renameName, removeName])('an unknown name says which are known', async (change) => {
  const store = await storeWith('a', 'b');
  await expect(change(store, 'c', 'd')).rejects.toMatchObject({
    code: 'name-unknown',
    details: { name: 'c', known: ['a', 'b'] },
  });
});

test('a removed name leaves nothing behind', async () => {
  const store = await storeWith('a', 'b');
  await removeName(store, 'a');
  expect(await nodeFileSystem(process.platform).list(store.dir)).toEqual(['b']);
});

test.each(['../a', 'a/b', '.hidden', 'NUL', ''])('nothing is written under %s', async (name) => {
  const store = testStore(join(await temporaryFolder(), 'store'));
  await expect(addVersion(store, name, standIn(), now)).rejects.toMatchObject({
    code: 'usage-invalid',
    details: { problem: 'name-invalid' },
  });
  expect(await listNames(store)).toEqual([]);
});
