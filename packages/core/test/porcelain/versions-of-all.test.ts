import { expect, test, vi } from 'vitest';
import { versions, versionsOfAll } from '../../src/porcelain/versions.ts';
import { kept, useCertificates } from './support/kept.ts';

// Real files and keys, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const certificates = useCertificates();

test('tells of every certificate what versions tells of one, with its own thresholds', async () => {
  const place = await kept(certificates(), { renewWithin: '15%' });
  await place.put('old');
  await place.put('renewed');
  const [only, ...others] = await versionsOfAll(place.context);
  expect(others).toEqual([]);
  expect(only).toMatchObject({
    name: 'clinic-a',
    thresholds: { due: { unit: 'percent', value: 15 } },
  });
  expect(only?.versions).toHaveLength(2);
  expect(only?.versions).toEqual(await versions(place.context, 'clinic-a'));
});
