import { chmod, cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { removalPlan, remove } from '../../src/porcelain/manage.ts';
import { uninstallPlan } from '../../src/porcelain/uninstall.ts';
import { kept, useCertificates, type Kept } from './support/kept.ts';

// Real files and keys, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const certificates = useCertificates();

/** A renewal that the service has answered, and one that was given up. */
async function withJournals(place: Kept): Promise<string> {
  const folder = join(place.context.places.storeDir, 'clinic-a');
  const at = new Date().toISOString();
  const request = { at, askingVersion: 'x', askingFingerprint: 'x', api: 'https://a.example/' };
  const issued = { at, uri: 'https://a.example/1', pass: 'JournaledOnly1' };
  for (const journal of [join(folder, 'journal'), join(folder, 'abandoned', 'one')]) {
    await mkdir(journal, { recursive: true, mode: 0o700 });
    await writeFile(join(journal, 'requested.json'), JSON.stringify(request), { mode: 0o600 });
    await writeFile(join(journal, 'issued.json'), JSON.stringify(issued), { mode: 0o600 });
  }
  return folder;
}

describe('remove', () => {
  test('puts everything away that the store had, owner-only, and says where', async () => {
    const place = await kept(certificates(), { renewWithin: '15%' });
    const folder = await withJournals(place);
    const copy = place.at('copy');
    await cp(folder, copy, { recursive: true });
    const moved = (await remove(place.context, 'clinic-a')) ?? '';
    expect(dirname(moved)).toBe(place.at('own', 'removed'));
    expect(basename(moved)).toMatch(/^clinic-a-\d{8}T\d{6}Z$/);
    for (const one of await readdir(copy, { recursive: true })) {
      const was = await stat(join(copy, one));
      if (was.isDirectory()) continue;
      expect(await readFile(join(moved, one))).toEqual(await readFile(join(copy, one)));
    }
    for (const path of [dirname(moved), moved]) expect((await stat(path)).mode & 0o77).toBe(0);
    expect(await readdir(place.context.places.storeDir)).not.toContain('clinic-a');
    expect((await place.readConfiguration()).certificates).toEqual({});
  });

  test('and restore brings it back from there, with its name and thresholds', async () => {
    const place = await kept(certificates(), { renewWithin: '15%' });
    await place.put('renewed');
    await place.put('old');
    const moved = (await remove(place.context, 'clinic-a')) ?? '';
    expect(await place.restore(moved)).toMatchObject({
      name: 'clinic-a',
      inUse: true,
      altered: false,
    });
    expect(await place.inUse()).toBe(certificates().old.fingerprint);
    const { certificates: entries } = await place.readConfiguration();
    expect(entries['clinic-a']).toMatchObject({ renewWithin: '15%' });
  });

  test('twice under one name in one second leaves both', async () => {
    const place = await kept(certificates());
    const now = new Date();
    const context = {
      ...place.context,
      effects: { ...place.context.effects, now: () => now },
    };
    const first = await remove(context, 'clinic-a');
    await place.configure({ 'clinic-a': {} });
    await place.put('renewed');
    const second = await remove(context, 'clinic-a');
    expect(second).toBe(`${first}-2`);
    expect(await place.restore(second ?? '')).toMatchObject({ name: 'clinic-a' });
  });

  test('tells of a backup only if it is of this certificate, has its password, and opens', async () => {
    const place = await kept(certificates());
    const backup = async (): Promise<string | null> =>
      (await removalPlan(place.context, 'clinic-a')).backup;
    expect(await backup()).toBeNull();
    const path = await place.backUp();
    expect(await backup()).toBe(path);
    await place.put('renewed');
    expect(await backup()).toBeNull();
    const later = await place.backUp();
    expect(await backup()).toBe(later);
    await writeFile(join(later, 'password.txt'), 'another');
    expect(await backup()).toBeNull();
    await place.configure({
      'clinic-a': { backups: [{ path: place.at('usb'), password: 'separate' }] },
    });
    expect((await removalPlan(place.context, 'clinic-a')).unfinished).toBe(false);
    await withJournals(place);
    expect((await removalPlan(place.context, 'clinic-a')).unfinished).toBe(true);
  });
});

describe('uninstall lists what will be nowhere', () => {
  test('a certificate whose newest backup is of the one before', async () => {
    const place = await kept(certificates(), { backups: [] });
    await place.configure({ 'clinic-a': { backups: [place.at('usb')] } });
    await place.backUp();
    expect((await uninstallPlan(place.context)).withoutBackup).toEqual([]);
    await place.put('renewed');
    expect((await uninstallPlan(place.context)).withoutBackup).toEqual(['clinic-a']);
    await place.backUp();
    expect((await uninstallPlan(place.context)).withoutBackup).toEqual([]);
  });

  test('one with a backup that leaves its password out', async () => {
    const place = await kept(certificates());
    const separate = { path: place.at('usb'), password: 'separate' };
    await mkdir(place.at('usb'));
    await place.configure({ 'clinic-a': { backups: [separate] } });
    const { backup } = await import('../../src/porcelain/backup.ts');
    expect(await backup(place.context, [])).toMatchObject([{ backups: [{ ok: true }] }]);
    expect((await uninstallPlan(place.context)).withoutBackup).toEqual(['clinic-a']);
  });

  test('renewals that are open or were given up', async () => {
    const place = await kept(certificates());
    const folder = await withJournals(place);
    await place.backUp();
    const { unfinished, withoutBackup } = await uninstallPlan(place.context);
    expect(unfinished).toEqual([join(folder, 'journal'), join(folder, 'abandoned', 'one')]);
    expect(withoutBackup).toEqual([]);
  });

  test('what remove has put away, and what this configuration does not know', async () => {
    const place = await kept(certificates());
    await remove(place.context, 'clinic-a');
    await place.put('renewed', 'another');
    const { state, withoutBackup, notConfigured } = await uninstallPlan(place.context);
    expect(state).toContain(place.at('own', 'removed'));
    expect({ withoutBackup, notConfigured }).toEqual({
      withoutBackup: ['another'],
      notConfigured: ['another'],
    });
  });
});

test('a configuration that was named does not take the store of the usual one away', async () => {
  const place = await kept(certificates());
  const named = place.at('own', 'my.json');
  await writeFile(named, '{}');
  await chmod(named, 0o600);
  const places = { ...place.context.places, configFile: named, configNamed: true };
  const context = { ...place.context, places };
  await expect(uninstallPlan(context)).rejects.toMatchObject({
    code: 'usage-invalid',
    details: { problem: 'store-shared', value: place.context.places.configFile },
  });
});
