import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { examineBackup } from '../../src/backup/examine.ts';
import { restoreBackup } from '../../src/backup/restore.ts';
import { writeBackup } from '../../src/backup/write.ts';
import { WeborcaError } from '../../src/errors.ts';
import { defaultLimits } from '../../src/pkcs12/limits.ts';
import { Secret } from '../../src/secret.ts';
import { backups, material } from '../support/backup-context.ts';
import { unixOnly } from '../support/left-out.ts';

const fileName = '000000_JP_u00000000_client001.p12';
const asks = (password: string | null) => ({
  password: async () => (password === null ? null : new Secret(password)),
});
const neverAsked = {
  password: async (): Promise<never> => {
    throw new Error('asked for a password');
  },
};

async function written(password: 'beside' | 'separate' = 'beside') {
  const made = await backups();
  const pair = material({ password: '復元 1' });
  const { path } = await writeBackup(made.context, { path: made.destination, password }, pair);
  return { ...made, pair, path };
}

test('a backup comes back whole, with nothing but its folder', async () => {
  const { pair, path } = await written();
  const elsewhere = await backups();
  const carried = join(elsewhere.root, '本院', basename(path));
  await mkdir(join(elsewhere.root, '本院'));
  await cp(path, carried, { recursive: true });
  await rm(path, { recursive: true });
  const restored = await restoreBackup(elsewhere.context, carried, neverAsked);
  expect(restored).toEqual({
    p12: Buffer.from(pair.p12),
    password: pair.password,
    facts: pair.facts,
    fileName,
    name: '本院',
    configurationEntry: pair.configurationEntry,
    altered: false,
  });
  expect(restored.password.reveal()).toBe('復元 1');
});

test('the .p12 in its backup folder finds its password beside it', async () => {
  const { context, path } = await written();
  const restored = await restoreBackup(context, join(path, fileName), neverAsked);
  expect(restored).toMatchObject({ name: '本院', altered: false });
});

test('a bare .p12 asks for its password, and has no name', async () => {
  const { context, path, root, pair } = await written();
  const bare = join(root, 'ｶﾋﾟｰ copy.p12');
  await cp(join(path, fileName), bare);
  expect(await restoreBackup(context, bare, asks('復元 1'))).toMatchObject({
    facts: pair.facts,
    fileName: 'ｶﾋﾟｰ copy.p12',
    name: null,
    configurationEntry: null,
    altered: false,
  });
  await expect(restoreBackup(context, bare, asks(null))).rejects.toMatchObject({
    code: 'password-missing',
  });
  await expect(restoreBackup(context, bare)).rejects.toMatchObject({ code: 'password-missing' });
  await expect(restoreBackup(context, bare, asks('wrong'))).rejects.toMatchObject({
    code: 'password-wrong',
  });
});

test('a zip is none, and nobody is asked for its password', async () => {
  const { context, root } = await backups();
  const zip = join(root, 'download.zip');
  await writeFile(zip, Buffer.from('PK\u0003\u0004'));
  await expect(restoreBackup(context, zip, neverAsked)).rejects.toMatchObject({
    code: 'not-a-certificate',
    details: { path: zip, found: 'no backup but a zip' },
  });
});

test('a backup without its password asks for it', async () => {
  const { context, path } = await written('separate');
  expect(await restoreBackup(context, path, asks('復元 1'))).toMatchObject({ name: '本院' });
  await expect(restoreBackup(context, path)).rejects.toMatchObject({ code: 'password-missing' });
});

async function restoredAfter(change: (path: string) => Promise<void>) {
  const { context, path } = await written();
  await change(path);
  return restoreBackup(context, path, neverAsked);
}

describe('what people do to a backup folder', () => {
  test('password.txt saved by Notepad, with a BOM', async () => {
    const restored = await restoredAfter((path) =>
      writeFile(join(path, 'password.txt'), '\ufeff復元 1'),
    );
    expect(restored.password.reveal()).toBe('復元 1');
  });

  test('password.txt saved by Notepad as "Unicode"', async () => {
    const utf16 = Buffer.from('\ufeff復元 1\r\n', 'utf16le');
    for (const bytes of [utf16, Buffer.from(utf16).swap16()]) {
      const { context, path } = await written();
      await writeFile(join(path, 'password.txt'), bytes);
      const tried: string[] = [];
      const open = async (_: unknown, secret: Secret) => {
        tried.push(secret.reveal());
        return { facts: material().facts, password: secret };
      };
      await restoreBackup({ ...context, open }, path, neverAsked);
      // Line ends are the opener's affair.
      expect(tried).toEqual(['復元 1\r\n']);
    }
  });

  test('the manifest lost: it opens, and is told as altered', async () => {
    const restored = await restoredAfter((path) => rm(join(path, 'manifest.json')));
    expect(restored).toMatchObject({ name: '本院', altered: true });
  });

  test('the file renamed', async () => {
    const restored = await restoredAfter((path) =>
      rename(join(path, fileName), join(path, '証明書.PFX')),
    );
    expect(restored).toMatchObject({ fileName: '証明書.PFX', altered: true });
  });

  test('another file put beside it that does not open', async () => {
    const restored = await restoredAfter((path) => writeFile(join(path, '0.p12'), 'x'));
    expect(restored).toMatchObject({ fileName, altered: false });
  });

  test('the configuration broken', async () => {
    const restored = await restoredAfter((path) =>
      writeFile(join(path, 'configuration.json'), '{"certificate": ["'),
    );
    expect(restored.configurationEntry).toBeNull();
  });
});

test('the folder of a name stands for its newest backup', async () => {
  const { context, destination } = await written();
  const later = { ...context, now: () => new Date(2027, 0, 2, 3, 4, 5) };
  const newer = material();
  await writeBackup(later, { path: destination, password: 'beside' }, newer);
  const restored = await restoreBackup(context, join(destination, '本院'), neverAsked);
  expect(restored.facts).toEqual(newer.facts);
});

test('the password was changed: the person is asked', async () => {
  const { context, path } = await written();
  await writeFile(join(path, 'password.txt'), 'wrong');
  await expect(restoreBackup(context, path)).rejects.toMatchObject({ code: 'password-wrong' });
  expect((await restoreBackup(context, path, asks('復元 1'))).password.reveal()).toBe('復元 1');
});

test('what is no backup is said', async () => {
  const { context, root } = await backups();
  await expect(restoreBackup(context, join(root, 'none'))).rejects.toMatchObject({
    code: 'file-not-found',
  });
  await expect(restoreBackup(context, root)).rejects.toMatchObject({ code: 'not-a-certificate' });
  await writeFile(join(root, 'broken.p12'), 'x');
  await expect(restoreBackup(context, join(root, 'broken.p12'), asks(''))).rejects.toMatchObject({
    code: 'pkcs12-damaged',
  });
  await writeFile(join(root, 'giant.p12'), Buffer.alloc(5 * 1024 * 1024));
  await expect(restoreBackup(context, join(root, 'giant.p12'), asks(''))).rejects.toMatchObject({
    code: 'pkcs12-limit',
  });
});

test('nothing is changed by restoring', async () => {
  const { context, path } = await written();
  const before = await readFile(join(path, 'manifest.json'), 'utf8');
  const readOnly = {
    ...context,
    files: { ...context.files, create: async () => Promise.reject(new Error('written')) },
  };
  await restoreBackup(readOnly, path, neverAsked);
  expect(await readFile(join(path, 'manifest.json'), 'utf8')).toBe(before);
});

test('a place for backups: the newest of its only name, or which names there are', async () => {
  const { context, destination, pair, path } = await written();
  expect(await restoreBackup(context, destination)).toMatchObject({ name: '本院' });
  const other = material({ password: '別' }, '分院');
  await writeBackup(context, { path: destination, password: 'beside' }, other);
  await expect(restoreBackup(context, destination)).rejects.toMatchObject({
    code: 'not-a-certificate',
    details: { found: 'backups', inside: ['分院', '本院'] },
  });
  expect(await restoreBackup(context, join(path, '..'))).toMatchObject({ facts: pair.facts });
});

// A hostile backup: each of these was waited for, or read, without end.
describe.skipIf(process.platform === 'win32')(
  `a backup with things in it that are no files${unixOnly}`,
  () => {
    const plant = {
      fifo: async (path: string) => void execFileSync('mkfifo', [path]),
      zero: (path: string) => symlink('/dev/zero', path),
      huge: async (path: string) => {
        await writeFile(path, '');
        await truncate(path, 2 ** 40);
      },
    };
    const kinds = [
      ['fifo', 'not-a-file'],
      ['zero', 'symbolic-link'],
      ['huge', 'too-large'],
    ] as const;

    test.each(kinds)('%s as password: said of that file', async (kind, reason) => {
      const { context, path } = await written();
      const file = join(path, 'password.txt');
      await rm(file);
      await plant[kind](file);
      await expect(restoreBackup(context, path, neverAsked)).rejects.toMatchObject({
        code: 'backup-failed',
        details: { path: file, reason, doing: 'read' },
      });
    });

    test.each(kinds)('%s as certificate: said of that file', async (kind, reason) => {
      const { context, path } = await written();
      const file = join(path, fileName);
      await rm(file);
      await plant[kind](file);
      const code = kind === 'huge' ? 'pkcs12-limit' : 'backup-failed';
      const details = kind === 'huge' ? { limit: 'size' } : { reason, doing: 'read' };
      const met = { code, details: { path: file, ...details } };
      await expect(restoreBackup(context, path, neverAsked)).rejects.toMatchObject(met);
      await expect(examineBackup(context, path)).rejects.toMatchObject({
        code: 'backup-failed',
        details: { path: file, reason },
      });
    });

    test.each(kinds)('%s as manifest and configuration: it opens all the same', async (kind) => {
      const { context, path, pair } = await written();
      for (const name of ['manifest.json', 'configuration.json']) {
        await rm(join(path, name));
        await plant[kind](join(path, name));
      }
      expect(await restoreBackup(context, path, neverAsked)).toMatchObject({
        facts: pair.facts,
        configurationEntry: null,
        altered: true,
      });
    });

    test('a .p12 that a person names by a link is read', async () => {
      const { context, path, root, pair } = await written();
      const link = join(root, 'link.p12');
      await symlink(join(path, fileName), link);
      expect(await restoreBackup(context, link, asks('復元 1'))).toMatchObject({
        facts: pair.facts,
      });
    });
  },
);

test('a folder of many that do not open costs no more than one file', async () => {
  const { context, path } = await written();
  for (let copy = 0; copy < 60; copy += 1) {
    await cp(join(path, fileName), join(path, `copy${copy}.p12`));
  }
  await writeFile(join(path, 'password.txt'), 'wrong');
  const iterations = 1_000_000;
  let done = 0;
  const open: typeof context.open = async (_, __, budget) => {
    const salt = Buffer.alloc(8);
    budget?.spend({ kind: 'pbkdf2', hash: 'sha256', salt, iterations, length: 32 });
    done += iterations;
    throw new WeborcaError('password-wrong', { path });
  };
  await expect(restoreBackup({ ...context, open }, path)).rejects.toMatchObject({
    code: 'password-wrong',
  });
  expect(done).toBeLessThanOrEqual(defaultLimits.totalIterations);
});
