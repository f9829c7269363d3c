import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';

let clinic: Clinic;
beforeEach(async () => {
  clinic = await openClinic();
  await clinic.add('clinic-a', 0, ['--in-place']);
});
afterEach(() => clinic.close());

test('what somebody has to do by hand is not said to be done', async () => {
  await clinic.cli(['consumers', 'add', 'clinic-a', 'manual', 'label=reception PC']);
  const { code, stdout, stderr } = await clinic.cli(['renew']);
  expect(code).toBe(0);
  expect(stderr).toContain('reception PC (still to be done by hand)');
  expect(stdout).toContain(
    'Still to be done by hand: reception PC\nWhen it is done, run weborca-cert consumers done clinic-a.',
  );
});

test('a kind names its only consumer, and never several', async () => {
  for (const label of ['PC 1', 'PC 2']) {
    await clinic.cli(['consumers', 'add', 'clinic-a', 'manual', `label=${label}`]);
  }
  const several = await clinic.cli(['consumers', 'remove', 'clinic-a', 'manual']);
  expect(several.code).toBe(2);
  expect(several.stderr).toContain('There are several consumers of the kind manual');
  expect((await clinic.cli(['consumers', 'remove', 'clinic-a', 'PC 1'])).code).toBe(0);
  const { stdout } = await clinic.cli(['consumers', 'remove', 'clinic-a', 'manual', '--json']);
  expect(JSON.parse(stdout).consumers).toMatchObject([{ kind: 'pkcs12' }]);
});

test('a record that cannot be read is named, with the way out', async () => {
  const folder = join(clinic.home, 'config', 'store', 'clinic-a', 'consumers');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'switch.json'), 'garbage', { mode: 0o600 });
  const { code, stderr } = await clinic.cli(['renew']);
  expect(code).toBe(1);
  expect(stderr).toContain(join(folder, 'switch.json'));
  expect(stderr).toContain('Move the unreadable record elsewhere');
});

test('without an address it is the request that stops', async () => {
  const file = join(clinic.home, 'config', 'config.json');
  writeFileSync(file, JSON.stringify({ certificates: { 'clinic-a': { service: 'production' } } }));
  const { stderr } = await clinic.cli(['renew', 'clinic-a']);
  expect(stderr).toMatch(/✖ Request +.*\[service-not-configured\]/);
});

test('a consumer that is not there yet is not said to have the old certificate', async () => {
  const path = join(clinic.folder, 'later.p12');
  await clinic.cli(['consumers', 'add', 'clinic-a', 'pkcs12', `path=${path}`]);
  const { stdout } = await clinic.cli(['status']);
  expect(stdout).toContain(`${path}  not found`);
  expect(stdout).not.toContain('old certificate');
});
