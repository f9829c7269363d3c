import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { acquireLock, type LockOwner } from '../../src/store/lock.ts';
import {
  formatLock,
  type LockRecord,
  readBoot,
  readStartTicks,
} from '../../src/store/lock-owner.ts';
import { recordingFileSystem } from '../support/file-operations.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { lockEffects, type LockEffects } from '../support/test-effects.ts';
import { linuxOnly } from '../support/left-out.ts';

const effects = lockEffects('weborca-cert renew');
const { signal } = new AbortController();
const atOnce = { waitMs: 0, signal };

async function lockFolder(): Promise<string> {
  return join(await temporaryFolder(), '.locks', '本院');
}

/** Puts a lock file there as another process would have. */
async function plant(
  folder: string,
  record: Partial<LockRecord>,
  name = 'f00.lock',
): Promise<void> {
  const { files, platform, process: self } = effects;
  const lock: LockRecord = {
    ...self,
    since: new Date(),
    platform,
    startTicks: await readStartTicks(files, platform, self.pid),
    boot: await readBoot(files, platform),
    ...record,
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), formatLock(lock));
}

test('names the owner to whoever does not get it, and is free after release', async () => {
  const folder = await lockFolder();
  const lock = await acquireLock(effects, { folder, name: '本院' }, atOnce);
  await expect(acquireLock(effects, { folder, name: '本院' }, atOnce)).rejects.toMatchObject({
    code: 'locked',
    retry: 'later',
    details: {
      name: '本院',
      pid: process.pid,
      host: effects.process.host,
      command: 'weborca-cert renew',
      since: expect.stringMatching(/^\d{4}-.*Z$/),
    },
  });
  await lock.release();
  await lock.release();
  await (await acquireLock(effects, { folder, name: '本院' }, atOnce)).release();
  expect(await readdir(folder)).toEqual([]);
});

test('waits, tells for whom once, and then has it', async () => {
  const folder = await lockFolder();
  const lock = await acquireLock(effects, { folder, name: 'a' }, atOnce);
  const told: LockOwner[] = [];
  let pauses = 0;
  const waiting: LockEffects = {
    ...effects,
    async wait(ms) {
      expect(ms).toBeGreaterThan(0);
      pauses += 1;
      if (pauses === 5) await lock.release();
    },
  };
  const second = await acquireLock(
    waiting,
    { folder, name: 'a' },
    {
      waitMs: 60_000,
      signal,
      onWait: (owner) => told.push(owner),
    },
  );
  expect(pauses).toBe(5);
  expect(told).toMatchObject([{ pid: process.pid, command: 'weborca-cert renew' }]);
  await second.release();
});

test('waits as long as it was told, in small pauses', async () => {
  const folder = await lockFolder();
  await plant(folder, {});
  const pauses: number[] = [];
  const waiting: LockEffects = { ...effects, wait: async (ms) => void pauses.push(ms) };
  const acquiring = acquireLock(waiting, { folder, name: 'a' }, { waitMs: 60_000, signal });
  await expect(acquiring).rejects.toMatchObject({ code: 'locked' });
  expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBe(60_000);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(200);
  expect(new Set(pauses).size).toBeGreaterThan(20);
});

test('only looks, and writes nothing, while somebody holds it', async () => {
  const folder = await lockFolder();
  await plant(folder, {});
  const { files, operations } = recordingFileSystem(effects.files);
  await expect(acquireLock({ ...effects, files }, { folder, name: 'a' }, atOnce)).rejects.toThrow(
    'locked',
  );
  expect(new Set(operations.map(({ kind }) => kind))).toEqual(new Set(['list', 'readFile']));
});

test('an interrupted wait is told as such', async () => {
  const folder = await lockFolder();
  await plant(folder, {});
  const stopping = new AbortController();
  const acquiring = acquireLock(
    effects,
    { folder, name: 'a' },
    {
      waitMs: 60_000,
      signal: stopping.signal,
      onWait: () => stopping.abort(),
    },
  );
  await expect(acquiring).rejects.toMatchObject({
    code: 'interrupted',
    details: { during: 'lock' },
  });
});

describe('a lock left behind', () => {
  test.each<[string, Partial<LockRecord>]>([
    ['by a process that ended', { pid: 4_194_303 }],
    ['on another host, an hour ago', { host: 'x', since: new Date(Date.now() - 3_700_000) }],
  ])('%s is taken away at once', async (_, record) => {
    const folder = await lockFolder();
    await plant(folder, record);
    const lock = await acquireLock(effects, { folder, name: 'a' }, atOnce);
    expect(await readdir(folder)).toHaveLength(1);
    await lock.release();
  });

  test.runIf(process.platform === 'linux').each<[string, Partial<LockRecord>]>([
    ['whose pid belongs to another process now', { startTicks: '1' }],
    ['from before the machine restarted', { boot: { id: 'another', initStart: '1' } }],
  ])(`%s is taken away at once${linuxOnly}`, async (_, record) => {
    const folder = await lockFolder();
    await plant(folder, record);
    await (await acquireLock(effects, { folder, name: 'a' }, atOnce)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  test.each([
    ['empty', ''],
    ['zeros', '\0'.repeat(200)],
    ['half', '{"schemaVersion":1,"pid":'],
  ])('by a power cut, %s, is taken away at once', async (_, content) => {
    const folder = await lockFolder();
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'f00.lock'), content);
    await (await acquireLock(effects, { folder, name: 'a' }, atOnce)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  test('on another host, just now, is respected', async () => {
    const folder = await lockFolder();
    await plant(folder, { host: 'ward', pid: 1234, command: 'VS Code' });
    await expect(acquireLock(effects, { folder, name: 'a' }, atOnce)).rejects.toMatchObject({
      code: 'locked',
      details: { pid: 1234, host: 'ward', command: 'VS Code' },
    });
  });
});

test('gives way when another one comes in between looking and taking', async () => {
  const folder = await lockFolder();
  await mkdir(folder, { recursive: true });
  let looks = 0;
  const racing: LockEffects = {
    ...effects,
    files: {
      ...effects.files,
      async rename(from, to) {
        looks += 1;
        if (looks === 1) await plant(folder, { command: 'the other' });
        await effects.files.rename(from, to);
      },
    },
  };
  await expect(acquireLock(racing, { folder, name: 'a' }, atOnce)).rejects.toMatchObject({
    code: 'locked',
    details: { command: 'the other' },
  });
  expect(await readdir(folder)).toEqual(['f00.lock']);
});

test('writes another draft when it slept until its own was swept away', async () => {
  const folder = await lockFolder();
  let swept = 0;
  const files: LockEffects['files'] = {
    ...effects.files,
    async rename(from, to) {
      swept += 1;
      if (swept === 1) await effects.files.removeFile(from);
      return effects.files.rename(from, to);
    },
  };
  const lock = await acquireLock({ ...effects, files }, { folder, name: '本院' }, atOnce);
  expect(swept).toBe(2);
  expect(await lock.isOurs()).toBe(true);
});

test('a folder that cannot be had is destination-not-writable', async () => {
  const root = await temporaryFolder();
  await writeFile(join(root, 'file'), '');
  await expect(
    acquireLock(effects, { folder: join(root, 'file', 'x'), name: 'a' }, atOnce),
  ).rejects.toMatchObject({
    code: 'destination-not-writable',
  });
});

test('a lock file holds no more than who, where, since when', async () => {
  const folder = await lockFolder();
  const lock = await acquireLock(effects, { folder, name: 'a' }, atOnce);
  const [name = ''] = await readdir(folder);
  const record: unknown = JSON.parse(await readFile(join(folder, name), 'utf8'));
  expect(Object.keys(record ?? {}).toSorted()).toEqual([
    'boot',
    'command',
    'host',
    'pid',
    'platform',
    'schemaVersion',
    'since',
    'startTicks',
    'startedAt',
  ]);
  await lock.release();
});
