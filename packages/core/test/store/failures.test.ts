import type { OpenFailure } from '../../src/context.ts';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Effects } from '../../src/effects.ts';
import { WeborcaError } from '../../src/errors.ts';
import {
  lastFailureOf,
  noteAftermath,
  noteFailure,
  openFailures,
  settleFailures,
  withFailuresCounted,
} from '../../src/store/failures.ts';
import { readHistory, remember } from '../../src/store/history.ts';
import { writtenWord } from '../../src/words/written.ts';
import { clinic, inDays, noon } from '../support/clinic.ts';
import { onWindows } from '../support/left-out.ts';

const busy = new WeborcaError('service-busy', { host: 'auth.example' });
const unreachable = new WeborcaError('service-unreachable', { host: 'a', reason: 'timeout' });
const inRequest = { step: 'request', error: busy } as const;

const at = (path: string) => new WeborcaError('backup-failed', { path, reason: 'missing' });

async function refuse(): Promise<never> {
  throw Object.assign(new Error('full'), { code: 'ENOSPC' });
}

async function place(changes: Partial<Effects> = {}) {
  const { context, at: inside, setClock } = await clinic(changes);
  const folder = inside('own', 'one');
  await mkdir(folder, { mode: 0o700 });
  const { effects } = context;
  const trail = async () =>
    withFailuresCounted(await readHistory(effects, folder), await openFailures(effects, folder));
  return { effects, folder, setClock, trail };
}

function failure(given: Partial<OpenFailure>): OpenFailure {
  return { ...inRequest, by: 'test', count: 1, since: noon, at: noon, ...given };
}

describe('a failure', () => {
  test('of an abandoned issuance is written with the word of every store that exists', async () => {
    const { effects, folder } = await place();
    const details = { host: 'a', reason: 'gone', issuance: 'abandoned' } as const;
    const error = new WeborcaError('download-failed', details);
    await noteFailure(effects, folder, { step: 'download', error });
    const [line] = await readHistory(effects, folder);
    expect(line?.facts['details']).toEqual({ ...details, issuance: 'given-up' });
    expect((await openFailures(effects, folder))[0]?.error.details).toEqual(details);
  });

  test('that comes again and again is one line, with how often and since when', async () => {
    const { effects, folder, setClock, trail } = await place();
    // In Wine each is a tenth of a second.
    const days = onWindows ? 40 : 400;
    for (let day = 0; day < days; day += 1) {
      setClock(inDays(day));
      await noteFailure(effects, folder, inRequest);
      // The other one comes in between: neither ends the other's counting.
      if (day % 2 === 1) await noteFailure(effects, folder, { ...inRequest, error: unreachable });
    }
    const onDisk = await readHistory(effects, folder);
    expect(onDisk).toHaveLength(2);
    expect(onDisk[0]).toMatchObject({
      at: noon,
      event: 'failed',
      facts: {
        by: 'test',
        step: 'request',
        code: 'service-busy',
        details: { host: 'auth.example' },
      },
    });
    expect(await trail()).toMatchObject([
      {
        at: inDays(days - 1),
        facts: { code: 'service-busy', count: days, since: noon.toISOString() },
      },
      { at: inDays(days - 1), facts: { code: 'service-unreachable', count: days / 2 } },
    ]);
  });

  test('ends with its own step alone, and stays in the history with its count', async () => {
    const { effects, folder, setClock, trail } = await place();
    await noteFailure(effects, folder, inRequest);
    setClock(inDays(1));
    await noteFailure(effects, folder, inRequest);
    await noteFailure(effects, folder, { step: null, error: unreachable });
    await settleFailures(effects, folder, ({ step }) => step === 'request');
    expect(await openFailures(effects, folder)).toMatchObject([{ step: null, count: 1 }]);
    await remember(effects, folder, 'renewed', {});
    setClock(inDays(30));
    await noteFailure(effects, folder, inRequest);
    expect(await trail()).toMatchObject([
      { at: inDays(1), facts: { code: 'service-unreachable' } },
      { at: inDays(1), facts: { code: 'service-busy', count: 2 } },
      { at: inDays(1), event: 'renewed' },
      { at: inDays(30), facts: { code: 'service-busy' } },
    ]);
  });

  test.each(['backup', 'deploy'] as const)('of one of two places of %s', async (step) => {
    const { effects, folder } = await place();
    await noteAftermath(effects, folder, step, [at('/a'), at('/b')]);
    await noteAftermath(effects, folder, step, [at('/b')]);
    expect(await openFailures(effects, folder)).toMatchObject([
      { step, count: 2, error: { details: { path: '/b' } } },
    ]);
    await noteAftermath(effects, folder, step, []);
    expect(await openFailures(effects, folder)).toEqual([]);
  });

  test('that a person made by stopping is none', async () => {
    const { effects, folder, trail } = await place();
    const error = new WeborcaError('interrupted', { during: 'lock' });
    await noteFailure(effects, folder, { step: null, error });
    expect(await trail()).toEqual([]);
  });

  test('is written down within bounds, without the arguments of a person’s own command', async () => {
    const { effects, folder } = await place();
    const commonName = 'x'.repeat(60_000);
    const reasons = Array.from({ length: 500 }, () => writtenWord(commonName));
    const unfit = new WeborcaError('issued-certificate-unfit', { reasons, commonName });
    await noteFailure(effects, folder, { step: 'check', error: unfit });
    const path = '/usr/bin/tell --token hunter2hunter2';
    const details = { kind: 'command', path, reason: 'program-failed' } as const;
    const command = new WeborcaError('consumer-failed', details);
    await noteAftermath(effects, folder, 'deploy', [command]);
    await noteAftermath(effects, folder, 'deploy', [command]);
    const all = [
      await readFile(join(folder, 'history.jsonl'), 'utf8'),
      ...(await Promise.all(
        (await readdir(join(folder, 'failures'))).map((name) =>
          readFile(join(folder, 'failures', name), 'utf8'),
        ),
      )),
    ].join('\n');
    expect(all.length).toBeLessThan(60_000);
    expect(all).not.toContain('hunter2');
    expect(await openFailures(effects, folder)).toContainEqual(
      expect.objectContaining({ step: 'deploy', count: 2 }),
    );
  });

  test('does not wait for the disk', async () => {
    const { effects, folder } = await place();
    const files = { ...effects.files, syncFile: refuse, syncDirectory: refuse };
    await noteFailure({ ...effects, files }, folder, inRequest);
    await noteFailure({ ...effects, files }, folder, inRequest);
    await settleFailures({ ...effects, files }, folder, () => true);
    expect(await readHistory(effects, folder)).toHaveLength(2);
  });

  test('on a disk that takes no new file is one line all the same, and no trouble', async () => {
    const { effects, folder } = await place();
    const full = { ...effects, files: { ...effects.files, create: refuse } };
    for (const error of [busy, busy, unreachable, busy]) {
      await noteFailure(full, folder, { step: 'request', error });
    }
    expect(await readHistory(effects, folder)).toHaveLength(3);
    await noteFailure(effects, join(folder, 'nowhere'), inRequest);
    expect(await openFailures(effects, join(folder, 'nowhere'))).toEqual([]);
  });

  test.each(['', '[]', '{"at":', '{"code": "a-later-one"}'])(
    'whose record is %j is left out',
    async (text) => {
      const { effects, folder } = await place();
      await noteFailure(effects, folder, inRequest);
      await writeFile(join(folder, 'failures', 'request.service-busy.json'), text);
      expect(await openFailures(effects, folder)).toEqual([]);
    },
  );
});

describe('the last failure', () => {
  const consumer = new WeborcaError('consumer-failed', {
    kind: 'pem',
    path: '/c',
    reason: 'program-failed',
  });

  test.each<[string, readonly OpenFailure[], string | null]>([
    ['none', [], null],
    ['the latest', [failure({ step: 'check' }), failure({ at: inDays(1) })], 'request'],
    [
      'the renewal’s own before what follows it',
      [failure({ step: 'backup', at: inDays(2) }), failure({})],
      'request',
    ],
    ['what follows it', [failure({ step: 'backup' })], 'backup'],
    ['before the first step', [failure({ step: null })], null],
  ])('is %s', (_, failures, step) => {
    const last = lastFailureOf(failures, []);
    expect(last?.step ?? null).toBe(step);
    expect(last === null).toBe(failures.length === 0);
  });

  test('is not of a consumer that somebody has seen to meanwhile', () => {
    const failures = [failure({ step: 'deploy', error: consumer })];
    expect(lastFailureOf(failures, [{ path: '/c', state: 'behind' }])).not.toBeNull();
    expect(lastFailureOf(failures, [{ path: '/c', state: 'current' }])).toBeNull();
  });
});
