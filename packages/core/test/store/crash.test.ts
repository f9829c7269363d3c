import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { FileSystem } from '../../src/files/file-system.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { addVersion, prune, sweepTrash } from '../../src/store/versions.ts';
import { listNames, removeName, renameName } from '../../src/store/names.ts';
import { readCurrent, switchTo } from '../../src/store/current.ts';
import { listVersions, readMaterial } from '../../src/store/read-version.ts';
import type { NewVersion } from '../../src/store/types.ts';
import {
  crashingFileSystem,
  isCrash,
  recordingFileSystem,
  withoutSyncing,
} from '../support/file-operations.ts';
import { standIn, testStore } from '../support/pairs.ts';
import { losses, replay, snapshot } from '../support/power-cut.ts';
import { pointsOf } from '../support/sweep.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

// Every operation is a point, and each point a run of its own; a busy machine needs its time.
vi.setConfig({ testTimeout: 120_000 });

const disk = withoutSyncing(nodeFileSystem(process.platform));
const old = standIn({ notAfter: new Date('2027-01-01T00:00:00Z'), password: '古い' });
const renewed = standIn({ notAfter: new Date('2029-01-01T00:00:00Z'), password: '新しい' });
const earlier = new Date('2026-01-01T00:00:00Z');
const now = new Date('2026-11-22T00:00:00Z');

/** A store that has one version in use, and the work of a renewal on it. */
async function prepared(): Promise<string> {
  const root = await temporaryFolder();
  const store = testStore(join(root, 'store'), disk);
  const { id } = await addVersion(store, '本院', old, earlier);
  await switchTo(store, '本院', id);
  return root;
}

async function renewIn(root: string, files: FileSystem): Promise<void> {
  const store = testStore(join(root, 'store'), files);
  const { id } = await addVersion(store, '本院', renewed, now);
  await switchTo(store, '本院', id);
}

/** Whatever is in use opens, and is the old one or the new one; then the work can be done again. */
async function expectWhole(root: string): Promise<NewVersion> {
  const store = testStore(join(root, 'store'), disk);
  const current = await readCurrent(store, '本院');
  const { p12, password } = await readMaterial(store, '本院', current?.id ?? 'none');
  const { facts } = await store.open(p12, password);
  expect(facts).toEqual(current?.manifest.facts);
  for (const { id } of await listVersions(store, '本院')) {
    const material = await readMaterial(store, '本院', id);
    await store.open(material.p12, material.password);
  }
  const { fingerprintSha256 } = facts;
  const found = [old, renewed].find((pair) => pair.facts.fingerprintSha256 === fingerprintSha256);
  await renewIn(root, disk);
  expect((await readCurrent(store, '本院'))?.manifest.facts).toEqual(renewed.facts);
  expect(await listVersions(store, '本院')).toHaveLength(2);
  expect(await disk.list(join(root, 'store', '本院', 'versions'))).toHaveLength(2);
  return found ?? old;
}

test('a process that ends before any file operation leaves the old or the new', async () => {
  const counting = crashingFileSystem(disk, Number.POSITIVE_INFINITY, () => true);
  await renewIn(await prepared(), counting.files);
  const points = counting.count();
  const found: NewVersion[] = [];
  for (const n of pointsOf('store, killed', 3, [1, points])) {
    const root = await prepared();
    const crashing = crashingFileSystem(disk, n, () => true);
    await expect(renewIn(root, crashing.files)).rejects.toSatisfy(isCrash);
    found.push(await expectWhole(root));
  }
  expect(points).toBeGreaterThan(20);
  expect(new Set(found).size).toBe(2);
});

test.each(losses)('a power cut after any operation leaves the old or the new: %s', async (loss) => {
  const root = await prepared();
  const initial = await snapshot(root);
  const { files, operations } = recordingFileSystem(disk);
  await renewIn(root, files);
  for (const cut of pointsOf(`store, ${loss}`, 3, [0, operations.length])) {
    const into = await temporaryFolder();
    await replay(operations.slice(0, cut), { root, initial, into, loss });
    expect([old, renewed]).toContain(await expectWhole(into));
  }
});

test('once written and switched, a power cut takes nothing back', async () => {
  const root = await prepared();
  const initial = await snapshot(root);
  const { files, operations } = recordingFileSystem(disk);
  await renewIn(root, files);
  for (const loss of losses) {
    const into = await temporaryFolder();
    await replay(operations, { root, initial, into, loss });
    const current = await readCurrent(testStore(join(into, 'store'), disk), '本院');
    expect(current).toMatchObject({ recovered: false, manifest: { facts: renewed.facts } });
  }
});

test('the very first version is there or not, also with its folders', async () => {
  const root = await temporaryFolder();
  const { files, operations } = recordingFileSystem(disk);
  const { id } = await addVersion(testStore(join(root, 'store'), files), 'a', old, now);
  for (const loss of losses) {
    const counts: number[] = [];
    for (let cut = 0; cut <= operations.length; cut += 1) {
      const into = await temporaryFolder();
      await replay(operations.slice(0, cut), { root, into, loss });
      const versions = await listVersions(testStore(join(into, 'store'), disk), 'a');
      expect(versions.filter((version) => version.id !== id)).toEqual([]);
      counts.push(versions.length);
    }
    expect(counts[0]).toBe(0);
    expect(counts.at(-1)).toBe(1);
  }
});

test('what a killed run left undone, the next one makes safe from a power cut', async () => {
  const counting = crashingFileSystem(disk, Number.POSITIVE_INFINITY);
  const first = join(await temporaryFolder(), 'state', 'store');
  await addVersion(testStore(first, counting.files), 'a', old, now);
  for (const n of pointsOf('first version, killed', 3, [1, counting.count()])) {
    const root = await temporaryFolder();
    await disk.makeDirectory(join(root, 'state'), 0o700);
    const initial = await snapshot(root);
    const { files, operations } = recordingFileSystem(disk);
    const dir = join(root, 'state', 'store');
    const killed = crashingFileSystem(files, n);
    await addVersion(testStore(dir, killed.files), 'a', old, now).catch(() => null);
    const { id } = await addVersion(testStore(dir, files), 'a', old, now);
    const into = await temporaryFolder();
    await replay(operations, { root, initial, into, loss: 'unsynced-dropped' });
    const after = testStore(join(into, 'state', 'store'), disk);
    expect((await listVersions(after, 'a')).map((version) => version.id)).toEqual([id]);
  }
});

test.each(losses)('a name is removed or renamed whole: %s', async (loss) => {
  const works = {
    remove: (root: string, files: FileSystem) =>
      removeName(testStore(join(root, 'store'), files), '本院'),
    rename: (root: string, files: FileSystem) =>
      renameName(testStore(join(root, 'store'), files), '本院', '分院'),
  };
  for (const work of Object.values(works)) {
    const root = await prepared();
    const initial = await snapshot(root);
    const { files, operations } = recordingFileSystem(disk);
    await work(root, files);
    for (let cut = 0; cut <= operations.length; cut += 1) {
      const into = await temporaryFolder();
      await replay(operations.slice(0, cut), { root, initial, into, loss });
      const store = testStore(join(into, 'store'), disk);
      await sweepTrash(store, store.dir);
      for (const name of await listNames(store)) {
        expect((await readCurrent(store, name))?.recovered).toBe(false);
      }
      expect(await disk.list(store.dir)).toEqual(await listNames(store));
    }
  }
});

test.each(losses)('pruning takes versions whole: %s', async (loss) => {
  const root = await prepared();
  const store = testStore(join(root, 'store'), disk);
  for (let year = 2010; year < 2018; year += 1) {
    const pair = standIn({ notAfter: new Date(`${year}-01-01T00:00:00Z`) });
    await addVersion(store, '本院', pair, new Date(`${year - 1}-01-01T00:00:00Z`));
  }
  const initial = await snapshot(root);
  const { files, operations } = recordingFileSystem(disk);
  expect(await prune(testStore(store.dir, files), '本院', now)).toHaveLength(4);
  for (const cut of pointsOf(`pruned, ${loss}`, 3, [0, operations.length])) {
    const into = await temporaryFolder();
    await replay(operations.slice(0, cut), { root, initial, into, loss });
    const after = testStore(join(into, 'store'), disk);
    const current = await readCurrent(after, '本院');
    expect(current).toMatchObject({ recovered: false, manifest: { facts: old.facts } });
    await prune(after, '本院', now);
    const ids = (await listVersions(after, '本院')).map(({ id }) => id);
    expect(ids).toHaveLength(5);
    expect((await disk.list(join(after.dir, '本院', 'versions'))).toSorted()).toEqual(ids);
  }
});
