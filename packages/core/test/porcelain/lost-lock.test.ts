import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { deploy } from '../../src/porcelain/deploy.ts';
import { history } from '../../src/porcelain/history.ts';
import { lockFolder } from '../../src/store/layout.ts';
import { acquireLock } from '../../src/store/lock.ts';
import { kept, useCertificates } from './support/kept.ts';

// Real files and keys, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const certificates = useCertificates();

test('who lost its lock leaves a line in the history, and changes no file of the certificate', async () => {
  const place = await kept(certificates());
  const file = place.at('client.p12');
  await writeFile(file, certificates().renewed.p12);
  await place.configure({ 'clinic-a': { consumers: [{ kind: 'pkcs12', path: file }] } });
  await place.put('renewed');
  await place.put('old');
  const { context } = place;
  const { storeDir: dir } = context.places;
  const lock = lockFolder({ dir }, 'clinic-a');
  const { files } = context.effects;
  let overtaken = false;
  const readFile: typeof files.readFile = async (path, atMost) => {
    if (!overtaken && path === file) {
      overtaken = true;
      await rm(lock, { recursive: true });
      const { effects, signal } = context;
      await acquireLock(effects, { folder: lock, name: 'clinic-a' }, { waitMs: 0, signal });
    }
    return files.readFile(path, atMost);
  };
  const effects = { ...context.effects, files: { ...files, readFile } };
  const [result] = await deploy({ ...context, effects }, [], { dryRun: false });
  expect(overtaken).toBe(true);
  expect(result?.error?.code).toBe('lease-lost');
  expect(await readdir(join(dir, 'clinic-a'))).not.toContain('failures');
  const [of] = await history(context, []);
  expect(of?.entries.at(-1)).toMatchObject({ event: 'failed', facts: { code: 'lease-lost' } });
});
