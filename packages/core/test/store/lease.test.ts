import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fenced, leaseOf } from '../../src/store/lease.ts';
import { acquireLock, type Lock } from '../../src/store/lock.ts';
import { recordingFileSystem } from '../support/file-operations.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { lockEffects } from '../support/test-effects.ts';

const effects = lockEffects('weborca-cert renew');
const options = { waitMs: 0, signal: new AbortController().signal };
const hourMs = 3_600_000;

interface Slept {
  readonly folder: string;
  readonly lock: Lock;
}

/** One that took the lock on another host, and did not wake for more than an hour. */
async function slept(): Promise<Slept> {
  const folder = join(await temporaryFolder(), '.locks', 'a');
  const away = { ...effects, process: { ...effects.process, host: 'pod-a' } };
  return { folder, lock: await acquireLock(away, { folder, name: 'a' }, options) };
}

const later = { ...effects, now: () => new Date(Date.now() + hourMs + 1000) };

test('whoever was overtaken finds its lock gone, also when the other has finished', async () => {
  const { folder, lock } = await slept();
  expect(await lock.isOurs()).toBe(true);
  const other = await acquireLock(later, { folder, name: 'a' }, options);
  expect(await lock.isOurs()).toBe(false);
  await other.release();
  expect(await lock.isOurs()).toBe(false);
  await lock.release();
  await expect(leaseOf(lock, 'a').require()).rejects.toMatchObject({
    code: 'lease-lost',
    retry: 'later',
    details: { name: 'a' },
  });
});

test('a lock that went with the whole store was not taken over', async () => {
  const { folder, lock } = await slept();
  await rm(folder, { recursive: true });
  expect(await lock.isOurs()).toBe(true);
});

test('a look is one operation on the own file', async () => {
  const folder = join(await temporaryFolder(), '.locks', 'a');
  const { files, operations } = recordingFileSystem(effects.files);
  const lock = await acquireLock({ ...effects, files }, { folder, name: 'a' }, options);
  const before = operations.length;
  await lock.isOurs();
  expect(operations.slice(before)).toMatchObject([{ kind: 'status' }]);
  await lock.release();
});

test('without the lease nothing changes, and history is still appended', async () => {
  const { folder, lock } = await slept();
  const work = join(folder, '..', 'work');
  await mkdir(work);
  await writeFile(join(work, 'one'), 'one');
  const files = fenced(effects.files, leaseOf(lock, 'a'));
  await files.create(join(work, 'two'), Buffer.from('two'), 0o600);
  await acquireLock(later, { folder, name: 'a' }, options);
  const lost = { code: 'lease-lost' };
  const one = join(work, 'one');
  const none = Buffer.from('');
  await expect(files.create(join(work, 'three'), none, 0o600)).rejects.toMatchObject(lost);
  await expect(files.overwrite(one, none)).rejects.toMatchObject(lost);
  await expect(files.hold(one)).rejects.toMatchObject(lost);
  await expect(files.rename(one, join(work, 'three'))).rejects.toMatchObject(lost);
  await expect(files.makeDirectory(join(work, 'three'), 0o700)).rejects.toMatchObject(lost);
  await expect(files.changeMode(one, 0o400)).rejects.toMatchObject(lost);
  await expect(files.changeOwner(one, 1, 1)).rejects.toMatchObject(lost);
  await expect(files.removeFile(one)).rejects.toMatchObject(lost);
  await expect(files.removeDirectory(work)).rejects.toMatchObject(lost);
  // What it stumbles over is told as what it is.
  await expect(files.syncFile(join(work, 'swept'))).rejects.toMatchObject(lost);
  await files.append(one, Buffer.from(', two'), 0o600);
  expect(await readFile(one, 'utf8')).toBe('one, two');
  expect((await readdir(work)).toSorted()).toEqual(['one', 'two']);
});

test('on a volume that is ours alone the lock of another host is stale at once', async () => {
  const { folder, lock } = await slept();
  await expect(acquireLock(effects, { folder, name: 'a' }, options)).rejects.toMatchObject({
    code: 'locked',
  });
  const exclusive = { ...effects, env: { WEBORCA_CERT_VOLUME: 'exclusive' } };
  const taken = await acquireLock(exclusive, { folder, name: 'a' }, options);
  expect(await lock.isOurs()).toBe(false);
  // One of this host that is alive keeps it.
  await expect(acquireLock(exclusive, { folder, name: 'a' }, options)).rejects.toMatchObject({
    code: 'locked',
  });
  await taken.release();
});
