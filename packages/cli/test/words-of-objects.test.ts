import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic();
  await clinic.add('clinic-a');
});
afterAll(() => clinic.close());

// Every object has these; none of them is a flag, a command or a certificate.
const words = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__'];

test.each(words)('%s is a name like any other', async (word) => {
  for (const command of ['renew', 'status', 'backup', 'check', 'verify', 'deploy']) {
    const { code, stdout } = await clinic.cli([command, word, '--json']);
    expect({ command, code, told: JSON.parse(stdout).error?.code }).toEqual({
      command,
      code: 2,
      told: 'name-unknown',
    });
  }
  expect((await clinic.cli(['uninstall', word, '--yes'])).code).toBe(2);
  expect((await clinic.cli([word])).code).toBe(2);
  expect(clinic.simulator.requests).toEqual([]);
});
