import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { RenewalResult } from '../../src/context.ts';
import type { RenewOptions } from '../../src/renewal/session.ts';
import { renew } from '../../src/porcelain/renew.ts';
import { dayMs } from '../../src/time.ts';
import { kept, useCertificates } from '../porcelain/support/kept.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const certificates = useCertificates();

/** A certificate that is far from due and has been looked at once. */
async function looked(entry: object = {}) {
  const place = await kept(certificates(), { renewWithin: '1d', ...entry }, ['renewed']);
  const folder = join(place.context.places.storeDir, 'clinic-a');
  const [version = ''] = await readdir(join(folder, 'versions'));
  let later = 0;
  /** The result, and whether a run looked for itself, under the lock, with the pair opened. */
  const run = async (
    options: Partial<RenewOptions> = {},
  ): Promise<RenewalResult & { looked: boolean }> => {
    const seen = new Set<string>();
    const { effects } = place.context;
    const context = {
      ...place.context,
      effects: { ...effects, now: () => new Date(Date.now() + later) },
      observe: (event: { kind: string; step?: string }) =>
        seen.add(`${event.kind} ${event.step ?? ''}`),
    };
    const [result] = await renew(context, [], { force: false, dryRun: false, ...options });
    if (result === undefined) throw new Error('no result');
    return { ...result, looked: seen.has('started adopt') };
  };
  expect(await run()).toMatchObject({ outcome: 'not-due', looked: true });
  return {
    ...place,
    run,
    own: (...parts: readonly string[]) => join(folder, ...parts),
    pair: (part: string) => join(folder, 'versions', version, part),
    wait: (ms: number) => {
      later = ms;
    },
  };
}

describe('a certificate that is not due', () => {
  test('is left alone once a run has opened it, and told as before', async () => {
    const { run, own } = await looked();
    const before = await readdir(own());
    const { looked: again, ...result } = await run();
    expect(again).toBe(false);
    const { daysLeft } = result.old ?? {};
    expect(result).toEqual({
      name: 'clinic-a',
      outcome: 'not-due',
      old: { ...certificates().renewed.identity.leaf.facts, daysLeft },
      new: null,
      verified: null,
      backups: [],
      consumers: [],
    });
    expect(await readdir(own())).toEqual(before);
  });

  test('is opened again after a week, and then left alone for another', async () => {
    const { run, wait } = await looked();
    wait(6 * dayMs);
    expect(await run()).toMatchObject({ looked: false });
    wait(8 * dayMs);
    expect(await run()).toMatchObject({ looked: true });
    expect(await run()).toMatchObject({ looked: false });
    // The clock was ahead, and is right again.
    wait(0);
    expect(await run()).toMatchObject({ looked: true });
  });

  test('is looked at by a run that may do more', async () => {
    const { run } = await looked();
    expect(await run({ dryRun: true })).toMatchObject({ looked: true });
    expect(await run({ onlyOpen: true })).toMatchObject({ outcome: 'not-due' });
  });

  test.each([
    ['a byte of the .p12', 'certificate.p12'],
    ['the password', 'password.txt'],
  ])('is found damaged on the same day: %s', async (_, part) => {
    const { run, pair } = await looked();
    const bytes = await readFile(pair(part));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(pair(part), bytes);
    expect(await run()).toMatchObject({
      outcome: 'failed',
      looked: false,
      error: { code: 'pkcs12-damaged' },
    });
  });

  test('is found within a week when no time tells of it', async () => {
    const { run, pair, own, wait } = await looked();
    const { passwordModified } = JSON.parse(await readFile(own('opened.json'), 'utf8'));
    await writeFile(pair('password.txt'), 'another');
    const at = new Date(String(passwordModified));
    await utimes(pair('password.txt'), at, at);
    expect(await run()).toMatchObject({ outcome: 'not-due' });
    wait(8 * dayMs);
    expect(await run()).toMatchObject({ outcome: 'failed', error: { code: 'pkcs12-damaged' } });
  });

  test.each(['journal', 'switch.json', 'superseded.json', 'unverified.json', 'unheard-of'])(
    'is looked at when there is something in its folder: %s',
    async (name) => {
      const { run, own } = await looked();
      await mkdir(own(name));
      expect((await run()).looked || (await run()).outcome === 'failed').toBe(true);
    },
  );

  test('is looked at while a late answer or a failure lies there', async () => {
    const { run, own } = await looked();
    for (const folder of ['answers', 'failures']) {
      await mkdir(own(folder));
      expect(await run()).toMatchObject({ looked: false });
      await writeFile(own(folder, 'x.json'), '{}');
      expect(await run()).toMatchObject({ looked: true });
      await rm(own(folder), { recursive: true });
    }
  });

  test('is looked at where consumers or backups are kept, or another program renews', async () => {
    const backups = await looked({ backups: ['~/usb'] });
    expect(await backups.run()).toMatchObject({ looked: true });
    const consumers = await looked({ consumers: [{ kind: 'manual', label: 'reception' }] });
    expect(await consumers.run()).toMatchObject({ looked: true });
    const programs = await looked();
    await mkdir(programs.at('.monsiaj', 'certificates'), { recursive: true });
    expect(await programs.run()).toMatchObject({ looked: false });
    await writeFile(programs.at('.monsiaj', 'certificates', '20261122093000.p12'), 'x');
    expect(await programs.run()).toMatchObject({ looked: true });
  });
});
