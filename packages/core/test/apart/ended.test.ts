import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { forgetEnded, keepEnded, takeEnded } from '../../src/apart/ended.ts';
import type { RenewalResult } from '../../src/context.ts';
import { clinic, noon } from '../support/clinic.ts';

const result: RenewalResult = {
  name: 'clinic-a',
  outcome: 'renewed',
  old: null,
  new: null,
  verified: true,
  backups: [],
  consumers: [],
};
const kept = { verb: 'renew', at: noon, result } as const;
const dead = { isAlive: () => false };
const alive = { isAlive: () => true };

test('what nobody lives to tell of is taken over by one, and forgotten when it was told', async () => {
  const { context } = await clinic();
  const { id } = await keepEnded(context, kept, 0);
  const takers = await Promise.all([takeEnded(context, dead), takeEnded(context, dead)]);
  expect(takers.flatMap(({ ours }) => ours)).toEqual([{ id, ...kept }]);
  await forgetEnded(context, id);
  expect(await takeEnded(context, dead)).toEqual({ ours: [], others: false });
});

test('what another process is about to tell is left to it while it lives', async () => {
  const { context } = await clinic();
  await keepEnded(context, kept, context.effects.process.pid + 1);
  expect(await takeEnded(context, alive)).toEqual({ ours: [], others: true });
  expect((await takeEnded(context, dead)).ours).toHaveLength(1);
});

test('a minute later it is taken over all the same: the number may be another process’s by now', async () => {
  let now = noon;
  const { context } = await clinic({ now: () => now });
  const { pid } = context.effects.process;
  for (const teller of [pid, pid + 1]) await keepEnded(context, kept, teller);
  now = new Date(noon.getTime() + 59_000);
  expect(await takeEnded(context, alive)).toEqual({ ours: [], others: true });
  now = new Date(noon.getTime() + 61_000);
  expect((await takeEnded(context, alive)).ours).toHaveLength(2);
  expect(await takeEnded(context, alive)).toEqual({ ours: [], others: false });
});

test('what is no such file, or half of one, is passed over', async () => {
  const place = await clinic();
  const folder = place.at('own', 'ended');
  await mkdir(folder, { recursive: true });
  await writeFile(place.at('own', 'ended', 'note.txt'), 'somebody else’s');
  await writeFile(place.at('own', 'ended', `${'0'.repeat(16)}.0.1.json`), '{"id":');
  expect(await takeEnded(place.context, dead)).toEqual({ ours: [], others: false });
  expect(await readdir(folder)).toEqual(['note.txt']);
});
