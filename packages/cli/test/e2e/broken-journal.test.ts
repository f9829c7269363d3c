import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { receive, Secret } from '@weborca-cert/core';
import { isUnder, oldIsOver } from '../support/service-rule.ts';
import type { Clinic } from './support/clinic.ts';
import {
  expectDone,
  expectFailed,
  lastIssued,
  refusedHere,
  useClinics,
} from './support/clinics.ts';
import { abandoned, editService, hasJournal, stateOf } from './support/state.ts';

const { clinicWith } = useClinics();

/** The version that was saved and is not in use yet: the later of two. */
function savedVersion(clinic: Clinic): string {
  const inUse = readFileSync(stateOf(clinic, 'current'), 'utf8').trim();
  const saved = readdirSync(stateOf(clinic, 'versions')).find((id) => id !== inUse);
  if (saved === undefined) throw new Error('nothing was saved');
  return stateOf(clinic, 'versions', saved);
}

async function issuedNotFetched(): Promise<Clinic> {
  const clinic = await clinicWith();
  clinic.simulator.arm('get-404');
  expectFailed(await clinic.renew(), 'download-failed');
  return clinic;
}

async function savedNotUsed(): Promise<Clinic> {
  const clinic = await clinicWith();
  clinic.simulator.arm('weborca-refuse');
  expectFailed(await clinic.renew(), refusedHere);
  return clinic;
}

async function expectResumed(clinic: Clinic, force = false): Promise<void> {
  expectDone(await clinic.renew({ force }), 'resumed');
  expect(clinic.posts()).toBe(1);
  expect(await clinic.inUse()).toBe(lastIssued(clinic));
  expect(abandoned(clinic)).toEqual([]);
  expect(hasJournal(clinic)).toBe(false);
}

/** Nothing goes on by itself: the record stays, and what was in use is. */
async function expectRefused(clinic: Clinic): Promise<void> {
  const before = await clinic.inUse();
  expectFailed(await clinic.renew(), 'service-refused-certificate');
  expect(clinic.posts()).toBe(1);
  expect(await clinic.inUse()).toBe(before);
  expect(hasJournal(clinic)).toBe(true);
}

/**
 * A second download. Where the service gives each out once, it is asked for anew; where the old
 * certificate is over, only a person can help. Nothing is lost in either.
 */
async function expectFetchedAgain(clinic: Clinic): Promise<void> {
  if (oldIsOver) return expectRefused(clinic);
  if (!isUnder('downloads=once')) return expectResumed(clinic);
  expectDone(await clinic.renew(), 'renewed');
  expect(clinic.posts()).toBe(2);
  expect(await clinic.inUse()).toBe(lastIssued(clinic));
  expect(abandoned(clinic)).toEqual([expect.arrayContaining(['issued.json'])]);
  expect(hasJournal(clinic)).toBe(false);
}

describe('what was issued outlives a broken record of the request', () => {
  test.each([
    ['empty', ''],
    ['torn', '{"at": "2026-11-22T0'],
    ['without the API', '{"at": "2026-11-22T02:30:00.000Z", "api": 5}'],
  ])('%s', async (_, text) => {
    const clinic = await issuedNotFetched();
    writeFileSync(stateOf(clinic, 'journal', 'requested.json'), text);
    await expectResumed(clinic);
  });

  test('gone', async () => {
    const clinic = await issuedNotFetched();
    rmSync(stateOf(clinic, 'journal', 'requested.json'));
    await expectResumed(clinic);
  });

  test('then the configured API says from where it may be fetched', async () => {
    const clinic = await issuedNotFetched();
    truncateSync(stateOf(clinic, 'journal', 'requested.json'));
    editService(clinic, { api: 'https://elsewhere.example/api/cert' });
    const met = await clinic.renew();
    expectFailed(met, 'download-foreign-host');
    expect(met.error?.details).toMatchObject({ expected: 'elsewhere.example' });
    editService(clinic, { api: clinic.simulator.api });
    await expectResumed(clinic);
  });

  test('the version that asked is broken: the one in use downloads', async () => {
    const clinic = await issuedNotFetched();
    const requested = stateOf(clinic, 'journal', 'requested.json');
    const record: object = JSON.parse(readFileSync(requested, 'utf8'));
    writeFileSync(
      requested,
      JSON.stringify({ ...record, askingVersion: '20200101T000000Z-00000000' }),
    );
    await expectResumed(clinic);
  });
});

describe('a file that was damaged after the download is fetched again', () => {
  test.each([
    ['changed', (file: string) => writeFileSync(file, readFileSync(file).toReversed())],
    ['cut off', (file: string) => truncateSync(file, 100)],
    ['gone', (file: string) => rmSync(file)],
  ])('%s', async (_, damage) => {
    const clinic = await savedNotUsed();
    const gets = clinic.gets();
    rmSync(stateOf(clinic, 'journal', 'saved.json'));
    damage(stateOf(clinic, 'journal', 'downloaded.p12'));
    await expectFetchedAgain(clinic);
    expect(clinic.gets()).toBe(gets + clinic.posts());
  });

  test('one that is whole is not', async () => {
    const clinic = await savedNotUsed();
    const gets = clinic.gets();
    rmSync(stateOf(clinic, 'journal', 'saved.json'));
    await expectResumed(clinic);
    expect(clinic.gets()).toBe(gets);
  });
});

describe('a saved version that is lost before it came into use', () => {
  test.each([
    ['gone', (folder: string) => rmSync(folder, { recursive: true })],
    ['without its password', (folder: string) => rmSync(`${folder}/password.txt`)],
    ['overwritten', (folder: string) => writeFileSync(`${folder}/certificate.p12`, 'x')],
    ['under another password', (folder: string) => writeFileSync(`${folder}/password.txt`, 'x')],
  ])('%s: made again from what was downloaded', async (_, lose) => {
    const clinic = await savedNotUsed();
    const gets = clinic.gets();
    lose(savedVersion(clinic));
    await expectResumed(clinic);
    expect(clinic.gets()).toBe(gets);
  });

  test('also when it had been verified', async () => {
    const clinic = await savedNotUsed();
    const at = clinic.clock.now().toISOString();
    const verified = JSON.stringify({ at, verdict: 'accepted' });
    writeFileSync(stateOf(clinic, 'journal', 'verified.json'), verified);
    rmSync(savedVersion(clinic), { recursive: true });
    clinic.simulator.arm('weborca-refuse');
    // What is saved anew is verified anew.
    expectFailed(await clinic.renew(), refusedHere);
    await expectResumed(clinic);
  });

  test('the download gone too: fetched again', async () => {
    const clinic = await savedNotUsed();
    rmSync(savedVersion(clinic), { recursive: true });
    rmSync(stateOf(clinic, 'journal', 'downloaded.p12'));
    await expectFetchedAgain(clinic);
  });

  test('one that came by another road is given up, and the renewal goes on', async () => {
    const clinic = await clinicWith();
    const [client] = clinic.simulator.certificates;
    if (client === undefined) throw new Error('no client');
    const brought = await clinic.simulator.makeVariant(client.identity, 'renewed');
    const file = `${clinic.folder}/brought.p12`;
    writeFileSync(file, brought.p12Bytes);
    clinic.simulator.arm('weborca-refuse');
    const password = async (): Promise<Secret> => new Secret(brought.password);
    const received = await receive(clinic.context, { file, name: 'clinic-a', password });
    expectFailed(received, 'verification-failed');
    rmSync(savedVersion(clinic), { recursive: true });
    expectDone(await clinic.renew(), 'renewed');
    expect(abandoned(clinic)).toEqual([['requested.json', 'saved.json']]);
  });
});
