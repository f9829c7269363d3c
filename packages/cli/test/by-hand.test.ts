import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';

let clinic: Clinic;
let told: string;
beforeAll(async () => {
  clinic = await openClinic({ daysLeft: 45, clients: 2 });
  await clinic.add('clinic-a', 0);
  await clinic.add('clinic-b', 1);
  told = join(clinic.folder, 'told.txt');
  const script = join(clinic.folder, 'tell.mjs');
  writeFileSync(
    script,
    `import { appendFileSync } from 'node:fs';
const { WEBORCA_CERT_NAME: name, WEBORCA_CERT_OUTCOME: outcome } = process.env;
appendFileSync(${JSON.stringify(told)}, name + ' ' + outcome + '\\n');`,
  );
  const onFailure = [process.execPath, script];
  const entry = { service: 'rehearsal', onFailure };
  writeConfig(clinic.home, {
    services: { rehearsal: { weborca: null, site: 'https://site.example/' } },
    certificates: { 'clinic-a': entry, 'clinic-b': entry },
  });
  appendFileSync(told, '');
});
afterAll(() => clinic.close());

test('without an address the schedule reminds on its days, and is well on all others', async () => {
  const run = ['renew', '--all', '--quiet', '--scheduled'];
  expect((await clinic.cli(run)).code).toBe(1);
  expect(readFileSync(told, 'utf8')).toBe('clinic-a by-hand\nclinic-b by-hand\n');
  const again = await clinic.cli(run);
  expect(again).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(readFileSync(told, 'utf8')).toBe('clinic-a by-hand\nclinic-b by-hand\n');
  const status = JSON.parse((await clinic.cli(['schedule', 'status', '--json'])).stdout);
  expect(status.lastRun).toMatchObject({ certificates: 2, byHand: 2, failed: 0 });
  const { stdout } = await clinic.cli(['history', 'clinic-a']);
  expect(stdout).toContain('reminded: to be renewed by hand');
});

test('a person’s run without names is no failure and reminds of nothing; check stays 10', async () => {
  rmSync(told, { force: true });
  rmSync(join(clinic.home, 'config', 'reminders-by-hand.json'), { force: true });
  for (const args of [['renew'], ['renew', '--all'], ['renew', '--dry-run'], ['renew', '--json']]) {
    expect({ args, code: (await clinic.cli(args)).code }).toEqual({ args, code: 0 });
  }
  const { stdout } = await clinic.cli(['renew', '--json']);
  expect(JSON.parse(stdout).results).toMatchObject([
    { outcome: 'by-hand' },
    { outcome: 'by-hand' },
  ]);
  expect(stdout).not.toContain('"error"');
  expect(existsSync(told)).toBe(false);
  expect((await clinic.cli(['check'])).code).toBe(10);
});

test('a person who names one is led to the site, as a failure', async () => {
  const { code, stderr } = await clinic.cli(['renew', 'clinic-a']);
  expect(code).toBe(1);
  expect(stderr).toContain('[service-not-configured]');
});

test('a rehearsal follows: what waits for a person is no failure of the day', async () => {
  const { code, stdout } = await clinic.cli(['renew', '--rehearse', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    results: [{ outcome: 'by-hand' }, { outcome: 'by-hand' }],
    failing: [],
    withoutApi: ['clinic-a', 'clinic-b'],
  });
  const named = await clinic.cli(['renew', 'clinic-a', '--rehearse']);
  expect(named.code).toBe(1);
});
