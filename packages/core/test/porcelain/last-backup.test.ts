import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { listBackups } from '../../src/porcelain/backup.ts';
import { status } from '../../src/porcelain/status.ts';
import { kept, useCertificates, type Kept } from './support/kept.ts';

const certificates = useCertificates();

async function lastBackup({ context }: Kept): Promise<string | null> {
  return (await status(context, []))[0]?.lastBackup?.path ?? null;
}

test('a backup in a folder that was chosen once counts, without being a place of later ones', async () => {
  const place = await kept(certificates());
  expect(await lastBackup(place)).toBeNull();
  const made = await place.backUp();
  expect(await lastBackup(place)).toBe(made);
  const listed = await listBackups(place.context, 'clinic-a');
  expect(listed.map(({ path }) => path)).toEqual([made]);
});

test('it counts while its drive is away, and no more once it was removed there', async () => {
  const place = await kept(certificates());
  const made = await place.backUp();
  await rename(place.at('usb'), place.at('unplugged'));
  expect(await lastBackup(place)).toBe(made);
  expect(await listBackups(place.context, 'clinic-a')).toEqual([]);
  await rename(place.at('unplugged'), place.at('usb'));
  await rm(dirname(made), { recursive: true });
  expect(await lastBackup(place)).toBeNull();
});
