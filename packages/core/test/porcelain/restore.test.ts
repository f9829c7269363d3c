import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { kept, useCertificates, type Kept } from './support/kept.ts';

// Real files and keys, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const certificates = useCertificates();

describe('restore mends a store', () => {
  const damages: Readonly<Record<string, (folder: string) => Promise<void>>> = {
    'the file is overwritten': (folder) => writeFile(join(folder, 'certificate.p12'), 'x'),
    'the file is gone': (folder) => rm(join(folder, 'certificate.p12')),
    'the password is another': (folder) => writeFile(join(folder, 'password.txt'), 'another'),
    'the password is gone': (folder) => rm(join(folder, 'password.txt')),
    'the manifest is broken': (folder) => writeFile(join(folder, 'manifest.json'), '{'),
    'the pointer is broken': (folder) => writeFile(join(folder, '..', '..', 'current'), 'x'),
    'the pointer is gone': (folder) => rm(join(folder, '..', '..', 'current')),
    'all of it is gone': (folder) => rm(join(folder, '..', '..'), { recursive: true }),
  };

  test.each(Object.entries(damages))('in which %s', async (_, damage) => {
    const place = await kept(certificates());
    const { folder } = await place.put('old');
    const path = await place.backUp();
    await damage(folder);
    const restored = await place.restore(path);
    expect(restored).toMatchObject({ name: 'clinic-a', inUse: true, altered: false });
    expect(await place.inUse()).toBe(certificates().old.fingerprint);
    const pointer = await readFile(join(dirname(dirname(folder)), 'current'), 'utf8');
    expect(pointer.trim()).toBe(restored.version);
  });

  test('without touching a version that is whole', async () => {
    const place = await kept(certificates());
    const { id, folder } = await place.put('old');
    const path = await place.backUp();
    expect(await place.restore(path)).toMatchObject({ version: id, inUse: true });
    expect(await readdir(dirname(folder))).toEqual([id]);
  });

  test.each(['old', 'renewed'] as const)(
    'by a bare file (%s): it goes to the name that had it, whatever is in use there',
    async (which) => {
      const place = await kept(certificates(), {}, ['old', 'renewed']);
      const { p12, password, fingerprint } = certificates()[which];
      const path = place.at('client001.p12.old-20261122');
      await writeFile(path, p12);
      const restored = await place.restore(path, { password: async () => password });
      expect(restored).toMatchObject({
        name: 'clinic-a',
        facts: { fingerprintSha256: fingerprint },
      });
      expect(Object.keys((await place.readConfiguration()).certificates)).toEqual(['clinic-a']);
    },
  );

  test('whose later certificate does not open any more', async () => {
    const place = await kept(certificates());
    const path = await place.backUp();
    const { folder } = await place.put('renewed');
    expect(await place.restore(path)).toMatchObject({ inUse: false });
    await writeFile(join(folder, 'certificate.p12'), 'x');
    expect(await place.restore(path)).toMatchObject({ inUse: true });
    expect(await place.inUse()).toBe(certificates().old.fingerprint);
  });
});

const settings = (place: Kept) => ({
  backups: [{ path: place.at('usb'), password: 'separate' }, place.at('nas')],
  consumers: [
    { kind: 'pem', certificate: '/tmp/c.crt', key: '/tmp/c.pem' },
    { kind: 'command', run: ['/bin/x'] },
  ],
  onFailure: ['/bin/mail', 'me'],
});

/** A backup of everything there is to configure, and a machine that has nothing yet. */
async function carried() {
  const place = await kept(certificates());
  const entry = { renewWithin: '15%', urgentWithin: '40d', ...settings(place) };
  await place.configure({ 'clinic-a': entry });
  const path = await place.backUp(place.at('carried'));
  await rm(place.context.places.storeDir, { recursive: true });
  await place.configure({});
  return { place, path, entry };
}

describe('the settings of a backup', () => {
  test('stay behind, but for service and thresholds, and are listed', async () => {
    const { place, path } = await carried();
    const { leftOut, service } = await place.restore(path);
    const { certificates: written } = await place.readConfiguration();
    expect(written['clinic-a']).toEqual({
      service: 'production',
      renewWithin: '15%',
      urgentWithin: '40d',
    });
    const { consumers, onFailure } = settings(place);
    const backups = [
      { path: place.at('usb'), password: 'separate' },
      { path: place.at('nas'), password: 'beside' },
    ];
    expect({ leftOut, service }).toEqual({
      leftOut: { backups, consumers, onFailure },
      service: 'production',
    });
  });

  test('come along, all of them, when somebody who has seen them says so', async () => {
    const { place, path, entry } = await carried();
    const seen: unknown[] = [];
    const ask = async (found: unknown): Promise<boolean> => seen.push(found) > 0;
    const { leftOut } = await place.restore(path, { ask });
    expect(leftOut).toEqual({ backups: [], consumers: [], onFailure: null });
    expect(seen).toHaveLength(1);
    const { certificates: written } = await place.readConfiguration();
    expect(written['clinic-a']).toEqual({ service: 'production', ...entry });
  });

  test('are filled in later, where the entry does not have them', async () => {
    const { place, path, entry } = await carried();
    await place.restore(path);
    await place.restore(path, { settings: 'take' });
    await place.restore(path, { settings: 'take' });
    const { certificates: written } = await place.readConfiguration();
    expect(written['clinic-a']).toEqual({ service: 'production', ...entry });
  });

  test('that no configuration can have are left out', async () => {
    const { place, path } = await carried();
    const file = join(path, 'configuration.json');
    const value = JSON.parse(await readFile(file, 'utf8'));
    value.certificate.consumers.push({ kind: 'pem', nonsense: 1 }, { kind: 'unheard-of' });
    await writeFile(file, JSON.stringify(value));
    const { leftOut } = await place.restore(path, { settings: 'take' });
    expect(leftOut.consumers).toEqual([{ kind: 'pem', nonsense: 1 }, { kind: 'unheard-of' }]);
  });

  test('a service that is not known here is never replaced by another', async () => {
    const place = await kept(certificates());
    const own = { weborca: 'https://weborca.example/' };
    await place.configure({ 'clinic-a': { service: 'own' } }, { services: { own } });
    const path = await place.backUp(place.at('carried'));
    await rm(place.context.places.storeDir, { recursive: true });
    await place.configure({});
    await expect(place.restore(path)).rejects.toMatchObject({
      code: 'usage-invalid',
      details: { problem: 'backup-service-unknown', value: 'own' },
    });
    expect(await readdir(place.at('own'))).not.toContain('store');
    expect(await place.restore(path, { service: 'demo' })).toMatchObject({ service: 'demo' });
  });
});

test('a certificate is not restored under a second name', async () => {
  const place = await kept(certificates());
  const path = await place.backUp();
  await expect(place.restore(path, { name: 'clinic-b' })).rejects.toMatchObject({
    code: 'name-taken',
    details: { name: 'clinic-a', sameCertificate: true },
  });
  expect(await readdir(place.context.places.storeDir)).not.toContain('clinic-b');
});
