import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import {
  areBackupsOnStoresDisk,
  backup,
  listBackups,
  verifyBackups,
} from '../../src/porcelain/backup.ts';
import { doctor } from '../../src/porcelain/doctor.ts';
import { removalPlan, rename as renameCertificate } from '../../src/porcelain/manage.ts';
import { status } from '../../src/porcelain/status.ts';
import type { Context } from '../../src/context.ts';
import { dayMs } from '../../src/time.ts';
import { kept, useCertificates, type Kept } from './support/kept.ts';

const certificates = useCertificates();

async function lastBackup({ context }: Kept): Promise<string | null> {
  return (await status(context, []))[0]?.lastBackup?.path ?? null;
}

async function onStoresDisk(context: Context): Promise<unknown> {
  return (await status(context, []))[0]?.lastBackup?.onStoresDisk;
}

test('a backup in a folder that was chosen once counts, without being a place of later ones', async () => {
  const place = await kept(certificates());
  expect(await lastBackup(place)).toBeNull();
  const made = await place.backUp();
  expect(await lastBackup(place)).toBe(made);
  const listed = await listBackups(place.context, 'clinic-a');
  expect(listed.map(({ path }) => path)).toEqual([made]);
});

test('it counts although what is remembered of another one cannot be read', async () => {
  const place = await kept(certificates());
  const made = await place.backUp();
  await mkdir(join(place.context.places.storeDir, 'clinic-a', 'backups', 'x.json'));
  expect(await lastBackup(place)).toBe(made);
});

test('it counts while its drive is away, and no more once it was removed there', async () => {
  const place = await kept(certificates());
  const made = await place.backUp();
  await rename(place.at('usb'), place.at('unplugged'));
  expect(await onStoresDisk(place.context)).toBe(false);
  expect(await lastBackup(place)).toBe(made);
  expect(await listBackups(place.context, 'clinic-a')).toEqual([]);
  await rename(place.at('unplugged'), place.at('usb'));
  await rm(dirname(made), { recursive: true });
  expect(await lastBackup(place)).toBeNull();
});

test('its drive is listed once for all that is said of it', async () => {
  const place = await kept(certificates());
  const made = await place.backUp();
  const { files } = place.context.effects;
  const listed: string[] = [];
  const list: typeof files.list = (path) => {
    listed.push(path);
    return files.list(path);
  };
  const effects = { ...place.context.effects, files: { ...files, list } };
  const [certificate] = await status({ ...place.context, effects }, []);
  expect(certificate?.lastBackup).toMatchObject({ path: made, onStoresDisk: true });
  expect(listed.filter((path) => path === dirname(made))).toHaveLength(1);
});

test('when it was last read is known, of one that was there already, too', async () => {
  const place = await kept(certificates());
  const made = await place.backUp();
  const before = (await status(place.context, []))[0]?.lastBackup;
  const later = new Date(Date.now() + 40 * dayMs);
  const inMay = { ...place.context, effects: { ...place.context.effects, now: () => later } };
  expect(await verifyBackups(inMay, ['clinic-a'])).toMatchObject([{ path: made, ok: true }]);
  const after = (await status(place.context, []))[0]?.lastBackup;
  expect(after).toMatchObject({ path: made, at: before?.at, readAt: later });
  const [again] = await backup(inMay, ['clinic-a'], place.at('usb'));
  expect(again?.backups[0]?.path).toBe(made);
});

test('one good backup in a folder that was chosen once is enough for the check and the doctor', async () => {
  const place = await kept(certificates());
  const codes = async (): Promise<readonly string[]> =>
    (await doctor(place.context, [], { offline: true })).findings
      .filter(({ area }) => area === 'backups')
      .map(({ code }) => code);
  expect(await codes()).toEqual(['backups-none']);
  await place.backUp();
  // All of a test lies on one disk.
  expect(await codes()).toEqual(['backup-found', 'backup-on-same-disk']);
  await rename(place.at('usb'), place.at('unplugged'));
  expect(await codes()).toEqual(['backup-away']);
  expect(await verifyBackups(place.context, ['clinic-a'])).toMatchObject([{ ok: false }]);
  const later = new Date(Date.now() + 91 * dayMs);
  const inSpring = { ...place.context, effects: { ...place.context.effects, now: () => later } };
  const { findings } = await doctor(inSpring, [], { offline: true });
  expect(findings.filter(({ area }) => area === 'backups').map(({ code }) => code)).toEqual([
    'backup-away',
    'backup-unseen',
  ]);
});

test('an earlier one on another disk is enough, where the last one is on the store’s own', async () => {
  const place = await kept(certificates());
  await place.backUp(place.at('usb'));
  const dayAfter = new Date(Date.now() + dayMs);
  const now = (): Date => dayAfter;
  const tomorrow = { ...place.context, effects: { ...place.context.effects, now } };
  const [beside] = await backup(tomorrow, ['clinic-a'], place.at('beside'));
  expect(await lastBackup(place)).toBe(beside?.backups[0]?.path);
  const { files } = place.context.effects;
  const onDisks: typeof files.status = async (path) => {
    const found = await files.status(path);
    return path.includes('usb') ? { ...found, device: found.device + 1 } : found;
  };
  const effects = { ...tomorrow.effects, files: { ...files, status: onDisks } };
  expect(await onStoresDisk(place.context)).toBe(true);
  expect(await onStoresDisk({ ...place.context, effects })).toBe(false);
  expect(await areBackupsOnStoresDisk(place.context, 'clinic-a')).toBe(true);
  expect(await areBackupsOnStoresDisk({ ...place.context, effects }, 'clinic-a')).toBe(false);
  const { findings } = await doctor({ ...place.context, effects }, [], { offline: true });
  expect(findings.filter(({ area }) => area === 'backups')).toMatchObject([
    { code: 'backup-found', facts: { path: expect.stringContaining('usb') } },
  ]);
});

test('a certificate that is renamed keeps its backups', async () => {
  const place = await kept(certificates());
  const made = await place.backUp();
  await renameCertificate(place.context, 'clinic-a', '青葉台内科');
  expect(await lastBackup(place)).toBe(made);
  expect((await listBackups(place.context, '青葉台内科')).map(({ path }) => path)).toEqual([made]);
  expect(await verifyBackups(place.context, [])).toMatchObject([
    { path: made, name: '青葉台内科', ok: true, opened: true },
  ]);
  expect((await removalPlan(place.context, '青葉台内科')).backup).toBe(made);
});

test('a backup on the disk of the store says so', async () => {
  const place = await kept(certificates());
  const [done] = await backup(place.context, [], place.at('usb'));
  expect(done?.backups[0]?.notes?.map(({ code }) => code)).toContain('same-disk');
});
