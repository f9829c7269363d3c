import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { settleUnfinished } from '../../src/consumers/settle.ts';
import { switchSets, type PlannedReplacement } from '../../src/consumers/switch-files.ts';
import type { Effects } from '../../src/effects.ts';
import type { FileSystem } from '../../src/files/file-system.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { nodeEffects } from '../../src/node-effects.ts';
import { sha256Hex } from '../../src/bytes.ts';
import {
  crashingFileSystem,
  failingFileSystem,
  isChange,
  recordingFileSystem,
  withoutSyncing,
} from '../support/file-operations.ts';
import { apart, pointsOf } from '../support/sweep.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

// Real files, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const real = withoutSyncing(nodeFileSystem(process.platform));

/** Two that belong together, one alone that is new, two of which one may only be written over. */
const groups = [['a/client.crt', 'b/client.pem'], ['b/new.pass'], ['c/mounted.p12', 'c/push.yml']];
const isNewFile = (target: string): boolean => target.endsWith('.pass');
const oldOf = (target: string): string => (isNewFile(target) ? 'missing' : `old ${target}`);
const newOf = (target: string): string => `new ${target}`;

interface Scene {
  readonly root: string;
  readonly state: string;
}

async function scene(): Promise<Scene> {
  const root = await temporaryFolder();
  for (const folder of ['a', 'b', 'c', 'state']) await mkdir(join(root, folder));
  for (const target of groups.flat()) {
    if (!isNewFile(target)) await writeFile(join(root, target), oldOf(target));
  }
  return { root, state: join(root, 'state') };
}

/** What is to be done from here: the sets that are not new yet. */
async function remaining({ root }: Scene): Promise<readonly (readonly PlannedReplacement[])[]> {
  const all = await Promise.all(groups.map((targets) => textsOf({ root, state: '' }, targets)));
  const open = groups.filter((targets, index) => all[index]?.join() !== targets.map(newOf).join());
  return open.map((targets) =>
    targets.map((target) => ({
      path: join(root, target),
      bytes: Buffer.from(newOf(target)),
      secret: true,
      meaning: target,
      plannedFrom: isNewFile(target) ? null : sha256Hex(oldOf(target)),
      inPlace: target.endsWith('mounted.p12'),
    })),
  );
}

async function textsOf({ root }: Scene, targets: readonly string[]): Promise<readonly string[]> {
  return Promise.all(
    targets.map((target) => readFile(join(root, target), 'utf8').catch(() => 'missing')),
  );
}

/** Of each set: whether it is old or new; anything else is a failed test. */
async function statesOf(place: Scene): Promise<readonly ('old' | 'new')[]> {
  const states: ('old' | 'new')[] = [];
  for (const targets of groups) {
    const texts = await textsOf(place, targets);
    expect([targets.map(oldOf), targets.map(newOf)]).toContainEqual(texts);
    states.push(texts[0] === newOf(targets[0] ?? '') ? 'new' : 'old');
  }
  return states;
}

/** Besides the targets there are whole copies of what was replaced, each once. */
async function expectTidy(place: Scene): Promise<void> {
  const states = await statesOf(place);
  const kept: string[] = [];
  for (const folder of ['a', 'b', 'c', 'state/consumers/kept']) {
    const names = await readdir(join(place.root, folder)).catch((): readonly string[] => []);
    for (const name of names.filter((one) => !groups.flat().includes(`${folder}/${one}`))) {
      // What waited in the state folder goes last; a run an hour later would sweep it.
      if (folder.startsWith('state') && name.startsWith('.weborca-cert-')) continue;
      expect(name).toMatch(/\.old-\d{8}$/);
      kept.push(await readFile(join(place.root, folder, name), 'utf8'));
    }
  }
  const replaced = groups.filter((_, index) => states[index] === 'new').flat();
  const wanted = replaced.filter((target) => !isNewFile(target)).map(oldOf);
  expect(kept.toSorted()).toStrictEqual(wanted.toSorted());
  const records = await readdir(join(place.state, 'consumers')).catch(() => []);
  expect(records).not.toContain('switch.json');
}

function effectsWith(files: FileSystem): Effects {
  return { ...nodeEffects({ command: 'test' }), files };
}

async function countChanges(): Promise<number> {
  const place = await scene();
  const { files, operations } = recordingFileSystem(real);
  await switchSets(effectsWith(files), place.state, { sets: await remaining(place) });
  return operations.filter(isChange).length;
}

async function crashAt(place: Scene, n: number): Promise<void> {
  const { files } = crashingFileSystem(real, n);
  const sets = await remaining(place);
  await switchSets(effectsWith(files), place.state, { sets }).catch(() => null);
}

describe('several sets that are switched at once', () => {
  it('are each old or new wherever the process is killed, and the next run goes on', async () => {
    const count = await countChanges();
    expect(count).toBeGreaterThan(30);
    const seen = new Set<string>();
    for (const n of pointsOf('several sets, killed', 3, [1, count])) {
      const place = await scene();
      await crashAt(place, n);
      await settleUnfinished(effectsWith(real), place.state);
      seen.add((await statesOf(place)).join());
      if (n > 1) await expectTidy(place);
      const sets = await remaining(place);
      const results = await switchSets(effectsWith(real), place.state, { sets });
      expect(results.map(({ kind }) => kind)).toStrictEqual(sets.map(() => 'switched'));
      expect(await statesOf(place)).toStrictEqual(['new', 'new', 'new']);
      await expectTidy(place);
    }
    expect(seen).toContain('old,old,old');
    expect(seen).toContain('new,new,new');
  });

  it('survive a second kill while the first is being settled', async () => {
    const count = await countChanges();
    for (const n of pointsOf('several sets, killed twice', 11, [3, count])) {
      for (let m = 1; m <= 16; m += apart(3)) {
        const place = await scene();
        await crashAt(place, n);
        const { files } = crashingFileSystem(real, m);
        await settleUnfinished(effectsWith(files), place.state).catch(() => null);
        await settleUnfinished(effectsWith(real), place.state);
        await expectTidy(place);
      }
    }
  });

  it.each(groups.flat())('fail alone: %s cannot be written', async (target) => {
    const own = groups.findIndex((targets) => targets.includes(target));
    const count = await countChanges();
    for (let n = 1; n <= count; n += apart(1)) {
      const place = await scene();
      const counts = ({ path, ...rest }: { readonly path: string; readonly to?: string }) =>
        path.startsWith(join(place.root, target)) || rest.to === join(place.root, target);
      const failing = failingFileSystem(real, n, 'EACCES', { counts });
      const sets = await remaining(place);
      const results = await switchSets(effectsWith(failing.files), place.state, { sets });
      if (failing.count() < n) break;
      const expected = groups.map((_, index) => (index === own ? 'failed' : 'switched'));
      expect(results.map(({ kind }) => kind)).toStrictEqual(expected);
      expect(results[own]).toMatchObject({
        path: join(place.root, target),
        reason: 'no-permission',
      });
      await settleUnfinished(effectsWith(real), place.state);
      const states = await statesOf(place);
      expect(states.filter((_, index) => index !== own)).toStrictEqual(['new', 'new']);
    }
  });

  it('that were begun by 0.1.0 are one set, and settled first', async () => {
    const count = await countChanges();
    const outcomes = new Set<string>();
    for (let n = 1; n <= count; n += 3) {
      const place = await scene();
      await crashAt(place, n);
      const record = join(place.state, 'consumers', 'switch.json');
      const written = await readFile(record, 'utf8').catch(() => null);
      if (written === null) continue;
      const { schemaVersion, sets } = JSON.parse(written);
      expect(schemaVersion).toBe(2);
      // The older program had one set, and one phase for all that is in it.
      const pairs = sets.flatMap((set: { pairs: readonly unknown[] }) => set.pairs);
      const old = { schemaVersion: 1, phase: sets[0].phase, pairs };
      await writeFile(record, JSON.stringify(old));
      const settled = await settleUnfinished(effectsWith(real), place.state);
      expect(settled).toHaveLength(1);
      expect(new Set(await statesOf(place)).size).toBe(1);
      await expectTidy(place);
      outcomes.add((await statesOf(place)).join());
    }
    expect(outcomes.size).toBe(2);
  });
});
