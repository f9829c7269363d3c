import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Context } from '../../src/context.ts';
import { describeError } from '../../src/messages/describe.ts';
import { backup, verifyBackups } from '../../src/porcelain/backup.ts';
import { check } from '../../src/porcelain/check.ts';
import { deploy } from '../../src/porcelain/deploy.ts';
import { doctor } from '../../src/porcelain/doctor.ts';
import { history } from '../../src/porcelain/history.ts';
import { metricsPieces } from '../../src/porcelain/metrics.ts';
import { dueReminders, muteReminders } from '../../src/porcelain/reminders.ts';
import { renew } from '../../src/porcelain/renew.ts';
import { report } from '../../src/porcelain/report.ts';
import { status } from '../../src/porcelain/status.ts';
import { versionsOfAll } from '../../src/porcelain/versions.ts';
import { readMaterial } from '../../src/store/read-version.ts';
import { openPair, openStore } from '../../src/store/store.ts';
import { kept, useCertificates } from './support/kept.ts';
import { hookedFileSystem } from '../support/file-operations.ts';
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

/** What a damaged file system, a share that is away, a scanner, or a want of handles answers. */
const codes = ['EIO', 'EUCLEAN', 'ESTALE', 'EBUSY', 'EMFILE', 'UNKNOWN'] as const;

/** Each with what it tells of one certificate. */
const looks: Readonly<Record<string, (context: Context, name: string) => Promise<unknown>>> = {
  status: async (context, name) => named(await status(context, []), name),
  check: async (context, name) => named((await check(context, [])).certificates, name),
  report: async (context, name) => named((await report(context, [])).rows, name),
  history: async (context, name) => named(await history(context, []), name),
  versions: async (context, name) => named(await versionsOfAll(context), name),
  metrics: async (context, name) =>
    [...(await metricsPieces(context, []))].join('').match(new RegExp(`.*"${name}".*`, 'g')),
  reminders: async (context, name) => named(await dueReminders(context), name),
  backups: async (context, name) => named(await verifyBackups(context, []), name)?.ok,
  backup: async (context, name) => named(await backup(context, []), name)?.backups[0]?.ok,
  deploy: async (context, name) =>
    named(await deploy(context, [], { dryRun: true }), name)?.consumers,
  renew: async (context, name) =>
    named(await renew(context, [], { force: false, dryRun: false }), name)?.outcome,
  doctor: async (context, name) => {
    const { findings } = await doctor(context, [], { offline: true });
    return findings.filter(({ facts }) => 'name' in facts && facts.name === name);
  },
};

function named<T extends { readonly name: string | null }>(
  all: readonly T[],
  name: string,
): T | undefined {
  return all.find((one) => one.name === name);
}

/** Every operation below the certificate's folder in the store fails. */
function withoutFolder(context: Context, name: string, code: string): Context {
  const folder = join(context.places.storeDir, name);
  const files = hookedFileSystem(context.effects.files, {
    before({ path }) {
      if (path !== folder && !path.startsWith(`${folder}${sep}`)) return;
      throw Object.assign(new Error(`${code} by test`), { code, path, syscall: 'open' });
    },
  });
  return { ...context, effects: { ...context.effects, files } };
}

describe.each(codes)('whatever is done in the folder of one certificate fails with %s', (code) => {
  test('and every look and every work at all goes on with the other', async () => {
    const place = await kept(certificates());
    const usb = place.at('usb');
    await mkdir(usb);
    const consumers = [{ kind: 'manual', label: 'reception' }];
    await place.configure({
      'clinic-a': { consumers, backups: [usb] },
      'clinic-b': { consumers, backups: [usb] },
    });
    await place.put('renewed', 'clinic-b');
    await backup(place.context, []);
    await muteReminders(place.context, false);
    const broken = withoutFolder(place.context, 'clinic-a', code);
    for (const [look, tell] of Object.entries(looks)) {
      const before = await tell(place.context, 'clinic-b');
      expect({ look, told: await tell(broken, 'clinic-b') }).toEqual({ look, told: before });
    }
    expect(named(await status(broken, []), 'clinic-a')).toMatchObject({ state: 'unreadable' });
    expect(await looks['check']?.(broken, 'clinic-a')).toMatchObject({ state: 'unreadable' });
    const failed = named(await backup(broken, []), 'clinic-a');
    expect(failed?.error?.code).not.toBe('internal');
    expect(failed?.error).toBeDefined();
  });
});

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
