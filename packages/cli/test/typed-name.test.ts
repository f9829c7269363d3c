import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic();
  await clinic.add('Clinic');
});
afterAll(() => clinic.close());

// No two names differ in case or width alone, and on Windows people type in any.
test.each([
  ['status'],
  ['versions'],
  ['path'],
  ['password', '--yes'],
  ['consumers list'],
  ['consumers add', 'manual', 'label=reception'],
  ['consumers done'],
  ['consumers remove', 'manual'],
  ['renew', '--rehearse'],
  ['backup', '--to', 'backup'],
  ['verify'],
  ['rename', 'ＣＬＩＮＩＣ-b'],
])('%s CLINIC is about Clinic', async (command, ...more) => {
  const words = [...command.split(' '), 'CLINIC', ...more];
  const { code, stdout } = await clinic.cli([...words, '--json'], { cwd: clinic.folder });
  expect(stdout).not.toContain('name-unknown');
  expect(code).toBe(0);
  expect(stdout).toContain('"Clinic"');
});

test('a name that nothing has is unknown', async () => {
  const { code, stdout } = await clinic.cli(['versions', 'KLINIK', '--json']);
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'name-unknown' } });
});
