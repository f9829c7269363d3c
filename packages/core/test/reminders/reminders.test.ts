import { readFile, stat, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createContext } from '../../src/porcelain/create-context.ts';
import { dueReminders, markReminded, muteReminders } from '../../src/porcelain/reminders.ts';
import { clinic, inDays } from '../support/clinic.ts';

const names = (reminders: readonly { name: string; days: number }[]): readonly string[] =>
  reminders.map(({ name, days }) => `${name} ${days}`);

async function withTwo() {
  const place = await clinic();
  await place.configure({ 'clinic-a': {}, 'clinic-b': {} });
  await place.store('clinic-a', { notAfter: inDays(45) });
  await place.store('clinic-b', { notAfter: inDays(400) });
  return place;
}

test('the first look records and says nothing', async () => {
  const { context, setClock } = await withTwo();
  expect(await dueReminders(context)).toEqual([]);
  expect(await dueReminders(context)).toEqual([]);
  setClock(inDays(20));
  expect(names(await dueReminders(context))).toEqual(['clinic-a 30']);
});

test('said until it is claimed, and claimed by one alone', async () => {
  const place = await withTwo();
  await dueReminders(place.context);
  place.setClock(inDays(20));
  const due = await dueReminders(place.context);
  expect(names(await dueReminders(place.context))).toEqual(['clinic-a 30']);
  const windows = Array.from({ length: 5 }, () =>
    createContext({ command: 'window', effects: place.context.effects }),
  );
  const claimed = await Promise.all(windows.map((window) => markReminded(window, due)));
  expect(claimed.flat()).toHaveLength(1);
  expect(await dueReminders(place.context)).toEqual([]);
  place.setClock(inDays(31));
  expect(names(await dueReminders(place.context))).toEqual(['clinic-a 14']);
});

test('quiet is for every window, and can be taken back', async () => {
  const { context, setClock } = await withTwo();
  await dueReminders(context);
  setClock(inDays(20));
  const due = await dueReminders(context);
  await muteReminders(context);
  expect(await dueReminders(context)).toEqual([]);
  expect(await markReminded(context, due)).toEqual([]);
  await muteReminders(context, false);
  expect(names(await dueReminders(context))).toEqual(['clinic-a 30']);
});

test('a broken file is no first look and no end', async () => {
  const { context, at } = await withTwo();
  await writeFile(at('own', 'reminders.json'), '{"reminded": [');
  expect(names(await dueReminders(context))).toEqual(['clinic-a 90']);
});

test('what is remembered is owner-only, holds no name, and forgets what has expired', async () => {
  const { context, at, setClock } = await withTwo();
  await dueReminders(context);
  const file = at('own', 'reminders.json');
  const first = await readFile(file, 'utf8');
  expect(first).not.toContain('clinic');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  setClock(inDays(350));
  await markReminded(context, await dueReminders(context));
  const { reminded }: { reminded: object } = JSON.parse(await readFile(file, 'utf8'));
  expect(Object.values(reminded)).toEqual([{ days: 90, notAfter: inDays(400).toISOString() }]);
});
