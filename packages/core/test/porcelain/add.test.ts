import { chmod, chown, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { add, type AddRequest } from '../../src/porcelain/add.ts';
import type { Added } from '../../src/context.ts';
import { kept, useCertificates, type Kept } from './support/kept.ts';
import { rootOnly, unixOnly } from '../support/left-out.ts';

const isWindows = process.platform === 'win32';

// Real files and keys, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const certificates = useCertificates();

async function adding(
  place: Kept,
  which: 'old' | 'renewed',
  request: Partial<AddRequest> = {},
): Promise<Added> {
  const { p12, password } = certificates()[which];
  const file = place.at('client.p12');
  await writeFile(file, p12);
  return add(place.context, { file, password: async () => password, ...request });
}

async function nothingYet(): Promise<Kept> {
  const place = await kept(certificates(), {}, []);
  await place.configure({});
  return place;
}

test('a name that the store alone holds is told as such: nothing could be received for it', async () => {
  const place = await kept(certificates());
  await place.configure({});
  await expect(adding(place, 'renewed', { name: 'clinic-a' })).rejects.toMatchObject({
    code: 'name-taken',
    details: { name: 'clinic-a', unconfigured: true },
  });
});

describe('a certificate that is under care already', () => {
  test('is refused under a second name, which would be renewed as well', async () => {
    const place = await kept(certificates());
    for (const request of [{}, { name: 'clinic-b' }, { name: 'clinic-a' }]) {
      await expect(adding(place, 'old', request)).rejects.toMatchObject({
        code: 'name-taken',
        details: { name: 'clinic-a', sameCertificate: true },
      });
    }
    expect(await readdir(place.context.places.storeDir)).not.toContain('clinic-b');
  });

  test('and so is one that was renewed there since', async () => {
    const place = await kept(certificates());
    await place.put('renewed');
    await expect(adding(place, 'old', { name: 'clinic-b' })).rejects.toMatchObject({
      details: { name: 'clinic-a', sameCertificate: true },
    });
  });

  test('one that a run left in the store without an entry is taken up', async () => {
    const place = await kept(certificates(), {});
    await place.configure({});
    expect(await adding(place, 'old')).toMatchObject({ name: 'clinic-a' });
    const [only, ...others] = await readdir(
      join(place.context.places.storeDir, 'clinic-a', 'versions'),
    );
    expect([only, others]).toEqual([expect.any(String), []]);
  });
});

/** The configuration's disk is full. */
function unwritable(place: Kept): Kept['context'] {
  const { configFile } = place.context.places;
  const { files } = place.context.effects;
  const rename: typeof files.rename = async (from, to) => {
    if (to === configFile) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    return files.rename(from, to);
  };
  return { ...place.context, effects: { ...place.context.effects, files: { ...files, rename } } };
}

describe('an add that fails takes back what it made, and nothing else', () => {
  test('a folder of its own', async () => {
    const place = await nothingYet();
    const context = unwritable(place);
    const failed = adding({ ...place, context }, 'old', { name: 'clinic-a' });
    await expect(failed).rejects.toMatchObject({ code: 'destination-not-writable' });
    expect(await readdir(place.context.places.storeDir)).not.toContain('clinic-a');
  });

  test('not the renewals of before', async () => {
    const place = await nothingYet();
    const folder = join(place.context.places.storeDir, 'clinic-a');
    const issued = join(folder, 'abandoned', 'one', 'issued.json');
    await mkdir(join(folder, 'abandoned', 'one'), { recursive: true, mode: 0o700 });
    await mkdir(join(folder, 'versions', 'unreadable'), { recursive: true, mode: 0o700 });
    await writeFile(issued, '{"pass":"JournaledOnly1"}');
    await writeFile(join(folder, 'current'), 'broken');
    const context = unwritable(place);
    const failed = adding({ ...place, context }, 'old', { name: 'clinic-a' });
    await expect(failed).rejects.toMatchObject({ code: 'destination-not-writable' });
    expect(await readFile(issued, 'utf8')).toContain('JournaledOnly1');
    expect(await readFile(join(folder, 'current'), 'utf8')).toBe('broken');
    expect(await readdir(join(folder, 'versions'))).toEqual(['unreadable']);
    expect(await adding(place, 'old', { name: 'clinic-a' })).toMatchObject({ name: 'clinic-a' });
    expect(await place.inUse()).toBe(certificates().old.fingerprint);
  });
});

describe.skipIf(isWindows)(`a store that is not its owner’s alone${unixOnly}`, () => {
  const folders = ['store', 'store/.locks', 'store/clinic-a', 'store/clinic-a/versions'];

  test.each(folders)('%s, which others can write, takes no key', async (folder) => {
    const place = await nothingYet();
    const path = join(place.context.places.stateDir, folder);
    await mkdir(path, { recursive: true });
    await chmod(path, 0o770);
    await expect(adding(place, 'old', { name: 'clinic-a' })).rejects.toMatchObject({
      code: 'destination-not-writable',
      details: { path, reason: 'writable-by-others' },
    });
    await chmod(path, 0o700);
    expect(await adding(place, 'old', { name: 'clinic-a' })).toMatchObject({ name: 'clinic-a' });
  });

  test.skipIf(process.getuid?.() !== 0).each(folders)(
    `%s of somebody else${rootOnly}`,
    async (folder) => {
      const place = await nothingYet();
      const path = join(place.context.places.stateDir, folder);
      await mkdir(path, { recursive: true, mode: 0o700 });
      await chown(path, 65_534, 65_534);
      await expect(adding(place, 'old', { name: 'clinic-a' })).rejects.toMatchObject({
        details: { path, reason: 'owner-foreign' },
      });
    },
  );
});
