import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { PlannedReplacement } from '../../src/consumers/switch-files.ts';
import { settled, switchOne } from './support/one-set.ts';
import type { Effects } from '../../src/effects.ts';
import type { FileSystem } from '../../src/files/file-system.ts';
import { nodeEffects } from '../../src/node-effects.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { sha256Hex } from '../../src/bytes.ts';
import {
  crashingFileSystem,
  failingFileSystem,
  isChange,
  recordingFileSystem,
  withoutSyncing,
  type FileOperation,
} from '../support/file-operations.ts';
import { losses, replay, snapshot } from '../support/power-cut.ts';
import { apart, pointsOf } from '../support/sweep.ts';
import { onWindows, unixOnly } from '../support/left-out.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

// Real files, keys and programs, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const real = withoutSyncing(nodeFileSystem(process.platform));
const targets = ['a/certificate.crt', 'b/key.pem', 'b/settings.yml', 'b/new.pass'];

interface Scene {
  readonly root: string;
  readonly state: string;
  readonly replacements: readonly PlannedReplacement[];
}

/** Three files to replace in two folders, and one that does not exist yet. */
async function scene(): Promise<Scene> {
  const root = await temporaryFolder();
  await mkdir(join(root, 'a'));
  await mkdir(join(root, 'b'));
  await mkdir(join(root, 'state'));
  for (const target of targets.slice(0, 3)) {
    await writeFile(join(root, target), `old ${target}`);
    await chmod(join(root, target), 0o600);
  }
  return sceneIn(root);
}

function sceneIn(root: string): Scene {
  const replacements = targets.map((target, index) => ({
    path: join(root, target),
    bytes: Buffer.from(`new ${target}`),
    secret: true,
    meaning: target,
    plannedFrom: index < 3 ? sha256Hex(`old ${target}`) : null,
  }));
  return { root, state: join(root, 'state'), replacements };
}

function effectsWith(files: FileSystem): Effects {
  return { ...nodeEffects({ command: 'test' }), files };
}

async function contents({ root }: Scene): Promise<readonly string[]> {
  const read = (target: string) => readFile(join(root, target), 'utf8').catch(() => 'missing');
  return Promise.all(targets.map(read));
}

const allOld = [...targets.slice(0, 3).map((target) => `old ${target}`), 'missing'];
const allNew = targets.map((target) => `new ${target}`);

/** Nothing beside the targets but whole copies of what was replaced. */
async function leftovers({ root }: Scene): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of ['a', 'b']) {
    for (const name of await readdir(join(root, folder))) {
      const path = `${folder}/${name}`;
      if (targets.includes(path)) continue;
      const original = path.replace(/\.old-\d{8}(-\d+)?$/, '');
      const whole = (await readFile(join(root, path), 'utf8')) === `old ${original}`;
      if (!whole || !targets.includes(original)) found.push(path);
    }
  }
  return found;
}

async function countChanges(): Promise<number> {
  const { state, replacements } = await scene();
  const { files, operations } = recordingFileSystem(real);
  await switchOne(effectsWith(files), state, replacements);
  return operations.filter(isChange).length;
}

describe('files that switch as a set', () => {
  it.skipIf(onWindows)(
    `are all new, with the old ones kept beside, rights as they were${unixOnly}`,
    async () => {
      const place = await scene();
      await chmod(join(place.root, targets[0] ?? ''), 0o444);
      const result = await switchOne(effectsWith(real), place.state, place.replacements);
      expect(result).toMatchObject({ kind: 'switched' });
      expect(await contents(place)).toStrictEqual(allNew);
      expect(await leftovers(place)).toStrictEqual([]);
      const modes = targets.map(async (t) => (await stat(join(place.root, t))).mode & 0o777);
      expect(await Promise.all(modes)).toStrictEqual([0o444, 0o600, 0o600, 0o600]);
      expect(await readdir(place.state + '/consumers')).toStrictEqual([]);
    },
  );

  it('are refused when one is not what it was planned from', async () => {
    const place = await scene();
    await writeFile(join(place.root, 'b/settings.yml'), 'somebody edited it');
    const result = await switchOne(effectsWith(real), place.state, place.replacements);
    expect(result).toStrictEqual({
      kind: 'failed',
      path: join(place.root, 'b/settings.yml'),
      reason: 'changed-meanwhile',
      putBack: true,
    });
  });

  it('are old or new, and after the next run all the same, wherever the process is killed', async () => {
    const count = await countChanges();
    expect(count).toBeGreaterThan(20);
    for (const n of pointsOf('switched set, killed', 3, [1, count])) {
      const place = await scene();
      const { files } = crashingFileSystem(real, n);
      await switchOne(effectsWith(files), place.state, place.replacements).catch(() => null);
      const torn = (await contents(place)).map((text, i) => [allOld[i], allNew[i]].includes(text));
      expect(torn).not.toContain(false);
      await settled(effectsWith(real), place.state);
      const after = await contents(place);
      expect([allOld, allNew]).toContainEqual(after);
      expect(await leftovers(place)).toStrictEqual([]);
      expect(await settled(effectsWith(real), place.state)).toBeNull();
    }
  });

  it('survive a second kill while the first is being settled', async () => {
    const count = await countChanges();
    for (const n of pointsOf('switched set, killed twice', 11, [2, count])) {
      for (let m = 1; m <= 12; m += apart(3)) {
        const place = await scene();
        const first = crashingFileSystem(real, n).files;
        await switchOne(effectsWith(first), place.state, place.replacements).catch(() => null);
        const second = crashingFileSystem(real, m).files;
        await settled(effectsWith(second), place.state).catch(() => null);
        await settled(effectsWith(real), place.state);
        expect([allOld, allNew]).toContainEqual(await contents(place));
        expect(await leftovers(place)).toStrictEqual([]);
      }
    }
  });

  // The record of what is intended names files, in JSON: `rebased` finds no path of Windows in it.
  it.skipIf(onWindows).each(losses)(`survive a power cut: %s${unixOnly}`, async (loss) => {
    const place = await scene();
    const initial = await snapshot(place.root);
    const { files, operations } = recordingFileSystem(real);
    await switchOne(effectsWith(files), place.state, place.replacements);
    const changes: readonly FileOperation[] = operations.filter(isChange);
    for (const n of pointsOf(`switched set, ${loss}`, 3, [0, changes.length])) {
      const into = await temporaryFolder();
      const moved = rebased(changes.slice(0, n), place.root, into);
      await replay(moved, { root: into, initial, into, loss });
      const cut = sceneIn(into);
      const texts = await contents(cut);
      expect(texts.every((text, i) => [allOld[i], allNew[i]].includes(text))).toBe(true);
      await settled(effectsWith(real), cut.state);
      expect([allOld, allNew]).toContainEqual(await contents(cut));
      expect(await settled(effectsWith(real), cut.state)).toBeNull();
    }
  });

  it.each(['once', 'from-then-on'] as const)(
    'are put back when an operation fails %s',
    async (fails) => {
      const count = await countChanges();
      for (const n of pointsOf(`switched set, full disk ${fails}`, 3, [1, count])) {
        const place = await scene();
        const { files } = failingFileSystem(real, n, 'ENOSPC', { fails });
        const result = await switchOne(effectsWith(files), place.state, place.replacements);
        await settled(effectsWith(real), place.state);
        const after = await contents(place);
        expect([allOld, allNew]).toContainEqual(after);
        expect(await leftovers(place)).toStrictEqual([]);
        const told = result?.kind === 'failed' && result.putBack ? after : allOld;
        expect(told).toStrictEqual(allOld);
      }
    },
  );

  it('are finished, not undone, when the renames had begun', async () => {
    const place = await scene();
    const afterFirst = (operation: FileOperation) =>
      operation.kind === 'rename' && place.replacements.some(({ path }) => path === operation.to);
    const { files } = crashingFileSystem(real, 2, afterFirst);
    await switchOne(effectsWith(files), place.state, place.replacements).catch(() => null);
    expect(await contents(place)).not.toStrictEqual(allOld);
    const told = await settled(effectsWith(real), place.state);
    expect(told).toStrictEqual({ kind: 'finished' });
    expect(await contents(place)).toStrictEqual(allNew);
  });

  it('go back when somebody edits one of them between the kill and the next run', async () => {
    const place = await scene();
    const afterFirst = (operation: FileOperation) =>
      operation.kind === 'rename' && place.replacements.some(({ path }) => path === operation.to);
    const { files } = crashingFileSystem(real, 2, afterFirst);
    await switchOne(effectsWith(files), place.state, place.replacements).catch(() => null);
    await writeFile(join(place.root, 'b/settings.yml'), 'edited by hand');
    const told = await settled(effectsWith(real), place.state);
    expect(told).toMatchObject({ kind: 'undone', reason: 'changed-meanwhile', putBack: true });
    const wanted = [...allOld.slice(0, 2), 'edited by hand', 'missing'];
    expect(await contents(place)).toStrictEqual(wanted);
  });

  it('say which one could not be renamed', async () => {
    const place = await scene();
    const { files } = failingFileSystem(real, 1, 'EACCES', {
      counts: ontoSettings,
    });
    const result = await switchOne(effectsWith(files), place.state, place.replacements);
    const path = join(place.root, 'b/settings.yml');
    expect(result).toStrictEqual({ kind: 'failed', path, reason: 'no-permission', putBack: true });
    expect(await contents(place)).toStrictEqual(allOld);
    expect(await leftovers(place)).toStrictEqual([]);
  });
});

function ontoSettings(operation: FileOperation): boolean {
  return operation.kind === 'rename' && operation.to.endsWith('settings.yml');
}

/** The same operations in another folder; the record of the intent names files by path. */
function rebased(
  operations: readonly FileOperation[],
  from: string,
  to: string,
): readonly FileOperation[] {
  const move = (text: string) => text.replaceAll(from, to);
  return operations.map((operation): FileOperation => {
    const path = move(operation.path);
    switch (operation.kind) {
      case 'rename':
        return { kind: 'rename', path, to: move(operation.to) };
      case 'create':
      case 'append':
      case 'overwrite': {
        const bytes = Buffer.from(move(Buffer.from(operation.bytes).toString('utf8')));
        return { ...operation, path, bytes };
      }
      default:
        return { ...operation, path };
    }
  });
}
