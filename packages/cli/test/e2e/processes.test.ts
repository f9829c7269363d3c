import { afterEach, expect, test } from 'vitest';
import { isLongRun, sweepingWithin } from '../../../core/test/support/sweep.ts';
import { openProcessClinic, type ProcessClinic } from './support/process-clinic.ts';
import { expectFinished, expectPromise } from './support/promise.ts';

/** Side by side; the first hundreds of milliseconds of a process are its start. */
const atOne = isLongRun ? 50 : 10;
const atMany = isLongRun ? 20 : 6;

let clinic: ProcessClinic | null = null;

afterEach(async () => {
  await clinic?.close();
  clinic = null;
});

test(
  `${atOne} processes at one certificate: one request`,
  { timeout: sweepingWithin(300_000) },
  async () => {
    clinic = await openProcessClinic(1);
    const [place] = clinic.places;
    if (place === undefined) throw new Error('no place');
    const runs = await Promise.all(Array.from({ length: atOne }, async () => place.run()));
    const told = runs.map(({ outcome, code, stderr }) => `${outcome} ${code} ${stderr}`);
    expect(told.toSorted()).toEqual([
      ...Array.from({ length: atOne - 1 }, () => 'not-due null '),
      'renewed null ',
    ]);
    expect(place.posts()).toBe(1);
    await expectPromise(place, [place.issued()[0]?.pass ?? '']);
    await expectFinished(place, place.issued()[0]?.fingerprint ?? 'none');
  },
);

test(
  `${atMany} certificates of one home in as many processes`,
  { timeout: sweepingWithin(300_000) },
  async () => {
    clinic = await openProcessClinic(atMany, { homes: 'shared' });
    const { places, simulator } = clinic;
    const runs = await Promise.all(places.map(async (place) => place.run()));
    for (const run of runs) {
      expect(run).toMatchObject({ outcome: 'renewed', code: null, stderr: '' });
    }
    expect(simulator.issuances).toHaveLength(atMany);
    for (const place of places) {
      const [issued] = place.issued();
      expect(place.posts()).toBe(1);
      await expectPromise(place, [issued?.pass ?? '']);
      await expectFinished(place, issued?.fingerprint ?? 'none');
    }
  },
);
