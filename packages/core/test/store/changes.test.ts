import { readFile, rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { tickConsumers } from '../../src/porcelain/consumers.ts';
import { announceChange, changesFile } from '../../src/store/store.ts';
import { clinic, inDays } from '../support/clinic.ts';

test('whoever worked at a certificate has touched the one file that is watched', async () => {
  let now = new Date('2026-11-22T03:00:00Z');
  const place = await clinic({ now: () => now });
  await place.configure({ 'clinic-a': { consumers: [{ kind: 'manual', label: 'reception' }] } });
  await place.store('clinic-a', { notAfter: inDays(45) });
  const file = changesFile(place.context.places.storeDir);
  await tickConsumers(place.context, 'clinic-a', null);
  const first = await readFile(file, 'utf8');
  now = new Date('2026-11-22T03:00:01Z');
  await tickConsumers(place.context, 'clinic-a', null);
  expect(await readFile(file, 'utf8')).not.toBe(first);
});

test('it brings no folder back that was removed, and fails nobody', async () => {
  const place = await clinic();
  await rm(place.at('own', 'store'), { recursive: true, force: true });
  await announceChange(place.context.effects, place.context.places.storeDir);
  await expect(readFile(changesFile(place.context.places.storeDir))).rejects.toMatchObject({
    code: 'ENOENT',
  });
});
