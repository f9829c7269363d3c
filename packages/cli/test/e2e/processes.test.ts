import { afterEach, expect, test } from 'vitest';
import { openProcessClinic, type ProcessClinic } from './support/process-clinic.ts';
import { expectFinished, expectPromise } from './support/promise.ts';

let clinic: ProcessClinic | null = null;

afterEach(async () => {
  await clinic?.close();
  clinic = null;
});

test('50 processes at one certificate: one request', { timeout: 300_000 }, async () => {
  clinic = await openProcessClinic(1);
  const [place] = clinic.places;
  if (place === undefined) throw new Error('no place');
  const runs = await Promise.all(Array.from({ length: 50 }, async () => place.run()));
  const told = runs.map(({ outcome, code, stderr }) => `${outcome} ${code} ${stderr}`);
  expect(told.toSorted()).toEqual([
    ...Array.from({ length: 49 }, () => 'not-due null '),
    'renewed null ',
  ]);
  expect(place.posts()).toBe(1);
  await expectPromise(place, [place.issued()[0]?.pass ?? '']);
  await expectFinished(place, place.issued()[0]?.fingerprint ?? 'none');
});

test('20 certificates of one home in 20 processes', { timeout: 300_000 }, async () => {
  clinic = await openProcessClinic(20, { homes: 'shared' });
  const { places, simulator } = clinic;
  const runs = await Promise.all(places.map(async (place) => place.run()));
  for (const run of runs) {
    expect(run).toMatchObject({ outcome: 'renewed', code: null, stderr: '' });
  }
  expect(simulator.issuances).toHaveLength(20);
  for (const place of places) {
    const [issued] = place.issued();
    expect(place.posts()).toBe(1);
    await expectPromise(place, [issued?.pass ?? '']);
    await expectFinished(place, issued?.fingerprint ?? 'none');
  }
});
