import {
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { parseBackupManifest } from '../../src/backup/layout.ts';
import { writeBackup, writeBackups } from '../../src/backup/write.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { sha256Hex } from '../../src/bytes.ts';
import { backups, material } from '../support/backup-context.ts';
import {
  failingFileSystem,
  isChange,
  recordingFileSystem,
  withoutSyncing,
  type FileOperation,
} from '../support/file-operations.ts';
import { unixOnly } from '../support/left-out.ts';
import { apart } from '../support/sweep.ts';

const isWindows = process.platform === 'win32';

// Every operation is a point, and each point a run of its own; a busy machine needs its time.
vi.setConfig({ testTimeout: 120_000 });

const disk = withoutSyncing(nodeFileSystem(process.platform));
const to = (path: string) => ({ path, password: 'beside' }) as const;

test('a backup is a folder that a person understands', async () => {
  const { context, destination } = await backups();
  const pair = material();
  const written = await writeBackup(context, to(destination), pair);
  const folder = join(destination, '本院', '20261122-113005-client001');
  expect(written).toEqual({ path: folder, written: true, notes: [] });
  expect((await readdir(folder)).toSorted()).toEqual([
    '000000_JP_u00000000_client001.p12',
    'README.txt',
    'configuration.json',
    'manifest.json',
    'password.txt',
  ]);
  expect(await readdir(join(destination, '本院'))).toHaveLength(1);
  expect(await readFile(join(folder, 'password.txt'), 'utf8')).toBe(pair.password.reveal());
  const manifest = parseBackupManifest(await readFile(join(folder, 'manifest.json')));
  expect(manifest).toMatchObject({ name: '本院', facts: pair.facts, password: 'beside' });
  expect(manifest?.files).toHaveLength(4);
  for (const file of manifest?.files ?? []) {
    const bytes = await readFile(join(folder, file.name));
    expect(file).toEqual({ name: file.name, size: bytes.length, sha256: sha256Hex(bytes) });
  }
  const configuration = await readFile(join(folder, 'configuration.json'), 'utf8');
  expect(JSON.parse(configuration)).toMatchObject({ certificate: pair.configurationEntry });
});

test.skipIf(isWindows)(`a backup is its owner’s only${unixOnly}`, async () => {
  const { context, destination } = await backups();
  const { path } = await writeBackup(context, to(destination), material());
  expect((await stat(path)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(path)) {
    expect((await stat(join(path, name))).mode & 0o777).toBe(0o600);
  }
});

test('README.txt shows in Notepad, in Japanese and English, and keeps the password out', async () => {
  const { context, destination } = await backups();
  const pair = material({ password: 'ひみつ123' });
  const { path } = await writeBackup(context, to(destination), pair);
  const text = await readFile(join(path, 'README.txt'), 'utf8');
  expect(text.startsWith('\ufeffWebORCA クライアント証明書のバックアップ\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(text).toContain('Backup of a WebORCA client certificate');
  expect(text.match(/000000_JP_u00000000_client001\.p12/g)?.length).toBeGreaterThan(5);
  expect(text.match(/client001(?!\.p12)/g)).toHaveLength(2);
  expect(text.match(/2028-01-01/g)).toHaveLength(2);
  expect(text).not.toContain('ひみつ123');
});

test('without its password when that is kept separately', async () => {
  const { context, destination } = await backups();
  const pair = material({ password: 'ひみつ123' });
  const { path } = await writeBackup(context, { path: destination, password: 'separate' }, pair);
  expect(await readdir(path)).not.toContain('password.txt');
  for (const name of (await readdir(path)).filter((file) => !file.endsWith('.p12'))) {
    expect(await readFile(join(path, name), 'utf8')).not.toContain('ひみつ123');
  }
  expect(await readFile(join(path, 'README.txt'), 'utf8')).toContain('別に保管されています');
});

describe('a certificate that is there already', () => {
  test('is not written twice', async () => {
    const { context, destination } = await backups();
    const pair = material();
    const first = await writeBackup(context, to(destination), pair);
    expect(await writeBackup(context, to(destination), pair)).toEqual({ ...first, written: false });
    expect(await readdir(join(destination, '本院'))).toHaveLength(1);
  });

  test.each([
    ['its certificate is cut off', '000000_JP_u00000000_client001.p12', 'x'],
    ['its password was changed', 'password.txt', 'x'],
    ['its manifest is broken', 'manifest.json', '{'],
    ['its manifest is gone', 'manifest.json', null],
  ])('is written again when %s, beside the damaged one', async (_, file, content) => {
    const { context, destination } = await backups();
    const pair = material();
    const first = await writeBackup(context, to(destination), pair);
    await rm(join(first.path, file));
    if (content !== null) await writeFile(join(first.path, file), content);
    const second = await writeBackup(context, to(destination), pair);
    expect(second).toMatchObject({ written: true, path: `${first.path}-2` });
    expect(await writeBackup(context, to(destination), pair)).toMatchObject({ written: false });
  });

  test('is written again when the password is to lie beside it now', async () => {
    const { context, destination } = await backups();
    const pair = material();
    await writeBackup(context, { path: destination, password: 'separate' }, pair);
    const beside = await writeBackup(context, to(destination), pair);
    expect(beside.written).toBe(true);
  });
});

test('certificates backed up in the same second lie beside each other', async () => {
  const { context, destination } = await backups();
  for (const pair of [material(), material(), material()]) {
    await writeBackup(context, to(destination), pair);
  }
  expect((await readdir(join(destination, '本院'))).toSorted()).toEqual([
    '20261122-113005-client001',
    '20261122-113005-client001-2',
    '20261122-113005-client001-3',
  ]);
});

test('many certificates can use a new destination for the first time at once', async () => {
  const { context, destination } = await backups();
  const pairs = Array.from({ length: 20 }, (_, index) => material({}, `clinic-${index}`));
  await Promise.all(pairs.map((pair) => writeBackup(context, to(destination), pair)));
  for (const pair of pairs) {
    expect(await writeBackup(context, to(destination), pair)).toMatchObject({ written: false });
  }
});

test.each([
  ['../../x', '_.._x.p12'],
  ['C:\\evil.p12', 'C__evil.p12'],
  ['.hidden.pfx', 'hidden.p12'],
  ['改\u202e行\n', '改_行_.p12'],
  ['', 'client001.p12'],
  ['password.txt', 'password.txt.p12'],
])('a file name %j from elsewhere becomes %s', async (fileName, expected) => {
  const { context, destination } = await backups();
  const pair = material({ fileName });
  const { path } = await writeBackup(context, to(destination), pair);
  expect(await readdir(path)).toContain(expected);
});

test.each([
  ['../..', '20261122-113005-_'],
  ['a/b:c*?', '20261122-113005-a_b_c__'],
  ['', '20261122-113005-certificate'],
  ['山田 太郎 ', '20261122-113005-山田 太郎'],
])('a CN %j makes the folder %s', async (commonName, expected) => {
  const { context, destination } = await backups();
  const pair = material({ commonName });
  await writeBackup(context, to(destination), pair);
  expect(await readdir(join(destination, '本院'))).toEqual([expected]);
});

test('one destination that fails keeps no other from its backup', async () => {
  const { context, destination, root } = await backups();
  const results = await writeBackups(
    context,
    [to(join(root, 'not there')), to(destination)],
    material(),
  );
  expect(results).toMatchObject([
    {
      path: join(root, 'not there'),
      ok: false,
      error: { code: 'backup-failed', details: { reason: 'missing' } },
    },
    { ok: true },
  ]);
});

test.each([
  ['ENOSPC', 'disk-full'],
  ['EROFS', 'read-only'],
  ['EIO', 'io-error'],
])('%s at any operation is told, and leaves no half backup', async (code, reason) => {
  const whole = await backups();
  const recording = recordingFileSystem(disk);
  const pair = material();
  await writeBackup({ ...whole.context, files: recording.files }, to(whole.destination), pair);
  // A network drive says EIO where it has no fsync for folders: that is gone on with, and told.
  const counts = (operation: FileOperation): boolean =>
    isChange(operation) && !(code === 'EIO' && operation.kind === 'syncDirectory');
  const points = recording.operations.filter(counts).length;
  expect(points).toBeGreaterThan(12);
  for (let n = 1; n <= points; n += apart(1)) {
    const { context: real, destination } = await backups();
    const context = { ...real, files: disk };
    const { files } = failingFileSystem(disk, n, code, { counts });
    const writing = writeBackup({ ...context, files }, to(destination), pair);
    await expect(writing).rejects.toMatchObject({ code: 'backup-failed', details: { reason } });
    const after = await writeBackup(context, to(destination), pair);
    const names = await readdir(join(destination, '本院'));
    expect(names).toEqual([basename(after.path)]);
  }
});

test('what a lying disk gives back is no backup', async () => {
  const { context, destination } = await backups();
  const lying = {
    ...disk,
    create: (path: string, bytes: Uint8Array, mode: number) =>
      disk.create(path, path.endsWith('.p12') ? bytes.with(3, 0) : bytes, mode),
  };
  const writing = writeBackup({ ...context, files: lying }, to(destination), material());
  await expect(writing).rejects.toMatchObject({
    code: 'backup-failed',
    details: { reason: 'hash-differs' },
  });
  expect(await readdir(join(destination, '本院'))).toEqual([]);
});

test('a pair that does not open is no backup', async () => {
  const { context, destination } = await backups();
  const pair = { ...material(), p12: new TextEncoder().encode('no certificate') };
  const writing = writeBackup(context, to(destination), pair);
  await expect(writing).rejects.toMatchObject({
    code: 'backup-failed',
    details: { reason: 'does-not-open' },
  });
  expect(await readdir(join(destination, '本院'))).toEqual([]);
});

test('a copy of the whole destination is as good', async () => {
  const { context, destination, root } = await backups();
  const pair = material();
  await writeBackup(context, to(destination), pair);
  const copy = join(root, 'copy');
  await cp(destination, copy, { recursive: true });
  const second = await writeBackup(context, to(copy), pair);
  expect(second.written).toBe(false);
});

describe.skipIf(isWindows)(`links at a place where others write${unixOnly}`, () => {
  test('the name’s folder: nothing is written where it leads', async () => {
    const { context, destination, root } = await backups();
    const away = join(root, 'somebody else’s');
    await mkdir(away);
    await symlink(away, join(destination, '本院'));
    await expect(writeBackup(context, to(destination), material())).rejects.toMatchObject({
      code: 'backup-failed',
      details: { path: join(destination, '本院'), reason: 'symbolic-link' },
    });
    expect(await readdir(away)).toEqual([]);
  });

  test('a backup that was carried away and linked to is none, and another one is made', async () => {
    const { context, destination, root } = await backups();
    const pair = material();
    const { path } = await writeBackup(context, to(destination), pair);
    await rename(path, join(root, 'away'));
    await symlink(join(root, 'away'), path);
    const again = await writeBackup(context, to(destination), pair);
    expect(again).toMatchObject({ path: `${path}-2`, written: true });
  });
});
