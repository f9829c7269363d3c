import { readFile, writeFile } from 'node:fs/promises';
import { win32 } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { examinePermissions } from '../../src/doctor/permissions.ts';
import { loadConfiguration } from '../../src/configuration/load.ts';
import { rename } from '../../src/porcelain/manage.ts';
import {
  grantRights,
  rightsFor,
  rightsMissing,
  takeRightsBack,
} from '../../src/porcelain/rights.ts';
import { uninstall, uninstallPlan } from '../../src/porcelain/uninstall.ts';
import type { Clinic } from '../support/clinic.ts';
import { closed, programFiles, sid, type ProgramFiles } from './support/program-files.ts';

let there: ProgramFiles;
let place: Clinic;

beforeEach(async () => {
  there = await programFiles();
  ({ place } = there);
});

const consumers = async () => {
  const { effects, places } = place.context;
  const { certificates } = await loadConfiguration(effects, places);
  return certificates.get('clinic-a')?.consumers;
};

const record = (): string => place.at('own', 'rights.json');

async function grant(): Promise<void> {
  await grantRights(place.context, await rightsFor(place.context, 'clinic-a', 'push-exchanger'));
}

const written = (name: string): string => win32.normalize(place.at('push', name));

describe('rights of a consumer', () => {
  it('are to write what its settings name, never the settings, and to restart their one service', async () => {
    const rights = await rightsFor(place.context, 'clinic-a', 'push-exchanger');
    expect(rights).toMatchObject({
      sid,
      files: [written('client.crt'), written('client.pem')],
      service: 'push-exchanger',
      place: written('config.yml'),
    });
    expect(there.elevated).toEqual([]);
    there.services = ['one', 'another'];
    expect(await rightsFor(place.context, 'clinic-a', written('config.yml'))).toMatchObject({
      service: null,
    });
  });

  it('once granted, keep the passphrase of the settings, and the service is restarted', async () => {
    await grant();
    expect(there.elevated).toHaveLength(1);
    expect(there.elevated[0]).toContain(`file '${written('client.pem')}'`);
    expect(there.elevated[0]).not.toContain('config.yml');
    expect(there.elevated[0]).not.toContain('Himitsu');
    const [push, , restart] = (await consumers()) ?? [];
    expect(push).toEqual({ kind: 'push-exchanger', path: there.settings, password: 'keep' });
    expect(restart?.['run']).toEqual([
      ...['powershell', '-NoProfile', '-NonInteractive', '-Command'],
      `Restart-Service -Name 'push-exchanger' -ErrorAction Stop`,
    ]);
    // A second time there is one entry and one record still.
    await grant();
    expect(await consumers()).toHaveLength(3);
    const { granted } = JSON.parse(await readFile(record(), 'utf8'));
    expect(granted).toHaveLength(1);
  });

  it('that were declined change nothing; of those that failed there is a record', async () => {
    const before = await readFile(place.context.places.configFile, 'utf8');
    there.answer = 4;
    await expect(grant()).rejects.toMatchObject({
      code: 'elevation-refused',
      details: { declined: true },
    });
    await expect(readFile(record())).rejects.toMatchObject({ code: 'ENOENT' });
    there.answer = 12;
    await expect(grant()).rejects.toMatchObject({ details: { declined: false } });
    expect(await readFile(record(), 'utf8')).toContain('client.pem');
    expect(await readFile(place.context.places.configFile, 'utf8')).toBe(before);
  });

  it('are for programs below Program Files on Windows alone', async () => {
    await expect(rightsFor(place.context, 'clinic-a', 'nss')).rejects.toMatchObject({
      details: { problem: 'rights-not-for-this' },
    });
    const { effects } = place.context;
    const linux = { ...place.context, effects: { ...effects, platform: 'linux' as const } };
    await expect(rightsFor(linux, 'clinic-a', 'push-exchanger')).rejects.toMatchObject({
      code: 'usage-invalid',
    });
    expect(await rightsMissing(linux, 'clinic-a')).toEqual([]);
  });

  it.each(['push-exchanger', 'onshi', 'claim-receiver'])('are to be had for %s', async (kind) => {
    const one = await programFiles(kind);
    const missing = await rightsMissing(closed(one, { granted: false }), 'clinic-a');
    expect(missing).toMatchObject([{ kind, sid, service: 'push-exchanger' }]);
    expect(missing[0]?.files.map((file) => win32.basename(file))).toEqual([
      'client.crt',
      'client.pem',
    ]);
  });

  it('are missing where a file can be neither replaced nor written', async () => {
    expect(await rightsMissing(place.context, 'clinic-a')).toEqual([]);
    const missing = await rightsMissing(closed(there, { granted: false }), 'clinic-a');
    expect(missing).toMatchObject([{ service: 'push-exchanger' }]);
    expect(await rightsMissing(closed(there, { granted: true }), 'clinic-a')).toEqual([]);
  });
});

describe('rights that were granted', () => {
  it('are listed by the doctor', async () => {
    await grant();
    expect(await examinePermissions({ context: place.context })).toContainEqual(
      expect.objectContaining({
        code: 'rights-granted',
        facts: expect.objectContaining({ name: 'clinic-a', service: 'push-exchanger' }),
      }),
    );
  });

  it('are taken back, and the entry that restarted the service with them', async () => {
    await grant();
    const which = { name: 'clinic-a', consumer: 'push-exchanger' };
    expect(await takeRightsBack(place.context, which)).toHaveLength(1);
    expect(there.elevated[1]).toContain('$back=$true');
    expect(there.elevated[1]).toContain(`file '${written('client.pem')}'`);
    expect(await consumers()).toHaveLength(2);
    await expect(readFile(record())).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await takeRightsBack(place.context, which)).toEqual([]);
    expect(there.elevated).toHaveLength(2);
  });

  it('go on under another name of the certificate', async () => {
    await grant();
    await rename(place.context, 'clinic-a', 'clinic-b');
    const which = { name: 'clinic-b', consumer: 'push-exchanger' };
    expect(await takeRightsBack(place.context, which)).toHaveLength(1);
    await expect(readFile(record())).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('are taken back by uninstall, before anything else is', async () => {
    await grant();
    const plan = await uninstallPlan(place.context);
    const files = [written('client.crt'), written('client.pem')];
    expect(plan.rights).toEqual([...files, 'push-exchanger']);
    there.answer = 4;
    await expect(uninstall(place.context)).rejects.toMatchObject({ code: 'elevation-refused' });
    expect(await uninstallPlan(place.context)).toEqual(plan);
    there.answer = 0;
    expect(await uninstall(place.context)).toEqual(expect.arrayContaining(files));
    expect(there.elevated.at(-1)).toContain('$back=$true');
    await expect(readFile(record())).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('of a record that somebody has changed get no text of theirs into the script', async () => {
    await grant();
    const text = await readFile(record(), 'utf8');
    await writeFile(record(), text.replace(sid, `${sid}';evil;'`));
    expect(await takeRightsBack(place.context)).toEqual([]);
  });
});
