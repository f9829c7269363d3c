import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { reasonOf, refusedAt } from '../../src/files/errno.ts';
import { withBlockingReads, workingInPlace } from '../../src/files/in-place.ts';
import { readNamed } from '../../src/files/durable.ts';
import type { FileSystem } from '../../src/files/file-system.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { linuxOnly, unixOnly } from '../support/left-out.ts';

const usual = nodeFileSystem(process.platform);
const roads: readonly (readonly [string, (folder: string) => FileSystem])[] = [
  ['through the pool', () => usual],
  ['in place', () => withBlockingReads(usual)],
  ['in one folder', (folder) => workingInPlace(usual, folder, process.platform)],
];

/** Each with what a reader is told. A call that waited for one of them would never come back. */
async function odd(folder: string): Promise<readonly (readonly [string, string, string])[]> {
  const at = (name: string): string => join(folder, name);
  execFileSync('mkfifo', [at('fifo')]);
  await mkdir(at('folder'));
  await symlink('loop', at('loop'));
  await symlink('/dev/zero', at('zero'));
  await writeFile(at('big'), '');
  await truncate(at('big'), 2 ** 40);
  return [
    [at('fifo'), 'EFTYPE', 'not-a-file'],
    [at('folder'), 'EISDIR', 'is-a-folder'],
    [at('loop'), 'ELOOP', 'symbolic-link'],
    [at('zero'), 'ELOOP', 'symbolic-link'],
    [at('big'), 'E2BIG', 'too-large'],
    [at('absent'), 'ENOENT', 'missing'],
  ];
}

describe.skipIf(process.platform === 'win32').each(roads)(`reading %s${unixOnly}`, (_, over) => {
  test('what is no regular file of bounded size is refused, and named', async () => {
    const folder = await temporaryFolder();
    const files = over(folder);
    for (const [path, code, reason] of await odd(folder)) {
      const error: unknown = await files.readFile(path).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code, path, syscall: 'read' });
      expect(refusedAt(error, '/meant')).toEqual({ path, reason, doing: 'read' });
    }
  });

  test('a socket is no file', async () => {
    // Short: a socket's path has 108 bytes at most.
    const path = join(await mkdtemp(join(tmpdir(), 's-')), 's');
    const server = createServer().listen(path);
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const error: unknown = await over('/')
      .readFile(path)
      .catch((thrown: unknown) => thrown);
    expect(reasonOf(error)).toBe('not-a-file');
  });

  test('a device that a person names by a link is refused as well', async () => {
    const folder = await temporaryFolder();
    await symlink('/dev/zero', join(folder, 'zero'));
    await expect(readNamed(over(folder), join(folder, 'zero'))).rejects.toMatchObject({
      code: 'EFTYPE',
    });
    await writeFile(join(folder, 'file'), 'contents');
    await symlink('file', join(folder, 'link'));
    expect(await readNamed(over(folder), join(folder, 'link'))).toEqual(Buffer.from('contents'));
  });

  test('up to the very bound', async () => {
    const folder = await temporaryFolder();
    const files = over(folder);
    for (const size of [0, 1, 4096, 70_000, 300_000]) {
      const path = join(folder, String(size));
      const bytes = Buffer.alloc(size, 'ab');
      await writeFile(path, bytes);
      expect(Buffer.compare(await files.readFile(path, Math.max(size, 1)), bytes)).toBe(0);
      if (size < 2) continue;
      await expect(files.readFile(path, size - 1)).rejects.toMatchObject({ code: 'E2BIG' });
    }
  });
});

test.skipIf(process.platform !== 'linux')(
  `what has no size of its own is read to its end${linuxOnly}`,
  async () => {
    for (const files of [usual, withBlockingReads(usual)]) {
      expect((await files.readFile('/proc/self/cmdline')).length).toBeGreaterThan(0);
      // Larger than one piece where a machine has many symbols, and larger than this bound anywhere.
      await expect(files.readFile('/proc/self/environ', 1)).rejects.toMatchObject({
        code: 'E2BIG',
      });
      const maps = await files.readFile('/proc/filesystems');
      expect(Buffer.from(maps).toString()).toBe(await readFile('/proc/filesystems', 'utf8'));
    }
  },
);

describe.skipIf(process.platform === 'win32')(`writing into what is there${unixOnly}`, () => {
  test.each(['overwrite', 'append'] as const)('%s waits for no reader', async (operation) => {
    const folder = await temporaryFolder();
    const path = join(folder, 'fifo');
    execFileSync('mkfifo', [path]);
    const bytes = Buffer.from('secret');
    const writing =
      operation === 'append' ? usual.append(path, bytes, 0o600) : usual.overwrite(path, bytes);
    const error: unknown = await writing.catch((thrown: unknown) => thrown);
    expect(reasonOf(error)).toBe('not-a-file');
  });
});

const failed = (details: object): Error => Object.assign(new Error('x'), details);

describe('what the system refused', () => {
  test('is told of the place that was meant, unless it was to be read', () => {
    const writing = failed({ code: 'ENOSPC', syscall: 'open', path: '/d/.tmp-1' });
    expect(refusedAt(writing, '/d')).toEqual({ path: '/d', reason: 'disk-full' });
    expect(refusedAt(writing)).toEqual({ path: '/d/.tmp-1', reason: 'disk-full' });
    const looking = failed({ code: 'EACCES', syscall: 'scandir', path: '/d/x' });
    expect(refusedAt(looking, '/d')).toEqual({
      path: '/d/x',
      reason: 'no-permission',
      doing: 'read',
    });
  });

  test('and no mistake in the program is taken for it', () => {
    expect(refusedAt(new TypeError('x'), '/d')).toBeNull();
    expect(refusedAt(failed({ code: 'ERR_INVALID_ARG_TYPE', path: '/x' }), '/d')).toBeNull();
    expect(refusedAt(failed({ code: 'EPIPE', syscall: 'write' }))).toBeNull();
  });

  test('a link is a fault where none is followed; else only one without an end', () => {
    expect(reasonOf(failed({ code: 'ELOOP', syscall: 'read' }))).toBe('symbolic-link');
    expect(reasonOf(failed({ code: 'ELOOP', syscall: 'realpath' }))).toBe('link-loop');
  });
});
