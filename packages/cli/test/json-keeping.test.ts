import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommandName } from '../src/help/types.ts';
import { openClinic, openHome, type Clinic } from './support/clinic.ts';
import { runCli } from './support/cli.ts';
import { problemsOf } from './support/schema.ts';

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic();
});
afterAll(() => clinic.close());

async function ask(name: CommandName, ...args: readonly string[]): Promise<unknown> {
  const { code, stdout } = await clinic.cli([...name.split(' '), ...args, '--json']);
  expect(problemsOf(name, stdout)).toEqual([]);
  return { code, ...JSON.parse(stdout) };
}

const failed = { code: 2, error: expect.objectContaining({ code: 'name-unknown' }) };

test('every other command answers by its schema, on success and on failure', async () => {
  const usb = join(clinic.folder, 'usb');
  mkdirSync(usb);
  await clinic.add('clinic-a', 0, ['--in-place']);

  expect(await ask('backup')).toMatchObject({ code: 1, results: [{ backups: [] }] });
  expect(await ask('backup', '--to', usb)).toMatchObject({
    code: 0,
    results: [{ name: 'clinic-a', backups: [{ ok: true }] }],
  });
  expect(await ask('backup', '--to', '/missing/usb')).toMatchObject({ code: 1 });
  expect(await ask('backup', '--check')).toMatchObject({
    code: 0,
    backups: [{ name: 'clinic-a', ok: true, opened: true }],
  });
  expect(await ask('site')).toMatchObject({
    code: 0,
    site: 'https://site.example/',
    certificates: [{ name: 'clinic-a', commonName: 'client001' }],
    opened: false,
  });
  expect(await ask('receive', clinic.simulator.siteZip ?? '')).toMatchObject({
    code: 0,
    results: [{ outcome: 'renewed', verified: true }],
  });
  expect(await ask('versions', 'clinic-a')).toMatchObject({
    code: 0,
    versions: [
      { inUse: false, origin: 'added' },
      { inUse: true, origin: 'received' },
    ],
  });
  const label = 'Chrome';
  expect(await ask('consumers add', 'clinic-a', 'manual', `label=${label}`)).toMatchObject({
    code: 0,
    consumers: [{ kind: 'pkcs12' }, { kind: 'manual', state: 'manual' }],
  });
  expect(await ask('deploy', '--dry-run')).toMatchObject({ results: [{ name: 'clinic-a' }] });
  expect(await ask('deploy')).toMatchObject({ results: [{ consumers: [{}, {}] }] });
  expect(await ask('consumers done', 'clinic-a', label)).toMatchObject({
    consumers: [{}, { kind: 'manual', state: 'current' }],
  });
  expect(await ask('consumers list', 'clinic-a')).toMatchObject({ code: 0 });
  expect(await ask('consumers remove', 'clinic-a', 'manual')).toMatchObject({
    consumers: [{ kind: 'pkcs12' }],
  });
  expect(await ask('consumers remove', 'clinic-a', 'manual')).toMatchObject({
    code: 2,
    error: { code: 'usage-invalid' },
  });
  expect(await ask('rollback', 'clinic-a')).toMatchObject({ code: 0, name: 'clinic-a' });
  expect(await ask('rollback', 'clinic-a', 'nonsense')).toMatchObject({
    code: 1,
    error: { code: 'version-unknown' },
  });
  expect(await ask('password', 'clinic-a')).toMatchObject({ code: 2 });
  expect(await ask('password', 'clinic-a', '--yes')).toMatchObject({
    code: 0,
    password: clinic.password(0),
  });
  expect(await ask('history')).toMatchObject({
    code: 0,
    certificates: [
      {
        name: 'clinic-a',
        entries: expect.arrayContaining([
          {
            at: expect.any(String),
            event: 'added',
            facts: expect.anything(),
          },
        ]),
      },
    ],
  });
  expect(await ask('metrics')).toMatchObject({
    code: 0,
    metrics: expect.stringContaining('# HELP'),
  });
  expect(await ask('completion', 'bash')).toMatchObject({ code: 0, shell: 'bash' });
  expect(await ask('completion', 'tcsh')).toMatchObject({ code: 2 });
  expect(await ask('rename', 'clinic-a', 'main')).toMatchObject({ code: 0, to: 'main' });
  expect(await ask('remove', 'main')).toMatchObject({ code: 2 });
  expect(await ask('remove', 'main', '--yes')).toMatchObject({ code: 0, removed: true });

  const [folder = ''] = readdirSync(join(usb, 'clinic-a'));
  expect(await ask('restore', join(usb, 'clinic-a', folder))).toMatchObject({
    code: 0,
    certificate: { name: 'clinic-a', commonName: 'client001' },
    inUse: true,
    altered: false,
  });
  expect(await ask('restore', '/missing')).toMatchObject({ code: 1 });

  for (const name of ['versions', 'rollback', 'history', 'deploy', 'backup'] as const) {
    expect(await ask(name, 'nonsense')).toMatchObject(failed);
  }
  expect(await ask('rename', 'nonsense', 'x')).toMatchObject(failed);
  expect(await ask('remove', 'nonsense', '--yes')).toMatchObject(failed);
  expect(await ask('password', 'nonsense', '--yes')).toMatchObject(failed);
  expect(await ask('consumers list', 'nonsense')).toMatchObject(failed);
  expect(await ask('receive', '/missing.zip')).toMatchObject({
    code: 1,
    error: { code: 'file-not-found' },
  });
}, 120_000);

test('import needs a name where there is none to take', async () => {
  const place = openHome();
  try {
    const { code, stdout } = await runCli(['import', '--json'], place);
    expect({ code, problems: problemsOf('import', stdout) }).toEqual({ code: 2, problems: [] });
  } finally {
    place.close();
  }
});
