import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { listBackups } from '../../src/porcelain/backup.ts';
import { staysInPlace } from '../../src/porcelain/add.ts';
import { configuration, configurationToEdit } from '../../src/porcelain/configuration.ts';
import { addBackupPlace, allowDownloadHost, setRenewalApi } from '../../src/porcelain/settings.ts';
import { clinic } from '../support/clinic.ts';

describe('setRenewalApi', () => {
  test('writes the endpoint of a service that the file did not have', async () => {
    const place = await clinic();
    await place.configure({ 'clinic-a': {} });
    await setRenewalApi(place.context, 'production', new URL('https://renewal.example/api/cert'));
    const { services } = await configuration(place.context);
    expect(services.get('production')?.api?.href).toBe('https://renewal.example/api/cert');
  });

  test.each(['http://renewal.example/api', 'https://user:word@renewal.example/api'])(
    'refuses %s and leaves the file as it was',
    async (api) => {
      const place = await clinic();
      await place.configure({ 'clinic-a': {} });
      const before = await readFile(place.context.places.configFile, 'utf8');
      await expect(setRenewalApi(place.context, 'production', new URL(api))).rejects.toMatchObject({
        code: 'config-invalid',
      });
      expect(await readFile(place.context.places.configFile, 'utf8')).toBe(before);
    },
  );
});

test('allowDownloadHost adds a host once', async () => {
  const place = await clinic();
  await place.configure({ 'clinic-a': {} });
  await allowDownloadHost(place.context, 'production', 'files.example:8443');
  await allowDownloadHost(place.context, 'production', 'files.example:8443');
  const { services } = await configuration(place.context);
  expect(services.get('production')?.downloadHosts).toEqual(['files.example:8443']);
});

describe('addBackupPlace', () => {
  test('makes and marks the folder, and the configuration has it', async () => {
    const place = await clinic();
    await place.configure({ 'clinic-a': {} });
    await place.store('clinic-a');
    await addBackupPlace(place.context, 'clinic-a', place.at('usb'));
    const { certificates } = await configuration(place.context);
    expect(certificates.get('clinic-a')?.backups).toEqual([
      { path: place.at('usb'), password: 'beside' },
    ]);
  });

  test('refuses a place that is not connected, and writes nothing', async () => {
    const place = await clinic();
    await place.configure({ 'clinic-a': {} });
    await expect(
      addBackupPlace(place.context, 'clinic-a', place.at('gone', 'usb')),
    ).rejects.toMatchObject({ code: 'backup-failed' });
    const { certificates } = await configuration(place.context);
    expect(certificates.get('clinic-a')?.backups).toEqual([]);
  });
});

test('listBackups has those of all places, the newest first, and is quiet about what is gone', async () => {
  const place = await clinic();
  const folders = [place.at('usb'), place.at('nas'), place.at('gone')];
  await place.configure({ 'clinic-a': { backups: folders } });
  const backups = [
    place.at('usb', 'clinic-a', '20241120-100000-client001'),
    place.at('nas', 'clinic-a', '20241121-100000-client001'),
    place.at('usb', 'clinic-a', '20241122-100000-client001'),
  ];
  for (const backup of backups) await mkdir(backup, { recursive: true });
  const listed = await listBackups(place.context, 'clinic-a');
  expect(listed.map(({ path }) => path)).toEqual(backups.toReversed());
  expect(listed.map(({ place: at }) => at)).toEqual([folders[0], folders[1], folders[0]]);
  await expect(listBackups(place.context, 'other')).rejects.toMatchObject({
    code: 'name-unknown',
  });
});

describe('configurationToEdit', () => {
  test('begins one where there is none, for its owner alone, that reads as empty', async () => {
    const place = await clinic();
    const { configFile } = place.context.places;
    await rm(configFile, { force: true });
    await expect(configurationToEdit(place.context)).resolves.toBe(configFile);
    expect(await readFile(configFile, 'utf8')).toContain('config.schema.json');
    // Windows has no such bits: what anybody else may do is nothing either way.
    const { mode } = await stat(configFile);
    expect(process.platform === 'win32' ? 0 : mode & 0o077).toBe(0);
    expect((await configuration(place.context)).certificates.size).toBe(0);
  });

  test('leaves one alone that is broken: it is opened to be mended', async () => {
    const place = await clinic();
    const { configFile } = place.context.places;
    await place.configure({ 'clinic-a': {} });
    await writeFile(configFile, '{ "certificates": [');
    await expect(configurationToEdit(place.context)).resolves.toBe(configFile);
    expect(await readFile(configFile, 'utf8')).toBe('{ "certificates": [');
  });
});

test.each([
  ['certs/a.p12', true],
  ['Downloads/a.p12', false],
  ['ダウンロード/a.p12', false],
  ['certs/a.ZIP', false],
])('%s stays where it lies: %s', async (file, stays) => {
  const { context } = await clinic();
  expect(await staysInPlace(context, `/home/a/${file}`)).toBe(stays);
});
