import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { deploy } from '../../src/porcelain/deploy.ts';
import { history } from '../../src/porcelain/history.ts';
import { renew } from '../../src/porcelain/renew.ts';
import type { Context } from '../../src/context.ts';
import { lockFolder } from '../../src/store/layout.ts';
import { acquireLock } from '../../src/store/lock.ts';
import { kept, useCertificates, type Kept } from './support/kept.ts';

// Real files and keys, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const certificates = useCertificates();

/** The context of one that sleeps over its lock at its first look into a file. */
function sleepingAt(
  { context }: Kept,
  file: string,
): { readonly context: Context; slept: boolean } {
  const { storeDir: dir } = context.places;
  const lock = lockFolder({ dir }, 'clinic-a');
  const { files } = context.effects;
  const sleeper = { context, slept: false };
  const readFile: typeof files.readFile = async (path, atMost) => {
    if (!sleeper.slept && path === file) {
      sleeper.slept = true;
      await rm(lock, { recursive: true });
      const { effects, signal } = context;
      await acquireLock(effects, { folder: lock, name: 'clinic-a' }, { waitMs: 0, signal });
    }
    return files.readFile(path, atMost);
  };
  const effects = { ...context.effects, files: { ...files, readFile } };
  return Object.assign(sleeper, { context: { ...context, effects } });
}

test('who lost its lock leaves a line in the history, and changes no file of the certificate', async () => {
  const place = await kept(certificates());
  const file = place.at('client.p12');
  await writeFile(file, certificates().renewed.p12);
  await place.configure({ 'clinic-a': { consumers: [{ kind: 'pkcs12', path: file }] } });
  await place.put('renewed');
  await place.put('old');
  const sleeper = sleepingAt(place, file);
  const [result] = await deploy(sleeper.context, [], { dryRun: false });
  expect(sleeper.slept).toBe(true);
  expect(result?.error?.code).toBe('lease-lost');
  const { context } = place;
  expect(await readdir(join(context.places.storeDir, 'clinic-a'))).not.toContain('failures');
  const [of] = await history(context, []);
  expect(of?.entries.at(-1)).toMatchObject({ event: 'failed', facts: { code: 'lease-lost' } });
});

test('a place that it may not change any more is no place that cannot be written', async () => {
  const place = await kept(certificates());
  const file = place.at('client.p12');
  await writeFile(file, certificates().old.p12);
  const services = { production: { api: 'https://127.0.0.1:9/', weborca: 'https://127.0.0.1:9/' } };
  const consumers = [{ kind: 'pkcs12', path: file }];
  await place.configure({ 'clinic-a': { consumers } }, { services });
  const sleeper = sleepingAt(place, file);
  const [result] = await renew(sleeper.context, [], { force: true, dryRun: false });
  expect(sleeper.slept).toBe(true);
  expect(result?.error).toMatchObject({ code: 'lease-lost', retry: 'later' });
});
