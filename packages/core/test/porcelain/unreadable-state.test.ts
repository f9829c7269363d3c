import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { describeError } from '../../src/messages/describe.ts';
import { check } from '../../src/porcelain/check.ts';
import { status } from '../../src/porcelain/status.ts';
import { readMaterial } from '../../src/store/read-version.ts';
import { openPair, openStore } from '../../src/store/store.ts';
import { kept, useCertificates } from './support/kept.ts';
import { unixOnly } from '../support/left-out.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const certificates = useCertificates();

const kinds = {
  'is-a-folder': (path: string) => mkdir(path),
  'symbolic-link': (path: string) => symlink('loop', path),
  'not-a-file': async (path: string) => void execFileSync('mkfifo', [path]),
};

describe.skipIf(process.platform === 'win32').each(Object.entries(kinds))(
  `in the place of a state file: %s${unixOnly}`,
  (why, plant) => {
    test.each([
      'superseded.json',
      'journal/requested.json',
      'journal/issued.json',
      'journal/saved.json',
      'consumers/state.json',
    ])(
      '%s: that certificate is unreadable, with path and reason; the other as ever',
      async (file) => {
        const consumers = [{ kind: 'manual', label: 'reception' }];
        const place = await kept(certificates());
        await place.configure({ 'clinic-a': { consumers }, 'clinic-b': { consumers } });
        await place.put('renewed', 'clinic-b');
        const before = await status(place.context, ['clinic-b']);
        const path = join(place.context.places.storeDir, 'clinic-a', file);
        await mkdir(dirname(path), { recursive: true });
        await plant(path);
        const [broken, other] = await status(place.context, []);
        expect(broken).toMatchObject({
          name: 'clinic-a',
          state: 'unreadable',
          reason: { code: 'unreadable', path, why },
        });
        expect([other]).toEqual(before);
        expect(other?.state).toBe('valid');
        if (file !== 'superseded.json') return;
        const checked = await check(place.context, []);
        expect(checked.certificates.map(({ state }) => state)).toEqual(['unreadable', 'valid']);
      },
    );
  },
);

test.skipIf(process.platform === 'win32')(
  `a password file that cannot be read is not called one that cannot be written${unixOnly}`,
  async () => {
    const place = await kept(certificates());
    const { effects, places } = place.context;
    const store = openStore(effects, places, openPair);
    const { id, folder } = await place.put('renewed');
    const path = join(folder, 'password.txt');
    await rm(path);
    await mkdir(path);
    const error: unknown = await readMaterial(store, 'clinic-a', id).catch((thrown) => thrown);
    expect(error).toMatchObject({ details: { path, reason: 'is-a-folder', doing: 'read' } });
    expect(describeError(error, 'en').message).toBe(`${path} cannot be read (it is a folder).`);
    expect(describeError(error, 'ja').message).toMatch(/を読み込めません/);
  },
);
