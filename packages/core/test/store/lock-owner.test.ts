import * as fc from 'fast-check';
import { fileTimeIn, windowsStartCall } from '../../src/programs/windows-start.ts';
import { describe, expect, test } from 'vitest';
import {
  formatLock,
  judgeLock,
  parseLock,
  startOfOwner,
  type LockRecord,
  type Processes,
  type Witness,
} from '../../src/store/lock-owner.ts';

const now = new Date('2026-11-22T12:00:00Z');
const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const boot = { id: 'b0', initStart: '7' };

const lock: LockRecord = {
  pid: 100,
  host: 'reception',
  since: minutesAgo(5),
  command: 'weborca-cert renew',
  platform: 'linux',
  startedAt: minutesAgo(6),
  startTicks: '4711',
  boot,
};

const seen: Witness = {
  self: { pid: 200, host: 'reception', startedAt: minutesAgo(1), command: 'weborca-cert' },
  platform: 'linux',
  boot,
  now,
  uptimeMs: 30 * 86_400_000,
  isAlive: true,
  startTicks: '4711',
  startedAt: null,
  exclusive: false,
};

describe('on Linux', () => {
  test.each<[string, Partial<LockRecord>, Partial<Witness>, boolean, string]>([
    ['running', {}, {}, false, 'alive'],
    ['running for days', { since: minutesAgo(9000) }, {}, false, 'alive'],
    ['ended', {}, { isAlive: false, startTicks: null }, true, 'process-gone'],
    ['its pid belongs to another', {}, { startTicks: '4712' }, true, 'pid-reused'],
    ['the machine restarted', { boot: { ...boot, id: 'b1' } }, {}, true, 'machine-restarted'],
    [
      'in another container',
      { boot: { ...boot, initStart: '9' } },
      { isAlive: false },
      false,
      'out-of-sight',
    ],
    [
      'in another container, long ago',
      { boot: { ...boot, initStart: '9' }, since: minutesAgo(61) },
      {},
      true,
      'too-old',
    ],
    ['on another host', { host: 'ward' }, { isAlive: false }, false, 'out-of-sight'],
    [
      'on another host, of a volume that is ours alone',
      { host: 'ward' },
      { exclusive: true },
      true,
      'volume-moved',
    ],
    ['on this host, of a volume that is ours alone', {}, { exclusive: true }, false, 'alive'],
    ['on another host, long ago', { host: 'ward', since: minutesAgo(61) }, {}, true, 'too-old'],
    [
      'on another host, its clock ahead',
      { host: 'ward', since: minutesAgo(-61) },
      {},
      true,
      'too-old',
    ],
    [
      'on Windows beside WSL',
      { platform: 'win32', boot: null },
      { isAlive: false },
      false,
      'out-of-sight',
    ],
  ])('%s', (_, ofLock, ofWitness, stale, reason) => {
    expect(judgeLock({ ...lock, ...ofLock }, { ...seen, ...ofWitness })).toEqual({ stale, reason });
  });
});

describe('where neither boot nor start can be asked for', () => {
  const bare: LockRecord = { ...lock, platform: 'win32', boot: null, startTicks: null };
  const there: Witness = { ...seen, platform: 'win32', boot: null, startTicks: null };

  test.each<[string, Partial<LockRecord>, Partial<Witness>, boolean, string]>([
    ['running', {}, {}, false, 'alive'],
    ['ended', {}, { isAlive: false }, true, 'process-gone'],
    ['restarted since', {}, { uptimeMs: -6 * 60_000 }, true, 'machine-restarted'],
    ['started shortly before', {}, { uptimeMs: 4 * 60_000 }, false, 'alive'],
    ['pid alive for more than a day', { since: minutesAgo(1441) }, {}, true, 'too-old'],
    ['our own pid, from before', { pid: 200 }, {}, true, 'pid-reused'],
    ['our own, another task', { pid: 200, startedAt: minutesAgo(1) }, {}, false, 'alive'],
    [
      'its number is a later process, the uptime went on',
      {},
      { startedAt: now },
      true,
      'pid-reused',
    ],
    ['the same process, held up at its start', {}, { startedAt: minutesAgo(6.5) }, false, 'alive'],
  ])('%s', (_, ofLock, ofWitness, stale, reason) => {
    expect(judgeLock({ ...bare, ...ofLock }, { ...there, ...ofWitness })).toEqual({
      stale,
      reason,
    });
  });
});

test('Windows is asked about an old lock whose number runs, nobody else', async () => {
  const asked: number[] = [];
  const processes: Processes = {
    isAlive: (pid) => pid !== 3,
    uptimeMs: () => 0,
    startOf: async (pid) => {
      asked.push(pid);
      return now;
    },
  };
  const old = { ...lock, since: minutesAgo(11) };
  const ask = (record: LockRecord, platform = 'win32'): Promise<Date | null> =>
    startOfOwner(record, { platform, now }, processes);
  expect(await ask(old)).toBe(now);
  expect(await ask(old, 'linux')).toBeNull();
  expect(await ask({ ...old, pid: 3 })).toBeNull();
  expect(await ask({ ...old, since: minutesAgo(9) })).toBeNull();
  expect(await ask({ ...old, startedAt: null })).toBeNull();
  expect(asked).toEqual([100]);
});

test('a process’s start, as PowerShell is asked and answers', () => {
  const { program, args } = windowsStartCall({ SystemRoot: String.raw`D:\Windows` }, 4711);
  expect(program).toBe(String.raw`D:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`);
  expect(args.at(-1)).toContain('(Get-Process -Id 4711).StartTime.ToFileTimeUtc()');
  // 2026-11-22T12:00:00Z: (its seconds + 11644473600) * 10^7
  expect(fileTimeIn('134398224000000000\r\n')).toEqual(now);
  expect(fileTimeIn('')).toBeNull();
  expect(fileTimeIn('Get-Process : ...')).toBeNull();
});

test('a record comes back as it was', () => {
  expect(parseLock(formatLock(lock))).toEqual(lock);
  const bare = { ...lock, boot: null, startTicks: null, startedAt: null };
  expect(parseLock(formatLock(bare))).toEqual(bare);
});

test('any other bytes are no record, and no error', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((json) => Buffer.from(json)),
      ),
      (bytes) => {
        expect(parseLock(bytes)).toBeNull();
      },
    ),
  );
});
