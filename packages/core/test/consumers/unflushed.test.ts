import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { sep } from 'node:path';
import { afterAll, beforeAll, describe as always, expect, it, vi } from 'vitest';
import { prepareDestination } from '../../src/backup/destination.ts';
import { writeBackups } from '../../src/backup/write.ts';
import type { FileSystem } from '../../src/files/file-system.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { openPkcs12 } from '../../src/pkcs12/open.ts';
import { openPair } from '../../src/store/store.ts';
import { haveCounterparts } from '../support/counterparts.ts';
import { hookedFileSystem } from '../support/file-operations.ts';
import { type Certificates, makeCertificates } from './support/certificates.ts';
import { makePlace, placeIn, states, type Place } from './support/place.ts';

const describe = haveCounterparts('openssl') ? always : always.skip;
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.close());

type Flush = 'syncFile' | 'syncDirectory';

/** Flushing what lies below the folder is refused, as network and synchronised drives refuse it. */
function refusing(folder: string, what: Flush, code: string): FileSystem {
  return hookedFileSystem(nodeFileSystem(process.platform), {
    before({ kind, path }) {
      if (kind !== what || !`${path}${sep}`.startsWith(`${folder}${sep}`)) return;
      throw Object.assign(new Error(`${code}: fsync`), { code, syscall: 'fsync' });
    },
  });
}

async function share(what: Flush, code: string): Promise<Place> {
  const { old, renewed } = certificates;
  const { root } = await makePlace(old, renewed);
  const place = placeIn(root, { files: refusing(`${root}${sep}share`, what, code) });
  await mkdir(place.at('share', 'backups'), { recursive: true });
  await writeFile(place.at('share', 'c.p12'), old.p12);
  return place;
}

const entry = { kind: 'pkcs12', path: '~/share/c.p12' };
const refusals: readonly (readonly [Flush, string])[] = [
  ['syncDirectory', 'EPERM'],
  ['syncDirectory', 'EIO'],
  ['syncDirectory', 'EACCES'],
  ['syncDirectory', 'EBADF'],
  ['syncDirectory', 'EINVAL'],
  ['syncFile', 'EPERM'],
  ['syncFile', 'EINVAL'],
];

describe('a drive that does not flush', () => {
  it.each(refusals)(
    '%s %s: a program’s file is brought up to date, and that is said',
    async (what, code) => {
      const { renewed, old } = certificates;
      const place = await share(what, code);
      const statuses = await place.deploy([entry], renewed);
      expect(states(statuses)).toStrictEqual(['current']);
      expect(statuses[0]?.notes).toStrictEqual(['not-flushed']);
      const { identity } = await openPkcs12(
        await readFile(place.at('share', 'c.p12')),
        old.password,
      );
      expect(identity.leaf.facts.fingerprintSha256).toBe(renewed.fingerprint);
      // Said when it was written, not each time that nothing is.
      expect((await place.deploy([entry], renewed))[0]?.notes).toBeUndefined();
    },
  );

  it.each(refusals)('%s %s: a backup is written, read back and told', async (what, code) => {
    const { renewed } = certificates;
    const { effects, certificateFolder, at } = await share(what, code);
    const context = {
      files: effects.files,
      now: effects.now,
      randomBytes: effects.randomBytes,
      platform: effects.platform,
      stateDir: certificateFolder,
      open: openPair,
    };
    const path = at('share', 'backups');
    await prepareDestination(context, path);
    const [result] = await writeBackups(context, [{ path, password: 'beside' }], {
      name: 'clinic-a',
      version: '20260101T000000Z-00000000',
      p12: renewed.p12,
      password: renewed.password,
      facts: renewed.identity.leaf.facts,
      fileName: renewed.fileName,
      configurationEntry: null,
      support: null,
    });
    expect(result).toMatchObject({ ok: true, notes: [{ code: 'not-flushed', path }] });
  });

  it('is not confused with a disk that fails, or is full', async () => {
    const { renewed } = certificates;
    for (const [code, reason] of [
      ['EIO', 'fsync-refused'],
      ['ENOSPC', 'disk-full'],
    ] as const) {
      const place = await share('syncFile', code);
      expect(states(await place.deploy([entry], renewed))).toStrictEqual([`failed ${reason}`]);
    }
  });

  it('in the store is none that is gone on with', async () => {
    const { old, renewed } = certificates;
    const { root, certificateFolder } = await makePlace(old, renewed);
    await writeFile(`${root}${sep}c.p12`, old.p12);
    const place = placeIn(root, { files: refusing(certificateFolder, 'syncFile', 'EPERM') });
    const consumers = [{ kind: 'pkcs12', path: '~/c.p12' }];
    await expect(place.deploy(consumers, renewed)).rejects.toMatchObject({ code: 'EPERM' });
    expect(await readFile(place.at('c.p12'))).toStrictEqual(Buffer.from(old.p12));
  });
});
