import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import { inTerminal } from './support/terminal.ts';

let clinic: Clinic;
let folder = '';
beforeAll(async () => {
  clinic = await openClinic({ daysLeft: 45 });
  const usb = join(clinic.folder, 'usb');
  await clinic.add('clinic-a', 0, ['--in-place', '--backup', usb]);
  await clinic.cli(['backup']);
  folder = join(usb, 'clinic-a', readdirSync(join(usb, 'clinic-a'))[0] ?? '');
});
afterAll(() => clinic.close());

/** As on a machine that has nothing but the service's address. */
function anew(): void {
  const { api, weborca, caFile: ca } = clinic.simulator;
  rmSync(join(clinic.home, 'config', 'store'), { recursive: true });
  writeConfig(clinic.home, { services: { rehearsal: { api, weborca, ca } } });
}

function entry(): unknown {
  const config = JSON.parse(readFileSync(join(clinic.home, 'config', 'config.json'), 'utf8'));
  return config.certificates['clinic-a'];
}

test('on a terminal, what else the backup says is shown, and taken over when it is right', async () => {
  anew();
  const { code, screen } = await inTerminal(
    clinic.home,
    ['restore', folder],
    [['取り込みますか?', 'y\r']],
  );
  expect(code).toBe(0);
  expect(screen).toContain(`pkcs12 path=${clinic.p12(0)}`);
  expect(entry()).toMatchObject({
    service: 'rehearsal',
    backups: [join(clinic.folder, 'usb')],
    consumers: [{ kind: 'pkcs12', path: clinic.p12(0) }],
  });
});

test('elsewhere it is left out and listed, with the command that takes it', async () => {
  anew();
  const { code, stdout } = await clinic.cli(['restore', folder]);
  expect(code).toBe(0);
  expect(stdout).toContain('These settings in the backup were not restored');
  expect(stdout).toContain(join(clinic.folder, 'usb'));
  expect(entry()).toEqual({ service: 'rehearsal' });
  expect(stdout).toContain(`weborca-cert restore ${folder} --with-settings`);
  const taken = await clinic.cli(['restore', folder, '--with-settings']);
  expect(taken.stdout).not.toContain('Not taken over');
  expect(entry()).toMatchObject({ backups: [join(clinic.folder, 'usb')] });
});

test('a service that this machine does not have is refused, with two ways out', async () => {
  anew();
  writeConfig(clinic.home, {});
  const { code, stderr } = await clinic.cli(['restore', folder]);
  expect(code).toBe(2);
  expect(stderr).toContain('The backup uses the service rehearsal');
  expect(stderr).toContain('--service S');
});

test.each([
  ['ja', 'にはバックアップがありません。', 'その上の、証明書の名前のフォルダー'],
  ['en', 'contains no backup.', 'the one above it'],
] as const)(
  'a folder that is none is told as that, with what to look for: %s',
  async (lang, said, wayOut) => {
    const { code, stderr } = await clinic.cli(['restore', clinic.home], { lang });
    expect(code).toBe(1);
    expect(stderr).toContain(`${clinic.home} ${said}`);
    expect(stderr).toContain(wayOut);
  },
);
