import { cp, mkdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addVersion } from '../../src/store/versions.ts';
import { readCurrent, repair, switchTo } from '../../src/store/current.ts';
import { listVersions } from '../../src/store/read-version.ts';
import type { Store, StoredVersion } from '../../src/store/types.ts';
import { standIn, testStore } from '../support/pairs.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

interface TwoVersions {
  readonly store: Store;
  /** In use; ends sooner, came last. */
  readonly used: StoredVersion;
  /** Ends later, came first. */
  readonly later: StoredVersion;
}

async function twoVersions(): Promise<TwoVersions> {
  const store = testStore(join(await temporaryFolder(), 'store'));
  const add = (notAfter: string, at: string): Promise<StoredVersion> =>
    addVersion(store, 'a', standIn({ notAfter: new Date(notAfter) }), new Date(at));
  const later = await add('2029-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
  const used = await add('2027-01-01T00:00:00Z', '2026-06-01T00:00:00Z');
  await switchTo(store, 'a', used.id);
  return { store, used, later };
}

describe('a pointer', () => {
  test.each([
    ['missing', null],
    ['empty', ''],
    ['torn', '20260601T0000'],
    ['full of zeros', '\0'.repeat(26)],
    ['to nowhere', '20200101T000000Z-00000000\n'],
    ['out of the store', '../../../etc'],
  ])(
    '%s: the whole version with the latest notAfter is taken, and that is said',
    async (_, text) => {
      const { store, later } = await twoVersions();
      const pointer = join(store.dir, 'a', 'current');
      await unlink(pointer);
      if (text !== null) await writeFile(pointer, text);
      expect(await readCurrent(store, 'a')).toMatchObject({ id: later.id, recovered: true });
      await repair(store, 'a');
      expect(await readCurrent(store, 'a')).toMatchObject({ id: later.id, recovered: false });
    },
  );

  test('that is a folder is no pointer either', async () => {
    const { store, later } = await twoVersions();
    await unlink(join(store.dir, 'a', 'current'));
    await mkdir(join(store.dir, 'a', 'current'));
    expect(await readCurrent(store, 'a')).toMatchObject({ id: later.id, recovered: true });
  });

  test('that an editor ended with CR LF is sound', async () => {
    const { store, used } = await twoVersions();
    await writeFile(join(store.dir, 'a', 'current'), `${used.id}\r\n`);
    expect(await readCurrent(store, 'a')).toMatchObject({ id: used.id, recovered: false });
  });
});

describe('the manifest of the version in use', () => {
  test.each([
    ['missing', null],
    ['empty', ''],
    ['torn', '{"schemaVersion": 1, "facts": {"subj'],
    ['of another shape', '{"schemaVersion": 2}'],
    ['with a broken date', '{"schemaVersion":1,"createdAt":"2026-99-99T00:00:00Z"}'],
  ])('%s: is rebuilt from the pair', async (_, text) => {
    const { store, used } = await twoVersions();
    const manifest = join(used.folder, 'manifest.json');
    await unlink(manifest);
    if (text !== null) await writeFile(manifest, text);
    const current = await readCurrent(store, 'a');
    expect(current).toMatchObject({ id: used.id, recovered: true });
    expect(current?.manifest).toEqual({
      ...used.manifest,
      origin: 'restored',
    });
    await repair(store, 'a');
    expect(await readCurrent(store, 'a')).toMatchObject({ id: used.id, recovered: false });
  });

  test('gone with the pair: the other version is taken', async () => {
    const { store, used, later } = await twoVersions();
    await writeFile(join(used.folder, 'manifest.json'), '');
    await writeFile(join(used.folder, 'certificate.p12'), 'not a certificate');
    expect(await readCurrent(store, 'a')).toMatchObject({ id: later.id, recovered: true });
    expect((await listVersions(store, 'a')).map(({ id }) => id)).toEqual([later.id]);
  });

  test('sound, but without its pair: repair takes the other version', async () => {
    const { store, used, later } = await twoVersions();
    await unlink(join(used.folder, 'certificate.p12'));
    expect(await repair(store, 'a')).toMatchObject({ id: later.id, recovered: true });
    expect(await readFile(join(store.dir, 'a', 'current'), 'utf8')).toBe(`${later.id}\n`);
  });
});

test('nothing whole left: nothing in use, and no error', async () => {
  const { store, used, later } = await twoVersions();
  for (const { folder } of [used, later]) await unlink(join(folder, 'password.txt'));
  await rm(join(store.dir, 'a', 'current'));
  expect(await readCurrent(store, 'a')).toBeNull();
  expect(await repair(store, 'a')).toBeNull();
});

test('folders that are no versions are passed over', async () => {
  const { store, used, later } = await twoVersions();
  const versions = join(store.dir, 'a', 'versions');
  await cp(used.folder, join(versions, 'copy of it'), { recursive: true });
  await cp(used.folder, join(versions, '.tmp-0123'), { recursive: true });
  await mkdir(join(versions, '20260101T000000Z-00000000'));
  expect((await listVersions(store, 'a')).map(({ id }) => id)).toEqual([later.id, used.id]);
});

test('repairing what is sound changes nothing', async () => {
  const { store, used } = await twoVersions();
  const before = await readFile(join(used.folder, 'manifest.json'), 'utf8');
  expect(await repair(store, 'a')).toMatchObject({ id: used.id, recovered: false });
  expect(await readFile(join(used.folder, 'manifest.json'), 'utf8')).toBe(before);
});
