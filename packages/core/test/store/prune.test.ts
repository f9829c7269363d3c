import * as fc from 'fast-check';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addVersion, prune, versionsToRemove } from '../../src/store/versions.ts';
import { latestOf, switchTo } from '../../src/store/current.ts';
import { listVersions } from '../../src/store/read-version.ts';
import type { StoredVersion } from '../../src/store/types.ts';
import { standIn, testStore } from '../support/pairs.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const now = new Date('2026-11-22T00:00:00Z');
const dayMs = 86_400_000;

function version(index: number, daysLeft: number): StoredVersion {
  const { facts } = standIn({ notAfter: new Date(now.getTime() + daysLeft * dayMs) });
  return {
    id: `20200101T0000${String(index).padStart(2, '0')}Z-00000000`,
    folder: '',
    manifest: {
      schemaVersion: 1,
      facts,
      p12Sha256: '',
      fileName: '',
      origin: 'renewed',
      createdAt: now,
    },
  };
}

const histories = fc.array(fc.integer({ min: -2000, max: 1000 }), { maxLength: 14 }).chain((days) =>
  fc.record({
    versions: fc.constant(days.map((daysLeft, index) => version(index, daysLeft))),
    current: fc.nat({ max: Math.max(0, days.length - 1) }),
  }),
);

test('only expired ones go, never the one in use or the latest, and five stay', () => {
  fc.assert(
    fc.property(histories, ({ versions, current }) => {
      const inUse = versions[current]?.id ?? null;
      const removed = versionsToRemove(versions, inUse, now);
      const left = versions.filter((one) => !removed.includes(one));
      for (const { id, manifest } of removed) {
        expect(manifest.facts.notAfter.getTime()).toBeLessThan(now.getTime());
        expect(id).not.toBe(inUse);
        expect(id).not.toBe(latestOf(versions)?.id);
      }
      expect(left.length).toBeGreaterThanOrEqual(Math.min(5, versions.length));
      const removable = left.filter(
        ({ id, manifest }) =>
          manifest.facts.notAfter < now && id !== inUse && id !== latestOf(versions)?.id,
      );
      // Either five are left, or nothing more may go.
      expect(left.length <= 5 || removable.length === 0).toBe(true);
      // What goes ended before what stays and could have gone.
      const lastRemoved = Math.max(...removed.map(endOf));
      expect(removable.every((one) => endOf(one) >= lastRemoved)).toBe(true);
    }),
  );
});

function endOf(one: StoredVersion): number {
  return one.manifest.facts.notAfter.getTime();
}

test('nothing goes while it is not known which one is in use', () => {
  const versions = Array.from({ length: 9 }, (_, index) => version(index, -100 - index));
  expect(versionsToRemove(versions, null, now)).toEqual([]);
  expect(versionsToRemove(versions, versions[0]?.id ?? null, now)).toHaveLength(4);
});

test('on disk: the folders go, and with a lost pointer none does', async () => {
  const store = testStore(join(await temporaryFolder(), 'store'));
  const ids: string[] = [];
  for (let year = 2015; year <= 2028; year += 2) {
    const pair = standIn({ notAfter: new Date(`${year}-06-01T00:00:00Z`) });
    const { id } = await addVersion(store, 'a', pair, new Date(`${year - 2}-06-01T00:00:00Z`));
    ids.push(id);
  }
  expect(await prune(store, 'a', now)).toEqual([]);
  const [first = '', second = '', third = ''] = ids;
  await switchTo(store, 'a', first);
  expect(await prune(store, 'a', now)).toEqual([second, third]);
  expect((await listVersions(store, 'a')).map(({ id }) => id)).toEqual(
    ids.filter((id) => id !== second && id !== third),
  );
});
