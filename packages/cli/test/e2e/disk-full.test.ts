import { rmSync } from 'node:fs';
import { nodeEffects, type Connect, type FileSystem } from '@weborca-cert/core';
import { afterEach, describe, expect, test } from 'vitest';
import { hookedFileSystem } from '../../../core/test/support/file-operations.ts';
import { openInUse } from './support/clinic.ts';
import { openProcessClinic, type Place, type ProcessClinic } from './support/process-clinic.ts';
import { backedUp, expectFinished, expectPromise, journalStep } from './support/promise.ts';
import { renewHere } from './support/recorded.ts';
import {
  fillUp,
  makeRoom,
  mountSmallDisk,
  unmount,
  withoutSmallDisk,
} from './support/small-disk.ts';

const { files: disk } = nodeEffects({ command: 'test' });
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

/** Store and consumer on a disk of 4 MiB. */
async function onSmallDisk(backups: 'elsewhere' | 'none'): Promise<Place> {
  clinic = await openProcessClinic(1, { backups, prepare });
  const [place] = clinic.places;
  if (place === undefined) throw new Error('no place');
  return place;
}

/** Runs `work` when the service has issued and its answer is not written down yet. */
function afterPost(work: () => void): (connect: Connect) => Connect {
  return (connect) => (target) => {
    const connection = connect(target);
    return {
      ...connection,
      async call(call, signal) {
        const exchange = await connection.call(call, signal);
        if (call.method === 'POST') work();
        return exchange;
      },
    };
  };
}

/** Somebody takes every byte as soon as it is free. */
function greedy(place: Place): {
  readonly files: FileSystem;
  readonly around: (connect: Connect) => Connect;
} {
  let full = false;
  const files = hookedFileSystem(disk, { before: () => void (full && fillUp(place.root)) });
  const around = afterPost(() => {
    full = true;
    fillUp(place.root);
  });
  return { files, around };
}

describe.skipIf(why !== null)(`a full disk${why === null ? '' : ` (skipped: ${why})`}`, () => {
  test('is found before the request, however full it is', { timeout: 120_000 }, async () => {
    const place = await onSmallDisk('elsewhere');
    const told: string[] = [];
    for (let kib = 0; kib <= 1536; kib += 64) {
      place.reset();
      fillUp(place.root, kib);
      const { outcome, error } = await renewHere(place, { files: disk });
      told.push(error?.code ?? outcome);
      makeRoom(place.root);
      await expectPromise(place, []);
      if (outcome === 'renewed') continue;
      expect(error?.code).toBe('destination-not-writable');
      expect(place.posts()).toBe(0);
      expect(journalStep(place)).toBe('none');
    }
    // The reserve of 1 MiB is what decides; with it there, everything gets its place.
    expect(told.indexOf('renewed')).toBeGreaterThanOrEqual(16);
    expect(told.slice(told.indexOf('renewed')).every((each) => each === 'renewed')).toBe(true);
    place.reset();
    expect((await renewHere(place, { files: disk })).outcome).toBe('renewed');
  });

  test('that fills up after the request: the reserve is enough', async () => {
    const place = await onSmallDisk('elsewhere');
    const around = afterPost(() => fillUp(place.root));
    const result = await renewHere(place, { files: disk, around });
    expect(result).toMatchObject({ outcome: 'renewed' });
    expect(result.error).toBeUndefined();
    expect(place.posts()).toBe(1);
    await expectFinished(place, place.issued()[0]?.fingerprint ?? 'none');
  });

  test('and takes the reserve too: saved to a backup, and resumed', async () => {
    const place = await onSmallDisk('elsewhere');
    const result = await renewHere(place, greedy(place));
    expect(result).toMatchObject({
      outcome: 'failed',
      error: { code: 'destination-not-writable' },
    });
    const [issued] = place.issued();
    await expectPromise(place, [issued?.pass ?? '']);
    expect(await backedUp(place)).toContain(issued?.fingerprint);
    expect(journalStep(place)).toBe('issued');
    makeRoom(place.root);
    expect(await renewHere(place, { files: disk })).toMatchObject({ outcome: 'resumed' });
    expect(place.posts()).toBe(1);
    await expectFinished(place, issued?.fingerprint ?? 'none');
  });

  test('and there is no backup: the password is in the journal, and it is resumed', async () => {
    const place = await onSmallDisk('none');
    const result = await renewHere(place, greedy(place));
    expect(result).toMatchObject({
      outcome: 'failed',
      error: { code: 'destination-not-writable' },
    });
    const [issued] = place.issued();
    await expectPromise(place, [issued?.pass ?? '']);
    makeRoom(place.root);
    expect(await renewHere(place, { files: disk })).toMatchObject({ outcome: 'resumed' });
    expect(place.posts()).toBe(1);
    expect(journalStep(place)).toBe('none');
  });

  test('whose every write fails after the request: saved to a backup from memory', async () => {
    const place = await onSmallDisk('elsewhere');
    let broken = false;
    const files = hookedFileSystem(disk, {
      before({ kind, path }) {
        const writes = ['create', 'append', 'overwrite', 'rename', 'makeDirectory'].includes(kind);
        if (!broken || !writes || !path.startsWith(place.home)) return;
        throw Object.assign(new Error('by test'), { code: 'EIO', path });
      },
    });
    const around = afterPost(() => {
      broken = true;
    });
    const result = await renewHere(place, { files, around });
    expect(result).toMatchObject({
      outcome: 'failed',
      error: { code: 'destination-not-writable' },
    });
    expect(await backedUp(place)).toContain(place.issued()[0]?.fingerprint);
  });

  test('whose store vanishes after the request: the certificate is in the store', async () => {
    const place = await onSmallDisk('elsewhere');
    const around = afterPost(() => rmSync(`${place.home}/store`, { recursive: true }));
    const result = await renewHere(place, { files: disk, around });
    expect(result).toMatchObject({ outcome: 'renewed', new: { commonName: place.commonName } });
    expect(await backedUp(place)).toContain(place.issued()[0]?.fingerprint);
    expect(await openInUse(place.context, place.name)).toBe(place.issued()[0]?.fingerprint);
    const next = await renewHere(place, { files: disk });
    expect(next.outcome).toBe('not-due');
    expect(place.posts()).toBe(1);
  });
});
