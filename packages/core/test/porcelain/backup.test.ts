import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { describeError } from '../../src/messages/describe.ts';
import { add } from '../../src/porcelain/add.ts';
import { backup, verifyBackups } from '../../src/porcelain/backup.ts';
import { kept, useCertificates, type Kept } from './support/kept.ts';

// Real files and keys, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const certificates = useCertificates();

async function backedUp(): Promise<Kept> {
  const place = await kept(certificates());
  await mkdir(place.at('usb'));
  await place.configure({ 'clinic-a': { backups: [place.at('usb')] } });
  await backup(place.context, []);
  return place;
}

describe('the check of backups', () => {
  test('wants one of the certificate in use at every place', async () => {
    const place = await backedUp();
    expect(await verifyBackups(place.context, [])).toMatchObject([{ ok: true }]);
    await place.put('renewed');
    const [old, lacking] = await verifyBackups(place.context, []);
    expect(old).toMatchObject({ ok: true });
    expect(lacking).toMatchObject({
      path: place.at('usb'),
      name: 'clinic-a',
      ok: false,
      error: { code: 'backup-failed', details: { reason: 'none-there', doing: 'check' } },
    });
    await backup(place.context, []);
    expect((await verifyBackups(place.context, [])).map(({ ok }) => ok)).toEqual([true, true]);
  });

  test('finds that all of them were deleted', async () => {
    const place = await backedUp();
    await rm(place.at('usb', 'clinic-a'), { recursive: true });
    expect(await verifyBackups(place.context, [])).toMatchObject([
      { ok: false, error: { details: { reason: 'none-there' } } },
    ]);
  });

  test('does not say of a damaged one that none could be made, nor to connect a drive', async () => {
    const place = await backedUp();
    const [folder = ''] = await readdir(place.at('usb', 'clinic-a'));
    await writeFile(place.at('usb', 'clinic-a', folder, 'password.txt'), 'x');
    const [checked] = await verifyBackups(place.context, []);
    const { message, hint } = describeError(checked?.error, 'en');
    expect(message).toMatch(/may not contain a usable backup/);
    expect(hint).not.toContain('onnect');
  });
});

test('without a place, a backup says so itself', async () => {
  const place = await kept(certificates());
  expect(await backup(place.context, [])).toMatchObject([
    { backups: [], error: { code: 'backup-failed', details: { reason: 'none-configured' } } },
  ]);
});

test('an emptied folder is taken into use again by naming it, as is said', async () => {
  const place = await backedUp();
  await rm(place.at('usb'), { recursive: true });
  await mkdir(place.at('usb'));
  const [failed] = await backup(place.context, []);
  const { hint } = describeError(failed?.backups[0]?.error, 'en');
  expect(hint).toContain(`weborca-cert backup --to ${place.at('usb')}`);
  await backup(place.context, [], place.at('usb'));
  expect(await backup(place.context, [])).toMatchObject([{ backups: [{ ok: true }] }]);
});

test('add with a folder under version control does not say that anything is stored', async () => {
  const place = await kept(certificates(), {}, []);
  await place.configure({});
  await mkdir(place.at('project', '.git'), { recursive: true });
  const { p12, password } = certificates().old;
  const file = join(place.home, 'client.p12');
  await writeFile(file, p12);
  const request = { file, password: async () => password, backups: [place.at('project')] };
  const error: unknown = await add(place.context, request).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: 'backup-failed',
    details: { reason: 'version-control', doing: 'prepare' },
  });
  expect(describeError(error, 'en').hint).not.toContain('in the store');
});
