import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { win32 } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ProgramCall, ProgramResult } from '../../src/effects.ts';
import type { FileSystem } from '../../src/files/file-system.ts';
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
import { clinic, inDays, type Clinic } from '../support/clinic.ts';

const sid = 'S-1-5-21-1-2-3-1001';
/** How the question of the system is answered, and what was to run then. */
let answer = 0;
let elevated: string[] = [];
let services = ['push-exchanger'];
let place: Clinic;

function scriptIn(stdin: ProgramCall['stdin']): string | null {
  if (!String(stdin).includes('runas')) return null;
  const texts = [...String(stdin).matchAll(/FromBase64String\('([^']*)'\)/g)];
  return Buffer.from(texts[1]?.[1] ?? '', 'base64').toString('utf8');
}

function ended(stdout: string, exitCode = 0): ProgramResult {
  return { exitCode, signal: null, stdout, stderr: '' };
}

function refuse(): Promise<never> {
  return Promise.reject(Object.assign(new Error('no'), { code: 'EPERM' }));
}

/** The programs of Windows that are asked something. */
async function run({ program, stdin }: ProgramCall): Promise<ProgramResult> {
  const name = win32.basename(program);
  if (name === 'whoami.exe') return ended(`"pc\\hanako","${sid}"\r\n`);
  if (name !== 'powershell.exe') return ended('');
  const script = scriptIn(stdin);
  if (script === null) {
    return ended(
      services.map((one) => `service ${Buffer.from(one).toString('base64')}\r\n`).join(''),
    );
  }
  elevated.push(script);
  return ended('', answer);
}

/** What Windows has made of a path of this machine. */
function unixPath(value: unknown): unknown {
  return typeof value === 'string' && value.startsWith('\\') ? value.replaceAll('\\', '/') : value;
}

const settings = (): string => place.at('push', 'config.yml');

beforeEach(async () => {
  answer = 0;
  elevated = [];
  services = ['push-exchanger'];
  // Its paths are this machine's; what it takes itself for is Windows.
  const made = await clinic({ run });
  const { files } = made.context.effects;
  const effects = {
    ...made.context.effects,
    platform: 'win32' as const,
    files: new Proxy(files, {
      get(target, name) {
        const work: unknown = Reflect.get(target, name);
        if (typeof work !== 'function') return work;
        return (...args: readonly unknown[]): unknown =>
          Reflect.apply(work, target, args.map(unixPath));
      },
    }),
  };
  place = { ...made, context: { ...made.context, effects } };
  await mkdir(place.at('push'));
  await writeFile(place.at('push', 'client.crt'), 'certificate');
  await writeFile(place.at('push', 'client.pem'), 'key');
  const named = [
    `:cert: '${place.at('push', 'client.crt')}'`,
    `:cert_key: '${place.at('push', 'client.pem')}'`,
    ':passphrase: Himitsu-3',
  ];
  await writeFile(settings(), `${named.join('\n')}\n`);
  await place.configure({
    'clinic-a': { consumers: [{ kind: 'push-exchanger', path: settings() }, { kind: 'nss' }] },
  });
  await place.store('clinic-a', { notAfter: inDays(45) });
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
    expect(elevated).toEqual([]);
    services = ['one', 'another'];
    expect(await rightsFor(place.context, 'clinic-a', written('config.yml'))).toMatchObject({
      service: null,
    });
  });

  it('once granted, keep the passphrase of the settings, and the service is restarted', async () => {
    await grant();
    expect(elevated).toHaveLength(1);
    expect(elevated[0]).toContain(`file '${written('client.pem')}'`);
    expect(elevated[0]).not.toContain('config.yml');
    expect(elevated[0]).not.toContain('Himitsu');
    const [push, , restart] = (await consumers()) ?? [];
    expect(push).toEqual({ kind: 'push-exchanger', path: settings(), password: 'keep' });
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
    answer = 4;
    await expect(grant()).rejects.toMatchObject({
      code: 'elevation-refused',
      details: { declined: true },
    });
    await expect(readFile(record())).rejects.toMatchObject({ code: 'ENOENT' });
    answer = 12;
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

  it('are missing where a file can be neither replaced nor written', async () => {
    expect(await rightsMissing(place.context, 'clinic-a')).toEqual([]);
    const { effects } = place.context;
    const files: FileSystem = Object.assign(Object.create(effects.files), {
      ...{ rename: refuse, create: refuse, append: refuse },
    });
    const closed = { ...place.context, effects: { ...effects, files } };
    expect(await rightsMissing(closed, 'clinic-a')).toMatchObject([{ service: 'push-exchanger' }]);
    // Granted, the file itself can be written.
    const open: FileSystem = Object.assign(Object.create(files), {
      append: (...given: Parameters<FileSystem['append']>) => effects.files.append(...given),
    });
    const granted = { ...place.context, effects: { ...effects, files: open } };
    expect(await rightsMissing(granted, 'clinic-a')).toEqual([]);
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
    expect(elevated[1]).toContain('$back=$true');
    expect(elevated[1]).toContain(`file '${written('client.pem')}'`);
    expect(await consumers()).toHaveLength(2);
    await expect(readFile(record())).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await takeRightsBack(place.context, which)).toEqual([]);
    expect(elevated).toHaveLength(2);
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
    answer = 4;
    await expect(uninstall(place.context)).rejects.toMatchObject({ code: 'elevation-refused' });
    expect(await uninstallPlan(place.context)).toEqual(plan);
    answer = 0;
    expect(await uninstall(place.context)).toEqual(expect.arrayContaining(files));
    expect(elevated.at(-1)).toContain('$back=$true');
    await expect(readFile(record())).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('of a record that somebody has changed get no text of theirs into the script', async () => {
    await grant();
    const text = await readFile(record(), 'utf8');
    await writeFile(record(), text.replace(sid, `${sid}';evil;'`));
    expect(await takeRightsBack(place.context)).toEqual([]);
  });
});
