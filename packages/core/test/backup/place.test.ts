import { expect, test } from 'vitest';
import { mountPointsIn, otherPlaces, removablePart } from '../../src/backup/place.ts';
import { backupFolderName, backupTime } from '../../src/backup/layout.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';

const files = nodeFileSystem(process.platform);

test('on Windows every other letter is a place where the drive may be', async () => {
  const places = await otherPlaces(files, 'd:\\控え\\a b', 'win32');
  expect(places).toHaveLength(23);
  expect(places[0]).toBe('C:\\控え\\a b');
  expect(places).not.toContain('D:\\控え\\a b');
});

test('a network share or a home folder has no other place', async () => {
  expect(await otherPlaces(files, '\\\\nas\\backup', 'win32')).toEqual([]);
  expect(await otherPlaces(files, '/home/me/backup', 'linux')).toEqual([]);
});

test.each([
  ['linux', '/media/me/STICK/a/b', { base: '/media/me', drive: 'STICK', rest: '/a/b' }],
  ['linux', '/run/media/me/STICK', { base: '/run/media/me', drive: 'STICK', rest: '' }],
  ['linux', '/mnt/usb/a', { base: '/mnt', drive: 'usb', rest: '/a' }],
  ['linux', '/mnt', null],
  ['darwin', '/Volumes/USB メモリ/a', { base: '/Volumes', drive: 'USB メモリ', rest: '/a' }],
  ['win32', 'E:/backup', { base: '', drive: 'E:', rest: '/backup' }],
  ['win32', 'C:backup', null],
] as const)('%s %s', (platform, path, expected) => {
  expect(removablePart(path, platform)).toEqual(expected);
});

test('mount points come with their escapes undone', () => {
  expect(mountPointsIn('a / ext4\nb /media/me/USB\\040あ vfat\n')).toEqual([
    '/',
    '/media/me/USB あ',
  ]);
});

test('a folder name tells its local time again', () => {
  const now = new Date(2026, 0, 2, 3, 4, 5);
  expect(backupTime(backupFolderName(now, 'client001'))).toEqual(now);
  for (const name of ['photos', '20260102', '20261399-000000-x', '20260102-030405-']) {
    expect(backupTime(name)).toBeNull();
  }
});
