import {
  copyFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { RenewalResult } from '../../src/context.ts';
import { loadConfiguration } from '../../src/configuration/load.ts';
import { renew } from '../../src/porcelain/renew.ts';
import { surroundingsOf } from '../../src/renewal/surroundings.ts';
import { kept, useCertificates } from '../porcelain/support/kept.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const certificates = useCertificates();

/** Changed long ago, as everything on a machine of a day's age. */
async function age(path: string): Promise<void> {
  const at = new Date(Date.now() - 3_600_000);
  await utimes(path, at, at);
}

/** A certificate with a file that uses it and a place for backups, looked at until it rests. */
async function resting() {
  const entry = { renewWithin: '1d', consumers: [{ kind: 'pkcs12', path: '~/certs/client.p12' }] };
  const place = await kept(certificates(), { ...entry, backups: ['~/usb'] }, ['renewed']);
  await mkdir(place.at('usb'));
  await mkdir(place.at('certs'));
  const file = place.at('certs', 'client.p12');
  await writeFile(file, certificates().renewed.p12);
  await age(file);
  const run = async (): Promise<RenewalResult & { looked: boolean; told: readonly string[] }> => {
    const told: string[] = [];
    const observe = (event: { kind: string; step?: string }): void => {
      told.push(`${event.kind} ${event.step ?? ''}`);
    };
    const context = { ...place.context, observe };
    const [result] = await renew(context, [], { force: false, dryRun: false });
    if (result === undefined) throw new Error('no result');
    return { ...result, looked: told.includes('started adopt'), told };
  };
  const first = await run();
  const backup = first.backups[0]?.path ?? '';
  // What has just been written is looked at once more.
  expect(await run()).toMatchObject({ looked: true });
  for (const name of await readdir(backup)) await age(join(backup, name));
  await age(file);
  const last = await run();
  expect(last).toMatchObject({ outcome: 'not-due', looked: true });
  expect(last.error).toBeUndefined();
  expect(await run()).toMatchObject({ looked: false });
  return { ...place, file, backup, last, run };
}

test.each([
  ['a store of the system', { kind: 'nss', path: '~/nssdb' }, false],
  ['a program that is started', { kind: 'command', run: ['/bin/true'] }, true],
])('what rests is never what only %s can tell', async (_, consumer, rests) => {
  const { context } = await kept(certificates(), { consumers: [consumer] }, ['renewed']);
  const { certificates: all } = await loadConfiguration(context.effects, context.places);
  const session = { context, certificate: all.get('clinic-a'), folder: context.places.stateDir };
  const aftermath = { backups: [], consumers: [{ ...consumer, state: 'current' }] };
  const around = await Reflect.apply(surroundingsOf, null, [session, aftermath, new Date()]);
  expect(around !== null).toBe(rests);
});

describe('a certificate with consumers and backups that is not due', () => {
  test('is told as by a run that looks for itself', async () => {
    const { run, last } = await resting();
    const { looked, told, ...result } = await run();
    expect(looked).toBe(false);
    const { looked: _, told: before, ...wanted } = last;
    expect(result).toEqual({
      ...wanted,
      backups: wanted.backups.map(({ path, ok }) => ({ path, ok })),
      consumers: wanted.consumers.map(({ id, kind, path, state }) => ({ id, kind, path, state })),
    });
    expect(told).toEqual(before.filter((one) => one !== 'started adopt'));
  });

  test.each<[string, (at: Awaited<ReturnType<typeof resting>>) => Promise<unknown>]>([
    ['the file of a consumer is another one', ({ file }) => writeFile(file, 'not a .p12')],
    ['it is gone', ({ file }) => rm(file)],
    [
      'it is the same size, and was changed',
      async ({ file }) => {
        const bytes = await readFile(file);
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
        await writeFile(file, bytes);
      },
    ],
    ['somebody has put a renewed one beside it', ({ file }) => copyFile(file, `${file}.20261122`)],
    ['a part of the backup is gone', ({ backup }) => rm(join(backup, 'password.txt'))],
    ['the drive with the backups is away', ({ at }) => rename(at('usb'), at('elsewhere'))],
    [
      'a switch of files was cut off',
      ({ context, file }) =>
        writeFile(
          join(context.places.storeDir, 'clinic-a', 'consumers', 'switch.json'),
          JSON.stringify({ schemaVersion: 2, sets: [], file }),
        ),
    ],
    [
      'the configuration names something else',
      ({ configure, at }) =>
        configure({ 'clinic-a': { renewWithin: '1d', backups: [at('usb')], consumers: [] } }),
    ],
    [
      'what is remembered of consumers was written by somebody else',
      ({ context }) =>
        writeFile(join(context.places.storeDir, 'clinic-a', 'consumers', 'state.json'), '{}'),
    ],
  ])('is looked at when %s', async (_, change) => {
    const at = await resting();
    await change(at);
    expect(await at.run()).toMatchObject({ looked: true });
  });

  test('is left alone when something else lies in the folder', async () => {
    const { run, file } = await resting();
    await writeFile(join(dirname(file), 'another.p12.20261122'), 'x');
    expect(await run()).toMatchObject({ looked: false });
  });
});
