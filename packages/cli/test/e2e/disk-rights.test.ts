import { chmodSync, lchownSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  openProcessClinic,
  userHome,
  type Place,
  type ProcessClinic,
} from './support/process-clinic.ts';
import { expectFinished, expectPromise, journalStep, storeOf } from './support/promise.ts';
import { mountSmallDisk, remount, unmount, withoutSmallDisk } from './support/small-disk.ts';

/** Rights mean nothing to root: its processes run as somebody else, like a clinic's user. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
const why = withoutSmallDisk();

let clinic: ProcessClinic | null = null;
let mounted: string | null = null;

afterEach(async () => {
  if (mounted !== null) unmount(mounted);
  mounted = null;
  await clinic?.close();
  clinic = null;
});

function prepare(root: string): void {
  mountSmallDisk(root, 4096);
  mounted = root;
}

async function openPlace(options: Parameters<typeof openProcessClinic>[1] = {}): Promise<Place> {
  clinic = await openProcessClinic(1, options);
  const [place] = clinic.places;
  if (place === undefined) throw new Error('no place');
  if (nobody.uid === undefined) return place;
  giveTo(clinic.folder, nobody.uid);
  // This process looks at it with the same eyes: a configuration of others would be refused.
  const { context } = place;
  return { ...place, context: { ...context, effects: { ...context.effects, ...nobody } } };
}

function giveTo(folder: string, uid: number): void {
  lchownSync(folder, uid, uid);
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    lchownSync(path.join(folder, entry), uid, uid);
  }
}

async function expectNothingSent(place: Place): Promise<void> {
  expect(place.posts()).toBe(0);
  await expectPromise(place, []);
  expect(journalStep(place)).toBe('none');
}

async function expectRenewsNow(place: Place): Promise<void> {
  expect(await place.run(nobody)).toMatchObject({ outcome: 'renewed', code: null, stderr: '' });
  expect(place.posts()).toBe(1);
  await expectFinished(place, place.issued()[0]?.fingerprint ?? 'none');
}

const notWritable = { outcome: 'failed', code: 'destination-not-writable', stderr: '' };

const storeFolders: readonly (readonly [string, (place: Place) => string])[] = [
  ['its certificate', storeOf],
  ['its lock', ({ home, name }) => path.join(home, 'store', '.locks', name)],
];

test.each(storeFolders)('a store that may only be read: %s', async (_, folderOf) => {
  const place = await openPlace();
  chmodSync(folderOf(place), 0o500);
  expect(await place.run(nobody)).toMatchObject(notWritable);
  await expectNothingSent(place);
  chmodSync(folderOf(place), 0o700);
  await expectRenewsNow(place);
});

test('a consumer that others have to write: renewed, and said how', async () => {
  const place = await openPlace();
  chmodSync(place.root, 0o500);
  chmodSync(place.p12, 0o400);
  // The design's probe: what our rights do not reach is no reason to let a certificate expire.
  expect(await place.run(nobody)).toMatchObject({ outcome: 'renewed', code: 'consumer-failed' });
  expect(place.posts()).toBe(1);
  chmodSync(place.root, 0o700);
  expect(await place.run(nobody)).toMatchObject({ outcome: 'not-due', code: null });
  await expectFinished(place, place.issued()[0]?.fingerprint ?? 'none');
});

test('a consumer of which the file alone may be written: written over', async () => {
  const place = await openPlace();
  chmodSync(place.root, 0o500);
  await expectRenewsNow(place);
});

test('folders of other programs that may not be looked at', async () => {
  const place = await openPlace();
  // As after `su`, in a cron job with another's HOME, or under systemd's ProtectHome.
  for (const folder of ['.pki', '.local', '.config', '.mozilla', '.monsiaj', 'snap']) {
    mkdirSync(path.join(userHome(place.home), folder), { recursive: true, mode: 0o000 });
  }
  await expectRenewsNow(place);
});

test('a consumer whose folder is gone', async () => {
  const place = await openPlace({ prepareConsumer: () => undefined });
  const folder = path.dirname(place.p12);
  renameSync(folder, `${folder}.away`);
  expect(await place.run(nobody)).toMatchObject(notWritable);
  renameSync(`${folder}.away`, folder);
  await expectNothingSent(place);
  await expectRenewsNow(place);
});

test('a store that is gone', async () => {
  const place = await openPlace();
  const store = path.join(place.home, 'store');
  renameSync(store, `${store}.away`);
  expect(await place.run(nobody)).toMatchObject({ outcome: 'failed', code: 'version-unknown' });
  expect(place.posts()).toBe(0);
  renameSync(store, `${store}.made-by-the-run`);
  renameSync(`${store}.away`, store);
  await expectNothingSent(place);
  await expectRenewsNow(place);
});

describe.skipIf(why !== null)(`a disk that is read-only${why === null ? '' : `: ${why}`}`, () => {
  test('with store and consumer on it', async () => {
    const place = await openPlace({ backups: 'elsewhere', prepare });
    remount(place.root, 'ro');
    expect(await place.run(nobody)).toMatchObject(notWritable);
    await expectNothingSent(place);
    remount(place.root, 'rw');
    await expectRenewsNow(place);
  });

  test('with the consumer on it', async () => {
    const place = await openPlace({ prepareConsumer: prepare });
    remount(path.dirname(place.p12), 'ro');
    expect(await place.run(nobody)).toMatchObject(notWritable);
    await expectNothingSent(place);
    remount(path.dirname(place.p12), 'rw');
    await expectRenewsNow(place);
  });
});
