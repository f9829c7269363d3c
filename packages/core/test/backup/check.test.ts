import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupsOf, checkBackups } from '../../src/backup/check.ts';
import { writeBackup } from '../../src/backup/write.ts';
import type { BackupDestination } from '../../src/configuration/types.ts';
import { backups, material } from '../support/backup-context.ts';

const beside = (path: string): BackupDestination => ({ path, password: 'beside' });

test('every backup of every name is opened again', async () => {
  const { context, destination } = await backups();
  const pairs = [material(), material(), material({ commonName: 'client014' }, '分院')];
  for (const pair of pairs) await writeBackup(context, beside(destination), pair);
  await mkdir(join(destination, 'photos'));
  await writeFile(join(destination, 'photos', 'a.jpg'), 'x');
  const checked = await checkBackups(context, [beside(destination)]);
  expect(checked).toHaveLength(3);
  for (const one of checked) {
    expect(one).toMatchObject({ ok: true, opened: true, at: new Date(2026, 10, 22, 11, 30, 5) });
  }
  const prints = checked.map((one) => one.facts?.fingerprintSha256);
  expect(new Set(prints)).toEqual(new Set(pairs.map((pair) => pair.facts.fingerprintSha256)));
  const some = await checkBackups(context, [beside(destination)], { names: ['分院'] });
  expect(some.map(({ name }) => name)).toEqual(['分院']);
});

test.each([
  ['certificate changed', '000000_JP_u00000000_client001.p12', '{}', 'hash-differs'],
  ['certificate gone', '000000_JP_u00000000_client001.p12', null, 'file-missing'],
  ['password changed', 'password.txt', 'other', 'hash-differs'],
  ['password gone', 'password.txt', null, 'file-missing'],
  ['README changed', 'README.txt', '', 'hash-differs'],
  ['manifest torn', 'manifest.json', '{"schemaVersion"', 'manifest-broken'],
  ['manifest gone', 'manifest.json', null, 'manifest-broken'],
])('%s: found, and the others are checked all the same', async (_, file, content, reason) => {
  const { context, destination } = await backups();
  const { path } = await writeBackup(context, beside(destination), material());
  await writeBackup(context, beside(destination), material({ commonName: 'client014' }, '分院'));
  await rm(join(path, file));
  if (content !== null) await writeFile(join(path, file), content);
  const checked = await checkBackups(context, [beside(destination)]);
  expect(checked.filter(({ ok }) => ok)).toMatchObject([{ name: '分院' }]);
  expect(checked.find(({ ok }) => !ok)).toMatchObject({
    path,
    name: '本院',
    error: { code: 'backup-failed', details: { path, reason } },
  });
});

test('a manifest cannot make other folders be read', async () => {
  const { context, destination } = await backups();
  const { path } = await writeBackup(context, beside(destination), material());
  const outside = { name: '../../../x', size: 1, sha256: '' };
  await writeFile(
    join(path, 'manifest.json'),
    JSON.stringify({ schemaVersion: 1, p12: '../../../x', files: [outside] }),
  );
  expect(await checkBackups(context, [beside(destination)])).toMatchObject([
    { ok: false, error: { details: { reason: 'manifest-broken' } } },
  ]);
});

test('without a password hashes are compared; with the store’s it is opened', async () => {
  const { context, destination } = await backups();
  const pair = material();
  const separate = [{ path: destination, password: 'separate' }] as const;
  await writeBackup(context, separate[0], pair);
  expect(await checkBackups(context, separate)).toMatchObject([{ ok: true, opened: false }]);
  const passwordOf = async (fingerprint: string) =>
    fingerprint === pair.facts.fingerprintSha256 ? pair.password : null;
  expect(await checkBackups(context, separate, { passwordOf })).toMatchObject([
    { ok: true, opened: true },
  ]);
});

test('a drive that is not there is one line, and the next is checked', async () => {
  const { context, destination, root } = await backups();
  await writeBackup(context, beside(destination), material());
  const missing = join(root, 'not there');
  expect(await checkBackups(context, [beside(missing), beside(destination)])).toMatchObject([
    { path: missing, name: null, ok: false, error: { details: { reason: 'missing' } } },
    { name: '本院', ok: true },
  ]);
  expect(await readdir(root)).not.toContain('not there');
});

test('the last backup is the newest over all destinations', async () => {
  const { context, destination, root } = await backups();
  const second = join(root, 'second');
  await mkdir(second);
  await writeBackup(context, beside(destination), material());
  const later = { ...context, now: () => new Date(2027, 0, 2, 3, 4, 5) };
  const { path } = await writeBackup(later, beside(second), material());
  const everywhere = [beside(second), beside(destination), beside(join(root, 'none'))];
  expect((await backupsOf(context, everywhere, '本院'))[0]).toEqual({
    path,
    at: new Date(2027, 0, 2, 3, 4, 5),
  });
  expect(await backupsOf(context, everywhere, '分院')).toEqual([]);
});
