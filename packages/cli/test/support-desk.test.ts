import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import { unixOnly } from '../../core/test/support/left-out.ts';

// As somebody pastes it: with a line end, a colour and an override of the direction.
const support = { name: ' 青葉\u001B[31mシステム\n ', phone: '03-0000-0000\u202E' };
const name = '青葉\ufffd[31mシステム';
const phone = '03-0000-0000\ufffd';

let clinic: Clinic;
let backups: string;
let told: string;
beforeAll(async () => {
  clinic = await openClinic({ daysLeft: 45 });
  await clinic.add('clinic-a', 0);
  backups = join(clinic.folder, 'backups');
  told = join(clinic.folder, 'told.json');
  const script = join(clinic.folder, 'tell.mjs');
  writeFileSync(
    script,
    `import { writeFileSync } from 'node:fs';
const { WEBORCA_CERT_SUPPORT_NAME: name, WEBORCA_CERT_SUPPORT_PHONE: phone } = process.env;
writeFileSync(${JSON.stringify(told)}, JSON.stringify({ name, phone }));`,
  );
  writeConfig(clinic.home, {
    support,
    services: { rehearsal: { weborca: null, site: 'https://site.example/' } },
    certificates: {
      'clinic-a': { service: 'rehearsal', onFailure: [process.execPath, script] },
    },
  });
});
afterAll(() => clinic.close());

test.each([
  ['en', `Whom to call: ${name}, ${phone}`],
  ['ja', `お問い合わせ先: ${name} (電話 ${phone})`],
])('a failure ends in whom to call, once (%s)', async (lang, line) => {
  const { code, stderr } = await clinic.cli(['renew', 'clinic-a', '--lang', lang]);
  expect(code).toBe(1);
  expect(stderr.split(line)).toHaveLength(2);
  expect(stderr.trimEnd().endsWith(line)).toBe(true);
  expect(JSON.parse(readFileSync(told, 'utf8'))).toEqual({ name, phone });
  const unknown = await clinic.cli(['renew', 'clinic-z', '--lang', lang]);
  expect(unknown.stderr.trimEnd().endsWith(line)).toBe(true);
});

test('--json has it in one field, and only with a failure', async () => {
  const failed = await clinic.cli(['renew', 'clinic-a', '--json']);
  expect(JSON.parse(failed.stdout)).toMatchObject({ support: { name, phone } });
  expect(failed.stdout.split('03-0000-0000')).toHaveLength(2);
  const stopped = await clinic.cli(['renew', 'clinic-z', '--json']);
  expect(JSON.parse(stopped.stdout)).toMatchObject({ support: { name, phone } });
  const well = await clinic.cli(['status', '--json']);
  expect(well.stdout).not.toContain('03-0000-0000');
});

test('also below what a command tells in its own words', async () => {
  const some = join(clinic.folder, 'some');
  mkdirSync(some);
  writeFileSync(join(some, 'photo.p12'), 'holiday');
  const line = `Whom to call: ${name}, ${phone}`;
  for (const args of [
    ['add', some],
    ['site', '--due', '--downloads', join(clinic.folder, 'nowhere')],
    ['receive', join(some, '*.p12')],
  ]) {
    const { code, stderr } = await clinic.cli(args);
    expect({ args, code, told: stderr.split(line).length }).toEqual({ args, code: 1, told: 2 });
    const json = JSON.parse((await clinic.cli([...args, '--json'])).stdout);
    expect({ args, json }).toMatchObject({ args, json: { support: { name, phone } } });
  }
});

test('nobody is called for a word that was mistyped', async () => {
  const { code, stderr } = await clinic.cli(['renew', '--alll']);
  expect(code).toBe(2);
  expect(stderr).not.toContain('03-0000-0000');
});

test('README.txt of a backup, the sheet and the doctor say it, the shared report does not', async () => {
  expect((await clinic.cli(['backup', 'clinic-a', '--to', backups])).code).toBe(0);
  const [made = ''] = readdirSync(join(backups, 'clinic-a'));
  const readme = readFileSync(join(backups, 'clinic-a', made, 'README.txt'), 'utf8');
  expect(readme).toContain(`お問い合わせ先: ${name} (電話 ${phone})\r\n`);
  expect(readme).toContain(`Whom to call: ${name}, ${phone}\r\n`);
  const sheet = await clinic.cli(['report', '--html', '--lang', 'ja']);
  expect(sheet.stdout).toContain(`<b>お問い合わせ先: ${name} (電話 ${phone})</b>`);
  expect((await clinic.cli(['doctor'])).stdout).toContain(`Whom to call: ${name}, ${phone}`);
  const shared = await clinic.cli(['doctor', '--share']);
  expect(shared.stdout).not.toContain('青葉');
  expect(shared.stdout).not.toContain('03-0000');
});

test.skipIf(process.platform === 'win32')(
  `the desktop shows it below what failed${unixOnly}`,
  async () => {
    const bin = join(clinic.folder, 'bin');
    const shown = join(clinic.folder, 'shown.txt');
    mkdirSync(bin);
    writeFileSync(join(bin, 'notify-send'), `#!/bin/sh\nprintf '%s\\n' "$@" > '${shown}'\n`);
    chmodSync(join(bin, 'notify-send'), 0o755);
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
    const line = `Whom to call: ${name}, ${phone}\n`;
    for (const args of [
      ['renew', 'clinic-a'],
      ['renew', '--all'],
      ['renew', 'clinic-a'],
    ]) {
      rmSync(shown, { force: true });
      await clinic.cli([...args, '--scheduled'], { env });
      expect(readFileSync(shown, 'utf8').endsWith(line)).toBe(true);
    }
  },
);
