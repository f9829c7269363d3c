import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isNotReadable, pathOfError, reasonOf } from '../../src/files/errno.ts';
import type { FileSystem } from '../../src/files/file-system.ts';
import { namingPaths, nodeFileSystem } from '../../src/files/node-file-system.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const real = nodeFileSystem(process.platform);

function errno(code: string, more: object): Error {
  return Object.assign(new Error(code), { code, ...more });
}

async function thrown(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

describe('an error of the system', () => {
  it.each([
    [{ path: '/a/b.p12' }, '/a/b.p12'],
    [{ path: '/a/.tmp-0123456789abcdef', dest: '/a/b.p12' }, '/a/b.p12'],
    [{ path: '/a/.tmp-0123456789abcdef' }, '/a'],
    [{ path: '/a/.tmp-0123456789abcdef/manifest.json' }, '/a'],
    [{ path: '/home/x/.weborca-cert-0123456789abcdef' }, '/home/x'],
    [{}, null],
  ])('%j is about %s', (more, place) => {
    expect(pathOfError(errno('EACCES', more))).toBe(place);
  });

  it('of the program itself has no place on the disk', () => {
    expect(pathOfError(errno('ERR_INVALID_ARG_TYPE', { path: '/a' }))).toBeNull();
    expect(pathOfError(new Error('EACCES'))).toBeNull();
  });

  it('names a refused flush, whatever its number, but not a full or read-only disk', () => {
    for (const code of ['EPERM', 'EIO', 'EACCES', 'EBADF', 'EINVAL']) {
      expect(reasonOf(errno(code, { syscall: 'fsync' }))).toBe('fsync-refused');
      expect(reasonOf(errno(code, { syscall: 'write' }))).not.toBe('fsync-refused');
    }
    expect(reasonOf(errno('ENOSPC', { syscall: 'fsync' }))).toBe('disk-full');
    expect(reasonOf(errno('EROFS', { syscall: 'fsync' }))).toBe('read-only');
  });

  it.each([
    [String.raw`\\nas\控え\a`, 'not-connected'],
    ['//nas/backup', 'not-connected'],
    [String.raw`E:\控え`, 'not-connected'],
    [String.raw`C:\控え`, 'unknown'],
    [String.raw`\\?\C:\x`, 'unknown'],
    ['/mnt/x', 'unknown'],
  ])('of Windows without a word of its own, at %s: %s', (path, reason) => {
    const error = errno('UNKNOWN', { path, syscall: 'lstat' });
    expect(reasonOf(error)).toBe(reason);
    expect(pathOfError(error)).toBe(path);
  });

  it.each(['EIO', 'EACCES', 'EUCLEAN', 'EBADMSG', 'ENODATA', 'ESTALE', 'ENOTCONN', 'UNKNOWN'])(
    '%s is about what lies there',
    (code) => expect(isNotReadable(errno(code, {}))).toBe(true),
  );

  it.each(['ENOENT', 'EMFILE', 'ENOMEM', 'EBUSY', 'EAGAIN', 'ERR_INVALID_ARG_TYPE'])(
    '%s is not',
    (code) => expect(isNotReadable(errno(code, {}))).toBe(false),
  );

  it('comes of a file that is longer than whoever reads it wants', async () => {
    const path = join(await temporaryFolder(), 'long');
    await writeFile(path, 'x'.repeat(11));
    const files = namingPaths(real);
    expect(await thrown(files.readFile(path, 10))).toMatchObject({ code: 'E2BIG', path });
    expect(await files.readFile(path, 11)).toHaveLength(11);
  });

  it('has a path also where Node works on an open file and leaves it out', async () => {
    const folder = await temporaryFolder();
    const inside = join(folder, 'inside');
    await mkdir(inside);
    const files = namingPaths(real);
    expect(await thrown(files.readFile(inside))).toMatchObject({ code: 'EISDIR', path: inside });
    const refusing: FileSystem = {
      ...real,
      syncFile: () => Promise.reject(errno('EPERM', { syscall: 'fsync' })),
      rename: () => Promise.reject(errno('EIO', {})),
    };
    const error = await thrown(namingPaths(refusing).syncFile(inside));
    expect(error).toMatchObject({ code: 'EPERM', path: inside });
    expect(pathOfError(await thrown(namingPaths(refusing).rename('/from', '/to')))).toBe('/to');
  });
});
