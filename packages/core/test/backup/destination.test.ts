import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backupsOf } from '../../src/backup/check.ts';
import {
  findDestination,
  passMarkersOn,
  prepareDestination,
  whereNow,
} from '../../src/backup/destination.ts';
import type { BackupContext } from '../../src/backup/types.ts';
import type { FileSystem } from '../../src/files/file-system.ts';
import { nothingWritten } from '../../src/files/nothing-written.ts';
import { backups } from '../support/backup-context.ts';
import { onWindows, unixOnly } from '../support/left-out.ts';

const marker = '.weborca-cert-backup.json';

async function reasonOfFinding(context: BackupContext, path: string): Promise<unknown> {
  return findDestination(context, path).then(
    (found) => found,
    (error: unknown) => (error instanceof Error && 'details' in error ? error.details : error),
  );
}

describe('the first use', () => {
  test('marks the folder', async () => {
    const { context, destination } = await backups();
    expect(await findDestination(context, destination)).toEqual({ path: destination, notes: [] });
    const written: unknown = JSON.parse(await readFile(join(destination, marker), 'utf8'));
    expect(written).toMatchObject({
      schemaVersion: 1,
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  test('takes over a marker that another machine has put there', async () => {
    const { context, destination } = await backups();
    await writeFile(join(destination, marker), '{"schemaVersion":1,"id":"abc"}');
    await findDestination(context, destination);
    expect(await readFile(join(destination, marker), 'utf8')).toContain('abc');
  });

  test('is not kept back by what is remembered of another place and cannot be read', async () => {
    const { context, destination, root } = await backups();
    await findDestination(context, destination);
    const remembered = join(context.stateDir, 'backup-destinations');
    await mkdir(join(remembered, `${'0'.repeat(32)}.json`));
    expect(await findDestination(context, destination)).toEqual({ path: destination, notes: [] });
    await mkdir(join(root, 'another'));
    expect(await findDestination(context, join(root, 'another'))).toMatchObject({ notes: [] });
  });

  test('makes no folder by itself', async () => {
    const { context, root } = await backups();
    const path = join(root, 'none');
    expect(await reasonOfFinding(context, path)).toEqual({ path, reason: 'missing' });
    expect(await readdir(root)).not.toContain('none');
  });

  test('refuses a file', async () => {
    const { context, root } = await backups();
    await writeFile(join(root, 'file'), '');
    const path = join(root, 'file');
    expect(await reasonOfFinding(context, path)).toEqual({ path, reason: 'not-a-folder' });
  });

  test('by a person’s word makes the last folder, and only that', async () => {
    const { context, root } = await backups();
    await prepareDestination(context, join(root, 'new one'));
    expect(await readdir(join(root, 'new one'))).toEqual([marker]);
    const deep = join(root, 'not mounted', 'backup');
    await expect(prepareDestination(context, deep)).rejects.toMatchObject({
      details: { path: deep, reason: 'missing', doing: 'prepare' },
    });
    expect(await readdir(root)).not.toContain('not mounted');
  });
});

test.each(['AUX', 'com1.bak', 'a:b', 'a?'])(
  'no folder %s is made on Windows, where Explorer could not open it',
  async (name) => {
    const { context, root } = await backups();
    const windows: BackupContext = { ...context, platform: 'win32' };
    await expect(prepareDestination(windows, join(root, name))).rejects.toMatchObject({
      details: { reason: 'name-refused', doing: 'prepare' },
    });
    expect(await readdir(root)).not.toContain(name);
  },
);

describe('a destination that was used', () => {
  test('and is gone from a disk that is there is not made from nothing, nor called unplugged', async () => {
    const { context, destination } = await backups();
    await findDestination(context, destination);
    await rm(destination, { recursive: true });
    expect(await reasonOfFinding(context, destination)).toEqual({
      path: destination,
      reason: 'missing',
    });
  });

  test('and shows an empty mount point is left alone', async () => {
    const { context, destination } = await backups();
    await findDestination(context, destination);
    await rm(join(destination, marker));
    expect(await reasonOfFinding(context, destination)).toEqual({
      path: destination,
      reason: 'marker-missing',
    });
    expect(await readdir(destination)).toEqual([]);
    await prepareDestination(context, destination);
    expect(await reasonOfFinding(context, destination)).toMatchObject({ path: destination });
  });

  test('and has another drive’s marker is left alone', async () => {
    const { context, destination } = await backups();
    await findDestination(context, destination);
    await writeFile(join(destination, marker), '{"schemaVersion":1,"id":"another"}');
    expect(await reasonOfFinding(context, destination)).toEqual({
      path: destination,
      reason: 'other-drive',
    });
  });

  test('can be two drives in turn, when a person named each of them', async () => {
    const { context, destination } = await backups();
    await prepareDestination(context, destination);
    await rename(destination, `${destination} Tuesday`);
    await prepareDestination(context, destination);
    await rename(destination, `${destination} Wednesday`);
    for (const day of ['Tuesday', 'Wednesday']) {
      await rename(`${destination} ${day}`, destination);
      expect(await findDestination(context, destination)).toMatchObject({ path: destination });
      await rename(destination, `${destination} ${day}`);
    }
  });

  test('comes back after it was away', async () => {
    const { context, destination } = await backups();
    await findDestination(context, destination);
    await rename(destination, `${destination} away`);
    await expect(findDestination(context, destination)).rejects.toThrow('backup-failed');
    await rename(`${destination} away`, destination);
    expect(await findDestination(context, destination)).toEqual({ path: destination, notes: [] });
  });
});

/** Shows a folder of this test as another place of the machine. */
function mountedAt(inner: FileSystem, places: ReadonlyMap<string, string>): FileSystem {
  const real = (path: string): string => {
    for (const [shown, at] of places) {
      if (path === shown || path.startsWith(`${shown}/`)) return at + path.slice(shown.length);
    }
    return path;
  };
  return {
    ...inner,
    readFile: (path) => inner.readFile(real(path)),
    create: (path, bytes, mode) => inner.create(real(path), bytes, mode),
    syncFile: (path) => inner.syncFile(real(path)),
    syncDirectory: (path) => inner.syncDirectory(real(path)),
    rename: (from, to) => inner.rename(real(from), real(to)),
    makeDirectory: (path, mode) => inner.makeDirectory(real(path), mode),
    list: (path) => inner.list(real(path)),
    status: (path) => inner.status(real(path)),
    realPath: async (path) => path,
    removeFile: (path) => inner.removeFile(real(path)),
  };
}

// Mount points are Linux’ and macOS’; a stick under another letter is a step of the Windows suite.
test.skipIf(onWindows)(
  `a drive is found under another mount point by its marker${unixOnly}`,
  async () => {
    const { context, root } = await backups();
    for (const drive of ['STICK', 'OTHER']) {
      await mkdir(join(root, 'media', drive, '控え'), { recursive: true });
    }
    const mounts = join(root, 'mounts');
    await writeFile(mounts, 'd /media/me/STICK vfat rw 0 0\nd /media/me/OTHER vfat rw 0 0\n');
    const files = mountedAt(
      context.files,
      new Map([
        ['/media/me', join(root, 'media')],
        ['/proc/self/mounts', mounts],
      ]),
    );
    const linux: BackupContext = { ...context, files, platform: 'linux' };
    const configured = '/media/me/STICK/控え';
    expect(await findDestination(linux, configured)).toEqual({ path: configured, notes: [] });
    await rename(join(root, 'media', 'STICK'), join(root, 'media', 'STICK1'));
    const moved = '/media/me/STICK1/控え';
    const looker = { ...linux, files: nothingWritten(files) };
    expect(await whereNow(looker, configured)).toBe(moved);
    expect(await whereNow(looker, '/media/me/OTHER/控え')).toBe('/media/me/OTHER/控え');
    expect(await findDestination(linux, configured)).toEqual({
      path: moved,
      notes: [{ code: 'found-elsewhere', path: moved }],
    });
    await mkdir(join(root, 'media', 'STICK1', '控え', '本院', '20261122-113005-client001'), {
      recursive: true,
    });
    const [last] = await backupsOf(looker, [{ path: configured, password: 'beside' }], '本院');
    expect(last?.path).toBe(`${moved}/本院/20261122-113005-client001`);
    const elsewhere = { ...linux, stateDir: join(root, 'another state') };
    await passMarkersOn(linux, elsewhere, configured);
    expect(await findDestination(elsewhere, configured)).toMatchObject({ path: moved });
    await rm(join(root, 'media', 'STICK1'), { recursive: true });
    expect(await whereNow(looker, configured)).toBe(configured);
    expect(await reasonOfFinding(linux, configured)).toEqual({
      path: configured,
      reason: 'not-connected',
    });
  },
);

test('a letter that an empty card reader keeps hides no card that is in another', async () => {
  const { context, root } = await backups();
  await mkdir(join(root, 'card', '控え'), { recursive: true });
  let card = 'E:';
  const real = (path: string): string => {
    if (!/^[A-Z]:/.test(path) || path.startsWith(root)) return path;
    const [drive, ...rest] = path.split(/[\\/]/);
    if (drive === card) return join(root, 'card', ...rest);
    // ERROR_NOT_READY, for which libuv has no word; other letters are nobody's.
    const code = drive === 'E:' ? 'UNKNOWN' : 'ENOENT';
    throw Object.assign(new Error(code), { code, path, syscall: 'lstat' });
  };
  const { files } = context;
  const windows: BackupContext = {
    ...context,
    platform: 'win32',
    files: {
      ...files,
      readFile: async (path) => files.readFile(real(path)),
      create: async (path, ...more) => files.create(real(path), ...more),
      syncFile: async (path) => files.syncFile(real(path)),
      syncDirectory: async (path) => files.syncDirectory(real(path)),
      rename: async (from, to) => files.rename(real(from), real(to)),
      status: async (path) => files.status(real(path)),
      realPath: async (path) => (real(path), path),
    },
  };
  const configured = 'E:/控え';
  await findDestination(windows, configured);
  card = 'G:';
  expect(await reasonOfFinding(windows, configured)).toMatchObject({ path: 'G:/控え' });
  expect(await whereNow(windows, configured)).toBe('G:/控え');
  card = '';
  const away = { path: configured, reason: 'not-connected' };
  expect(await reasonOfFinding(windows, configured)).toEqual(away);
  expect(await whereNow(windows, configured)).toBe(configured);
});

test.skipIf(onWindows)(
  `an empty mount point is not used the first time, nor made by a person’s word${unixOnly}`,
  async () => {
    const { context, root } = await backups();
    await mkdir(join(root, 'mnt', 'usb'), { recursive: true });
    const mounts = join(root, 'mounts');
    await writeFile(mounts, 'root / ext4 rw 0 0\nd /mnt/other\\040disk vfat rw 0 0\n');
    const files = mountedAt(
      context.files,
      new Map([
        ['/mnt', join(root, 'mnt')],
        ['/proc/self/mounts', mounts],
      ]),
    );
    const linux: BackupContext = { ...context, files, platform: 'linux' };
    expect(await reasonOfFinding(linux, '/mnt/usb')).toMatchObject({ reason: 'not-connected' });
    for (const path of ['/mnt/usb/backup', '/mnt/new']) {
      await expect(prepareDestination(linux, path)).rejects.toMatchObject({
        details: { reason: 'not-connected' },
      });
    }
    expect(await readdir(join(root, 'mnt', 'usb'))).toEqual([]);
    await mkdir(join(root, 'mnt', 'other disk'));
    await prepareDestination(linux, '/mnt/other disk/backup');
    expect(await readdir(join(root, 'mnt', 'other disk', 'backup'))).toEqual([marker]);
  },
);

describe('a folder under version control', () => {
  test.each(['.git', '.hg', '.svn', '.jj'])('%s is refused, also further up', async (sign) => {
    const { context, destination, root } = await backups();
    await mkdir(join(root, sign));
    expect(await reasonOfFinding(context, destination)).toEqual({
      path: destination,
      reason: 'version-control',
    });
    expect(await readdir(destination)).toEqual([]);
  });

  test.skipIf(onWindows)(
    `is refused behind a link, and where .git is a file${unixOnly}`,
    async () => {
      const { context, root } = await backups();
      await mkdir(join(root, 'repository', 'deep'), { recursive: true });
      await writeFile(join(root, 'repository', '.git'), 'gitdir: elsewhere');
      await symlink(join(root, 'repository', 'deep'), join(root, 'link'));
      expect(await reasonOfFinding(context, join(root, 'link'))).toMatchObject({
        reason: 'version-control',
      });
    },
  );
});

test.each([
  ['OneDrive', 'OneDrive'],
  ['OneDrive - 医療法人', 'OneDrive'],
  ['Dropbox', 'Dropbox'],
  ['Google Drive', 'Google Drive'],
  ['マイドライブ', 'Google Drive'],
  ['GoogleDrive-someone@example.org', 'Google Drive'],
  ['iCloudDrive', 'iCloud Drive'],
  ['com~apple~CloudDocs', 'iCloud Drive'],
  ['Box', 'Box'],
])('a folder in %s is used, and warned about', async (folder, provider) => {
  const { context, root } = await backups();
  const path = join(root, folder, 'backup');
  await mkdir(path, { recursive: true });
  const { notes } = await findDestination(context, path);
  expect(notes).toEqual([{ code: 'cloud-synchronised', provider, path }]);
});

test.each(['boxes', 'my-dropbox-notes', 'onedriver', 'Toolbox'])(
  '%s is no cloud',
  async (folder) => {
    const { context, root } = await backups();
    await mkdir(join(root, folder));
    expect((await findDestination(context, join(root, folder))).notes).toEqual([]);
  },
);
