import { chmod, chown, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { Secret } from '../../src/secret.ts';
import { addVersion } from '../../src/store/versions.ts';
import { readCurrent, switchTo } from '../../src/store/current.ts';
import { listVersions, readMaterial } from '../../src/store/read-version.ts';
import {
  failingFileSystem,
  isChange,
  recordingFileSystem,
  withoutSyncing,
} from '../support/file-operations.ts';
import { standIn, testStore } from '../support/pairs.ts';
import { apart } from '../support/sweep.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { onWindows, unixOnly } from '../support/left-out.ts';

// Every operation is a point, and each point a run of its own; a busy machine needs its time.
vi.setConfig({ testTimeout: 120_000 });

const now = new Date('2026-11-22T02:30:05.678Z');
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

test('a version is a folder of exactly three files, named by time and fingerprint', async () => {
  const store = testStore(join(await temporaryFolder(), 'store'));
  const added = standIn({ password: '\ufeffパス\n' });
  const version = await addVersion(store, '本院', added, now);
  expect(version.id).toBe(`20261122T023005Z-${added.facts.fingerprintSha256.slice(0, 8)}`);
  expect((await readdir(version.folder)).toSorted()).toEqual([
    'certificate.p12',
    'manifest.json',
    'password.txt',
  ]);
  expect(await readFile(join(version.folder, 'password.txt'), 'utf8')).toBe('\ufeffパス\n');
  expect(await readdir(join(store.dir, '本院', 'versions'))).toEqual([version.id]);
  const manifest = await readFile(join(version.folder, 'manifest.json'), 'utf8');
  expect(manifest).not.toContain('パス');
  expect(JSON.parse(manifest)).toMatchObject({
    schemaVersion: 1,
    fileName: '000000_JP_u00000000_client001.p12',
    origin: 'added',
    createdAt: '2026-11-22T02:30:05.678Z',
  });
});

test.skipIf(onWindows)(`everything is the owner’s only${unixOnly}`, async () => {
  const root = await temporaryFolder();
  const store = testStore(join(root, 'state', 'store'));
  const { id } = await addVersion(store, 'a', standIn(), now);
  await switchTo(store, 'a', id);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  expect(entries.length).toBe(9);
  for (const entry of entries) {
    const { mode } = await stat(join(entry.parentPath, entry.name));
    expect(mode & 0o777).toBe(entry.isDirectory() ? 0o700 : 0o600);
  }
});

test('what was written comes back, the password to the last byte', async () => {
  const store = testStore(join(await temporaryFolder(), 'store'));
  const passwords = ['', ' ', '\ufeff', 'a\r\n', '日本語 \u3000', '\0', '😀'];
  for (const password of passwords) {
    const added = standIn({ password });
    const { id } = await addVersion(store, 'a', added, now);
    const material = await readMaterial(store, 'a', id);
    expect(material.password.reveal()).toBe(password);
    expect(text(material.p12)).toBe(text(added.p12));
  }
});

test('a password that UTF-8 cannot hold is refused, not changed', async () => {
  const store = testStore(join(await temporaryFolder(), 'store'));
  const added = { ...standIn(), password: new Secret('a\ud800') };
  await expect(addVersion(store, 'a', added, now)).rejects.toMatchObject({ code: 'internal' });
  expect(await listVersions(store, 'a')).toEqual([]);
});

test('the same pair again is the version that is there, also later', async () => {
  const store = testStore(join(await temporaryFolder(), 'store'));
  const added = standIn();
  const first = await addVersion(store, 'a', added, now);
  const again = await addVersion(store, 'a', added, new Date(now.getTime() + 86_400_000));
  expect(again).toEqual(first);
  expect(await listVersions(store, 'a')).toHaveLength(1);
});

test('another file of the same certificate in the same second is another version', async () => {
  const store = testStore(join(await temporaryFolder(), 'store'));
  const serial = 'ABCDEF';
  const first = await addVersion(store, 'a', standIn({ serial, password: 'one' }), now);
  const second = await addVersion(store, 'a', standIn({ serial, password: 'two' }), now);
  expect(second.id).not.toBe(first.id);
  expect(second.id.slice(0, 16)).toBe('20261122T023006Z');
  expect((await readMaterial(store, 'a', first.id)).password.reveal()).toBe('one');
});

describe('switchTo', () => {
  test('moves what is in use by one rename', async () => {
    const folder = join(await temporaryFolder(), 'store');
    const { files, operations } = recordingFileSystem(nodeFileSystem(process.platform));
    const store = testStore(folder, files);
    const { id } = await addVersion(store, 'a', standIn(), now);
    expect((await readCurrent(store, 'a'))?.recovered).toBe(true);
    const before = operations.length;
    await switchTo(store, 'a', id);
    const renames = operations.slice(before).filter(({ kind }) => kind === 'rename');
    expect(renames).toMatchObject([{ to: join(folder, 'a', 'current') }]);
    expect(await readCurrent(store, 'a')).toMatchObject({ id, recovered: false });
  });

  test.each(['20261122T023005Z-00000000', '../../etc', ''])('refuses %s', async (id) => {
    const store = testStore(join(await temporaryFolder(), 'store'));
    await addVersion(store, 'a', standIn(), now);
    await expect(switchTo(store, 'a', id)).rejects.toMatchObject({ code: 'version-unknown' });
    await expect(readMaterial(store, 'a', id)).rejects.toMatchObject({ code: 'version-unknown' });
  });
});

test('reading what is in use takes the pointer and its manifest, and nothing else', async () => {
  const dir = join(await temporaryFolder(), 'store');
  const store = testStore(dir);
  const { id } = await addVersion(store, 'a', standIn(), now);
  await switchTo(store, 'a', id);
  const { files, operations } = recordingFileSystem(nodeFileSystem(process.platform));
  await readCurrent(testStore(dir, files), 'a');
  expect(operations.map(({ kind, path }) => [kind, path.slice(dir.length)])).toEqual([
    ['readFile', join('/a', 'current')],
    ['readFile', join('/a', 'versions', id, 'manifest.json')],
  ]);
});

test('a name without versions, or none at all, has nothing in use', async () => {
  const store = testStore(join(await temporaryFolder(), 'store'));
  expect(await readCurrent(store, 'a')).toBeNull();
  await mkdir(join(store.dir, 'a', 'versions'), { recursive: true });
  expect(await readCurrent(store, 'a')).toBeNull();
});

describe('a store that cannot be written', () => {
  test.each([
    ['ENOSPC', 'disk-full'],
    ['EROFS', 'read-only'],
    ['EIO', 'io-error'],
  ])('%s stops with its word and leaves no half version', async (code, reason) => {
    const disk = withoutSyncing(nodeFileSystem(process.platform));
    const recording = recordingFileSystem(disk);
    const whole = join(await temporaryFolder(), 'store');
    await addVersion(testStore(whole, recording.files), 'a', standIn(), now);
    const points = recording.operations.filter(isChange).length;
    for (let n = 1; n <= points; n += apart(1)) {
      const { files } = failingFileSystem(disk, n, code);
      const dir = join(await temporaryFolder(), 'store');
      await expect(addVersion(testStore(dir, files), 'a', standIn(), now)).rejects.toMatchObject({
        code: 'destination-not-writable',
        details: { reason },
      });
      const healed = testStore(dir, disk);
      for (const { id } of await listVersions(healed, 'a')) {
        const { p12, password } = await readMaterial(healed, 'a', id);
        await healed.open(p12, password);
      }
      const retried = await addVersion(healed, 'a', standIn(), now);
      expect(await readdir(retried.folder)).toHaveLength(3);
    }
  });

  test.skipIf(onWindows)(`no right to write is told so${unixOnly}`, async () => {
    const dir = await temporaryFolder();
    await chmod(dir, 0o500);
    await asNobody(dir, async () => {
      await expect(addVersion(testStore(dir), 'a', standIn(), now)).rejects.toMatchObject({
        code: 'destination-not-writable',
        details: { reason: 'no-permission' },
      });
    });
  });

  test('a file where a folder should be is told so', async () => {
    const dir = join(await temporaryFolder(), 'store');
    await writeFile(dir, '');
    await expect(addVersion(testStore(dir), 'a', standIn(), now)).rejects.toMatchObject({
      code: 'destination-not-writable',
      details: { reason: 'not-a-folder' },
    });
  });
});

/** Root writes everywhere, so it drops its rights while it works in `dir`. */
async function asNobody(dir: string, work: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0) return work();
  await chown(dir, 65_534, 65_534);
  process.seteuid?.(65_534);
  try {
    await work();
  } finally {
    process.seteuid?.(0);
  }
}
