import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { checkBackups } from '../../src/backup/check.ts';
import type { BackupContext } from '../../src/backup/types.ts';
import { writeBackup } from '../../src/backup/write.ts';
import type { FileSystem } from '../../src/files/file-system.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { backups, material } from '../support/backup-context.ts';
import {
  isCrash,
  crashingFileSystem,
  recordingFileSystem,
  withoutSyncing,
} from '../support/file-operations.ts';
import { losses, replay, snapshot } from '../support/power-cut.ts';
import { pointsOf } from '../support/sweep.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

// Every operation is a point, and each point a run of its own; a busy machine needs its time.
vi.setConfig({ testTimeout: 120_000 });

const disk = withoutSyncing(nodeFileSystem(process.platform));
const old = material();
const renewed = material();

/** A root folder with a destination that holds the old certificate's backup already. */
async function prepared(): Promise<{ context: BackupContext; root: string }> {
  const { context, destination, root } = await backups();
  const quick = { ...context, files: disk };
  await writeBackup(quick, { path: destination, password: 'beside' }, old);
  return { context: quick, root };
}

function contextAt(context: BackupContext, root: string, files: FileSystem): BackupContext {
  return { ...context, stateDir: join(root, 'state'), files };
}

function destinationIn(root: string) {
  return { path: join(root, 'USB メモリ', '控え backup'), password: 'beside' } as const;
}

/** Every backup that has its name opens; and the next run makes up for the missing one. */
async function expectWhole(context: BackupContext, root: string): Promise<number> {
  const again = contextAt(context, root, disk);
  const checked = await checkBackups(again, [destinationIn(root)]);
  expect(checked.filter(({ ok }) => !ok)).toEqual([]);
  await writeBackup(again, destinationIn(root), renewed);
  expect(await checkBackups(again, [destinationIn(root)])).toMatchObject([
    { ok: true },
    { ok: true },
  ]);
  return checked.length;
}

test('a process that ends before any file operation leaves whole backups only', async () => {
  const first = await prepared();
  const counting = crashingFileSystem(disk, Number.POSITIVE_INFINITY, () => true);
  const counted = contextAt(first.context, first.root, counting.files);
  await writeBackup(counted, destinationIn(first.root), renewed);
  const found: number[] = [];
  for (const n of pointsOf('backup, killed', 3, [1, counting.count()])) {
    const { context, root } = await prepared();
    const { files } = crashingFileSystem(disk, n, () => true);
    const writing = writeBackup(contextAt(context, root, files), destinationIn(root), renewed);
    await expect(writing).rejects.toSatisfy(isCrash);
    found.push(await expectWhole(context, root));
  }
  expect(new Set(found)).toEqual(new Set([1, 2]));
});

test.each(losses)('a power cut leaves whole backups only: %s', async (loss) => {
  const { context, root } = await prepared();
  // The paths of the replay differ, so the destination is known there by nothing but its marker.
  const initial = await snapshot(root);
  const { files, operations } = recordingFileSystem(disk);
  await writeBackup(contextAt(context, root, files), destinationIn(root), renewed);
  const found: number[] = [];
  for (const cut of pointsOf(`backup, ${loss}`, 3, [0, operations.length])) {
    const into = await temporaryFolder();
    await replay(operations.slice(0, cut), { root, initial, into, loss });
    found.push(await expectWhole(context, into));
  }
  expect(found.at(0)).toBe(1);
  expect(found.at(-1)).toBe(2);
});
