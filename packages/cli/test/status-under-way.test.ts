import type { FaultName } from '@weborca-cert/simulator';
import { afterEach, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';

let clinic: Clinic;
afterEach(() => clinic.close());

async function statusAfter(fault: FaultName): Promise<string> {
  clinic = await openClinic();
  await clinic.add('clinic-a');
  clinic.simulator.arm(fault, 99);
  expect((await clinic.cli(['renew'])).code).toBe(1);
  return (await clinic.cli(['status'])).stdout;
}

test('after a request without an answer, status does not say to renew at once', async () => {
  const stdout = await statusAfter('post-cut-after');
  expect(stdout).toContain('clinic-a: the outcome of the last request is unknown.');
  expect(stdout).toContain('Wait at least an hour');
  expect(stdout).not.toContain('renew it with');
});

test('with a certificate issued and not yet fetched, status says what goes on', async () => {
  const stdout = await statusAfter('get-500');
  expect(stdout).toContain(
    'clinic-a: a renewal is unfinished. Continue it with weborca-cert renew clinic-a.',
  );
});
