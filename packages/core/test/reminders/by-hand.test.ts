import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { RenewalResult } from '../../src/context.ts';
import { history } from '../../src/porcelain/history.ts';
import { remindByHand } from '../../src/porcelain/by-hand.ts';
import { dueReminders } from '../../src/porcelain/reminders.ts';
import { reminderDays } from '../../src/reminders/decide.ts';
import { clinic, inDays, type Clinic } from '../support/clinic.ts';
import { standIn } from '../support/pairs.ts';

/** Counts what `onFailure` was told; `exitCode` is how it ends. */
async function withCommand(place: Clinic, exitCode = 0): Promise<readonly string[]> {
  await mkdir(place.at('bin'), { recursive: true });
  const tool = place.at('bin', 'tell');
  const script = `#!/bin/sh\nenv | grep ^WEBORCA_CERT_ >> "$1"\nexit ${exitCode}\n`;
  await writeFile(tool, script);
  await chmod(tool, 0o755);
  return [tool, place.at('told.txt')];
}

const toldOf = async (place: Clinic): Promise<string> => {
  const text = await readFile(place.at('told.txt'), 'utf8').catch(() => '');
  await rm(place.at('told.txt'), { force: true });
  return text;
};

function waiting(place: Clinic, name: string, notAfter: Date): RenewalResult {
  const { facts } = standIn({ notAfter, notBefore: inDays(-1000) });
  const daysLeft = Math.floor((+notAfter - +place.context.effects.now()) / 86_400_000);
  return {
    name,
    outcome: 'by-hand',
    old: { ...facts, daysLeft },
    new: null,
    verified: null,
    backups: [],
    consumers: [],
    byHand: { service: 'production', site: new URL('https://site.example/') },
  };
}

test('over ninety daily runs a person is told on the days of the one list, once each', async () => {
  const place = await clinic();
  await place.configure({ 'clinic-a': { onFailure: await withCommand(place) } });
  const notAfter = inDays(90.5);
  await place.store('clinic-a', { notAfter });
  const { old, ...rest } = waiting(place, 'clinic-a', notAfter);
  const daysTold: number[] = [];
  for (let day = 0; day <= 90; day++) {
    place.setClock(inDays(day + 0.25));
    const daysLeft = 90 - day;
    const result = { ...rest, old: old === null ? null : { ...old, daysLeft } };
    const { names, troubles } = await remindByHand(place.context, [result], 'en');
    expect(troubles).toEqual([]);
    const told = await toldOf(place);
    expect(told !== '').toBe(names.length === 1);
    if (names.length === 0) continue;
    daysTold.push(daysLeft);
    expect(told).toContain('WEBORCA_CERT_OUTCOME=by-hand\n');
    expect(told).toContain('WEBORCA_CERT_CODE=\n');
    expect(told).toContain('WEBORCA_CERT_HINT=Open the management site https://site.example/');
  }
  // 90.25 days are left in the first run, so the threshold of 90 days is passed in the next.
  expect(daysTold).toEqual(reminderDays.map((days) => days - 1));
  const [trail] = await history(place.context, ['clinic-a']);
  expect(trail?.entries.filter(({ event }) => event === 'by-hand')).toHaveLength(7);
});

test('what a window showed says nothing of the schedule, and the other way round', async () => {
  const place = await clinic();
  await place.configure({ 'clinic-a': {} });
  await place.store('clinic-a', { notAfter: inDays(45) });
  expect(await dueReminders(place.context)).toEqual([]);
  const { names } = await remindByHand(
    place.context,
    [waiting(place, 'clinic-a', inDays(45))],
    'ja',
  );
  expect(names).toEqual(['clinic-a']);
  place.setClock(inDays(20));
  expect(await dueReminders(place.context)).toMatchObject([{ days: 30 }]);
});

test('an onFailure that fails is told again in the next run', async () => {
  const place = await clinic();
  await place.configure({ 'clinic-a': { onFailure: await withCommand(place, 3) } });
  await place.store('clinic-a', { notAfter: inDays(45) });
  const result = waiting(place, 'clinic-a', inDays(45));
  const first = await remindByHand(place.context, [result], 'ja');
  expect(first.troubles).toMatchObject([{ name: 'clinic-a', error: { code: 'consumer-failed' } }]);
  expect((await remindByHand(place.context, [result], 'ja')).names).toEqual(['clinic-a']);
  await place.configure({ 'clinic-a': { onFailure: await withCommand(place) } });
  expect((await remindByHand(place.context, [result], 'ja')).names).toEqual(['clinic-a']);
  expect((await remindByHand(place.context, [result], 'ja')).names).toEqual([]);
});
