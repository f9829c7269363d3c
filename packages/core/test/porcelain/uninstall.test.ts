import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Effects } from '../../src/effects.ts';
import { scheduleInstall } from '../../src/porcelain/schedule.ts';
import { uninstall, uninstallPlan } from '../../src/porcelain/uninstall.ts';
import { clinic, inDays, noon, type Clinic } from '../support/clinic.ts';

/** systemd answers; there is no crontab. */
const manager: Effects['run'] = ({ program }) => {
  const exitCode = program.endsWith('systemctl') ? 0 : 1;
  return Promise.resolve({ exitCode, signal: null, stdout: '', stderr: '' });
};

/** A clinic with schedule, two certificates, a broken backup of one, and somebody else's file. */
async function furnished(): Promise<Clinic> {
  const there = await clinic({ run: manager, platform: 'linux' });
  const { effects } = there.context;
  const programs = there.at('programs');
  await mkdir(programs);
  await writeFile(join(programs, 'systemctl'), '', { mode: 0o755 });
  const env = { ...effects.env, PATH: programs };
  const place = { ...there, context: { ...there.context, effects: { ...effects, env } } };
  const consumers = [
    { kind: 'pkcs12', path: place.at('client.p12') },
    { kind: 'manual', label: 'reception' },
  ];
  await place.configure({
    'clinic-a': { backups: [place.at('usb')], consumers },
    'clinic-b': {},
  });
  await place.store('clinic-a', { notAfter: inDays(45) });
  await place.store('clinic-b', { notAfter: inDays(45) });
  const stamp = '20241122-030000-client001';
  await mkdir(place.at('usb', 'clinic-a', stamp), { recursive: true });
  await writeFile(place.at('usb', 'clinic-a', stamp, 'manifest.json'), '{}');
  await writeFile(place.at('own', 'last-run.json'), JSON.stringify({ at: noon }));
  await writeFile(place.at('own', 'reminders-by-hand.json'), '{}');
  await writeFile(place.at('own', 'publish.json'), '{}');
  await writeFile(place.at('own', 'somebody-elses.txt'), '');
  await scheduleInstall(place.context, { program: ['/bin/sh'] });
  return place;
}

describe('uninstallPlan', () => {
  test('lists what goes, what stays, and whose key would be lost', async () => {
    const place = await furnished();
    const plan = await uninstallPlan(place.context);
    expect(plan.schedule).toHaveLength(2);
    expect(plan.configuration).toEqual([place.at('own', 'config.json')]);
    expect(plan.state).toEqual(
      expect.arrayContaining(
        ['store', 'last-run.json', 'reminders-by-hand.json', 'publish.json'].map((name) =>
          place.at('own', name),
        ),
      ),
    );
    // The folder of a backup that does not open is no backup.
    expect(plan.withoutBackup).toEqual(['clinic-a', 'clinic-b']);
    expect(plan).toMatchObject({ notConfigured: [], unfinished: [] });
    expect(plan.kept).toEqual(expect.arrayContaining([place.at('usb'), place.at('client.p12')]));
    expect(plan.kept).not.toContain('reception');
  });

  test('works without a configuration that can be read', async () => {
    const place = await furnished();
    await writeFile(place.context.places.configFile, 'broken');
    const plan = await uninstallPlan(place.context);
    expect(plan.withoutBackup).toEqual(['clinic-a', 'clinic-b']);
    expect(plan.configuration).toHaveLength(1);
  });
});

describe('uninstall', () => {
  test('takes away what is listed, and nothing else', async () => {
    const place = await furnished();
    const plan = await uninstallPlan(place.context);
    const removed = await uninstall(place.context);
    expect(removed).toEqual(
      expect.arrayContaining([...plan.schedule, ...plan.configuration, place.at('own', 'store')]),
    );
    expect(await readdir(place.at('own'))).toEqual(['somebody-elses.txt']);
    expect(await readdir(place.at('usb', 'clinic-a'))).toHaveLength(1);
    expect(await readdir(place.at('.config', 'systemd', 'user'))).toEqual([]);
  });

  test('where both lie in one folder of ours, as on Windows, that goes too', async () => {
    const place = await furnished();
    const ours = place.at('Local', 'weborca-cert');
    const [config, state] = [join(ours, 'Config'), join(ours, 'Data')];
    for (const folder of [config, join(state, 'store')]) await mkdir(folder, { recursive: true });
    await writeFile(join(config, 'config.json'), '{}');
    const configFile = join(config, 'config.json');
    const places = { ...place.context.places, configFile, stateDir: state };
    const context = { ...place.context, places: { ...places, storeDir: join(state, 'store') } };
    expect(await uninstall(context)).toEqual(expect.arrayContaining([config, state, ours]));
    expect(await readdir(place.at('Local'))).toEqual([]);
  });

  test('a second time there is nothing', async () => {
    const place = await furnished();
    await uninstall(place.context);
    const plan = await uninstallPlan(place.context);
    expect([...plan.schedule, ...plan.configuration, ...plan.state]).toEqual([]);
    expect(await uninstall(place.context)).toEqual([]);
  });
});
