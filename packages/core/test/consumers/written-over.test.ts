import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe as always, expect, it, onTestFinished, vi } from 'vitest';
import { inspectConsumers } from '../../src/consumers/inspect.ts';
import { noteCurrent } from '../../src/consumers/note-current.ts';
import { pointsIn, probeConsumers } from '../../src/consumers/probe.ts';
import type { PlannedReplacement } from '../../src/consumers/switch-files.ts';
import { settled, switchOne } from './support/one-set.ts';
import type { Effects } from '../../src/effects.ts';
import type { FileSystem } from '../../src/files/file-system.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { nodeEffects } from '../../src/node-effects.ts';
import { openPkcs12 } from '../../src/pkcs12/open.ts';
import { sha256Hex } from '../../src/bytes.ts';
import { haveCounterparts } from '../support/counterparts.ts';
import {
  Crashed,
  crashingFileSystem,
  failingFileSystem,
  hookedFileSystem,
  isChange,
  recordingFileSystem,
  withoutSyncing,
} from '../support/file-operations.ts';
import { losses, replay, snapshot } from '../support/power-cut.ts';
import { onWindows, unixOnly } from '../support/left-out.ts';
import { apart } from '../support/sweep.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { type Certificates, makeCertificates } from './support/certificates.ts';
import { makePlace, placeIn, type Place } from './support/place.ts';

// Real files, keys and programs, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const describe = haveCounterparts('openssl') ? always : always.skip;
const real = nodeFileSystem(process.platform);

/** Why a file cannot be mounted alone here, or null. A build machine must be able to. */
async function withoutMounting(): Promise<string | null> {
  if (process.platform !== 'linux') return 'only Linux mounts files';
  const folder = await mkdtemp(join(tmpdir(), 'weborca-cert-mount-'));
  try {
    for (const name of ['host', 'inside']) await writeFile(join(folder, name), '');
    execFileSync('mount', ['--bind', join(folder, 'host'), join(folder, 'inside')], {
      stdio: 'pipe',
    });
    execFileSync('umount', [join(folder, 'inside')]);
    return null;
  } catch (error) {
    if (process.env['CI'] === 'true' && process.getuid?.() === 0) throw error;
    return 'mounting is not permitted here';
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const why = await withoutMounting();
const mounting = why === null ? '' : ` (left out: ${why})`;

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.close());

const entry = { kind: 'pkcs12', path: '~/in 表.p12' };
const noted = { state: 'current', notes: ['written-in-place'] };

/** A program's file as `docker run -v host.p12:/app/client.p12` gives it. */
async function mounted(readOnly = false): Promise<Place> {
  const { old, renewed } = certificates;
  const place = await makePlace(old, renewed);
  const [host, inside] = [place.at('host.p12'), place.at('in 表.p12')];
  await writeFile(host, old.p12, { mode: 0o640 });
  await writeFile(inside, '');
  execFileSync('mount', ['--bind', host, inside]);
  onTestFinished(() => void execFileSync('umount', ['-l', inside]));
  if (readOnly) execFileSync('mount', ['-o', 'remount,bind,ro', inside]);
  return place;
}

function keptIn(place: Place): string {
  return join(place.certificateFolder, 'consumers', 'kept');
}

always.runIf(why === null && haveCounterparts('openssl'))(
  `a file that is mounted alone${mounting}`,
  () => {
    it('is noticed when it is added', async () => {
      const place = await mounted();
      expect(await place.inspect([entry], certificates.old)).toMatchObject([noted]);
      // And from then on, wherever its record is shown.
      const at = {
        effects: place.effects,
        certificate: { name: 'clinic-a', consumers: [entry] },
        configFile: place.at('config.json'),
        store: place.store,
        certificateFolder: place.certificateFolder,
        fingerprint: certificates.old.fingerprint,
      };
      await noteCurrent({ ...at, material: certificates.old });
      expect(await inspectConsumers(at)).toMatchObject([noted]);
    });

    it('is probed without being changed', async () => {
      const place = await mounted();
      const before = await stat(place.at('in 表.p12'));
      const probed = await probeConsumers({
        effects: place.effects,
        certificate: { name: 'clinic-a', consumers: [entry] },
        configFile: place.at('config.json'),
      });
      expect(probed).toMatchObject([{ ok: true, inPlace: true }]);
      const { mtimeMs, ino } = await stat(place.at('in 表.p12'));
      expect({ mtimeMs, ino }).toStrictEqual({ mtimeMs: before.mtimeMs, ino: before.ino });
    });

    it('is written over, its old bytes are kept, and that is said', async () => {
      const { old, renewed } = certificates;
      const place = await mounted();
      const before = await stat(place.at('host.p12'));
      expect(await place.deploy([entry], renewed)).toMatchObject([noted]);
      // What the host has is what the program sees.
      const now = await readFile(place.at('host.p12'));
      const { identity } = await openPkcs12(now, old.password);
      expect(identity.leaf.facts.fingerprintSha256).toBe(renewed.fingerprint);
      const { ino, mode } = await stat(place.at('host.p12'));
      expect({ ino, mode }).toStrictEqual({ ino: before.ino, mode: before.mode });
      const kept = await readdir(keptIn(place));
      expect(kept).toHaveLength(1);
      expect(kept[0]).toMatch(/^[0-9a-f]{8}-in 表\.p12\.old-\d{8}$/);
      const copy = join(keptIn(place), kept[0] ?? '');
      expect(Buffer.from(old.p12).equals(await readFile(copy))).toBe(true);
      expect((await stat(copy)).mode & 0o777).toBe(0o600);
      // Nothing lies beside it, and it is said again where somebody looks.
      expect((await readdir(place.root)).toSorted()).toStrictEqual([
        'host.p12',
        'in 表.p12',
        'store',
      ]);
      expect(await place.inspect([entry], renewed)).toMatchObject([noted]);
      expect(await place.deploy([entry], renewed)).toMatchObject([noted]);
      expect(await readdir(keptIn(place))).toStrictEqual(kept);
    });

    it('that cannot be written needs other rights: the old bytes are kept before that is told', async () => {
      const { renewed } = certificates;
      const place = await mounted(true);
      const [status] = await place.deploy([entry], renewed);
      expect(status).toMatchObject({ state: 'needs-elevation', notes: ['written-in-place'] });
      expect(status?.command).toMatch(/ over$/);
      await place.deploy([entry], renewed);
      expect(await readdir(keptIn(place))).toHaveLength(1);
      // Whoever has the rights: here the mount is made writable, and the command is pasted as it is.
      execFileSync('mount', ['-o', 'remount,bind,rw', place.at('in 表.p12')]);
      const command = String(status?.command).replace('sudo ', '');
      for (let times = 0; times < 2; times += 1) execFileSync('sh', ['-c', command]);
      expect(await place.deploy([entry], renewed)).toMatchObject([noted]);
    });
  },
);

describe('a file that may be written, in a folder that may not', () => {
  it('is written over', async () => {
    const { old, renewed } = certificates;
    const { root } = await makePlace(old, renewed);
    const folder = join(root, 'system');
    await mkdir(folder);
    await writeFile(join(folder, 'c.p12'), old.p12);
    // Root may write everywhere: the file system says no, as it does to others.
    const files = hookedFileSystem(real, {
      before({ kind, path }) {
        const forbidden = kind === 'create' && path.startsWith(folder);
        if (forbidden) throw Object.assign(new Error('EACCES'), { code: 'EACCES', path });
      },
    });
    const place = placeIn(root, { files });
    const system = { kind: 'pkcs12', path: '~/system/c.p12' };
    expect(await place.deploy([system], renewed)).toMatchObject([noted]);
    expect(await readdir(folder)).toStrictEqual(['c.p12']);
  });
});

always('the points at which something is mounted', () => {
  it('are read as the kernel writes them', () => {
    const text =
      '29 1 8:1 / / rw - ext4 /dev/sda1 rw\n' +
      String.raw`30 29 8:1 /h/a\040b /app/a\040b\134c.p12 rw,relatime master:1 - ext4 /dev/sda1 rw`;
    expect(pointsIn(`${text}\n`)).toStrictEqual(new Set(['/', String.raw`/app/a b\c.p12`]));
    expect(pointsIn('')).toStrictEqual(new Set());
  });
});

const targets = ['a/mounted.p12', 'b/settings.yml'];
const allOld = ['old a/mounted.p12, and longer than the new one', 'old b/settings.yml'];
const allNew = targets.map((target) => `new ${target}`);

interface Scene {
  readonly root: string;
  readonly state: string;
  readonly replacements: readonly PlannedReplacement[];
}

/** One file that is written over, and one beside which there is room: they switch as a set. */
async function scene(): Promise<Scene> {
  const root = await temporaryFolder();
  for (const folder of ['a', 'b', 'state']) await mkdir(join(root, folder));
  for (const [index, target] of targets.entries()) {
    await writeFile(join(root, target), allOld[index] ?? '');
    await chmod(join(root, target), 0o600);
  }
  return sceneIn(root);
}

function sceneIn(root: string): Scene {
  const replacements = targets.map((target, index) => ({
    path: join(root, target),
    bytes: Buffer.from(allNew[index] ?? ''),
    secret: true,
    meaning: target,
    plannedFrom: sha256Hex(allOld[index] ?? ''),
    inPlace: index === 0,
  }));
  return { root, state: join(root, 'state'), replacements };
}

function effectsWith(files: FileSystem): Effects {
  return { ...nodeEffects({ command: 'test' }), files };
}

async function contents({ root }: Scene): Promise<readonly string[]> {
  return Promise.all(targets.map((target) => readFile(join(root, target), 'utf8')));
}

/** After a run that settles: all old or all new, and where they are new the old bytes are kept. */
async function expectSettled(place: Scene): Promise<void> {
  await settled(effectsWith(real), place.state);
  const after = await contents(place);
  expect([allOld, allNew]).toContainEqual(after);
  const folder = join(place.state, 'consumers', 'kept');
  const names = await readdir(folder).catch((): readonly string[] => []);
  // What waited there goes last; a run an hour later would sweep it.
  const kept = names.filter((name) => !name.startsWith('.weborca-cert-'));
  const bytes = await Promise.all(kept.map((name) => readFile(join(folder, name), 'utf8')));
  expect(bytes).toStrictEqual(after[0] === allNew[0] ? [allOld[0]] : []);
  expect(await settled(effectsWith(real), place.state)).toBeNull();
}

async function countChanges(): Promise<number> {
  const { state, replacements } = await scene();
  const { files, operations } = recordingFileSystem(real);
  await switchOne(effectsWith(files), state, replacements);
  return operations.filter(isChange).length;
}

/** Ends the process in the middle of the n-th write over a program's file. */
function cuttingOff(n: number): FileSystem {
  let count = 0;
  let ended = false;
  return hookedFileSystem(real, {
    async before(operation) {
      if (ended) throw new Crashed();
      if (operation.kind !== 'overwrite' || !operation.path.endsWith('mounted.p12')) return;
      count += 1;
      if (count < n) return;
      ended = true;
      const old = await readFile(operation.path);
      const half = Math.floor(operation.bytes.length / 2);
      await writeFile(
        operation.path,
        Buffer.concat([operation.bytes.subarray(0, half), old.subarray(half)]),
      );
      throw new Crashed();
    },
  });
}

always('a file that is written over, in a set', () => {
  it('is switched with the others, rights as they were', async () => {
    const place = await scene();
    await chmod(join(place.root, 'a/mounted.p12'), 0o640);
    const result = await switchOne(effectsWith(real), place.state, place.replacements);
    expect(result).toMatchObject({ kind: 'switched' });
    expect(await contents(place)).toStrictEqual(allNew);
    expect(await readdir(join(place.root, 'a'))).toStrictEqual(['mounted.p12']);
    expect((await stat(join(place.root, 'a/mounted.p12'))).mode & 0o777).toBe(0o640);
    await expectSettled(place);
  });

  it('is old or new after the next run, wherever the process is killed', async () => {
    const count = await countChanges();
    for (let n = 1; n <= count; n += apart(1)) {
      const place = await scene();
      const { files } = crashingFileSystem(real, n);
      await switchOne(effectsWith(files), place.state, place.replacements).catch(() => null);
      await expectSettled(place);
    }
  });

  it('is whole after the next run when it was cut off amid its writing', async () => {
    const place = await scene();
    await switchOne(effectsWith(cuttingOff(1)), place.state, place.replacements).catch(() => null);
    expect([allOld[0], allNew[0]]).not.toContain((await contents(place))[0]);
    await expectSettled(place);
    expect(await contents(place)).toStrictEqual(allNew);
  });

  it('goes back when the other cannot be renamed, also when that is cut off', async () => {
    const ontoSettings = { counts: onto('settings.yml') };
    const place = await scene();
    const { files } = failingFileSystem(real, 1, 'EACCES', ontoSettings);
    const result = await switchOne(effectsWith(files), place.state, place.replacements);
    expect(result).toMatchObject({ kind: 'failed', reason: 'no-permission', putBack: true });
    expect(await contents(place)).toStrictEqual(allOld);
    await expectSettled(place);
    const other = await scene();
    const twice = failingFileSystem(cuttingOff(2), 1, 'EACCES', ontoSettings).files;
    await switchOne(effectsWith(twice), other.state, other.replacements).catch(() => null);
    await expectSettled(other);
  });

  it('is left alone, and its old bytes with it, when somebody wrote to it meanwhile', async () => {
    const place = await scene();
    await switchOne(effectsWith(cuttingOff(1)), place.state, place.replacements).catch(() => null);
    await writeFile(join(place.root, 'a/mounted.p12'), 'by hand');
    expect(await settled(effectsWith(real), place.state)).toMatchObject({
      kind: 'undone',
      reason: 'changed-meanwhile',
    });
    expect(await contents(place)).toStrictEqual(['by hand', allOld[1]]);
    const folder = join(place.state, 'consumers', 'kept');
    const [kept = ''] = await readdir(folder);
    expect(await readFile(join(folder, kept), 'utf8')).toBe(allOld[0]);
  });

  it('is told as failed when it does not read back as it was written', async () => {
    const place = await scene();
    const lossy: FileSystem = {
      ...real,
      overwrite: (path, bytes) =>
        real.overwrite(path, path.endsWith('mounted.p12') ? bytes.subarray(1) : bytes),
    };
    const result = await switchOne(effectsWith(lossy), place.state, place.replacements);
    const path = join(place.root, 'a/mounted.p12');
    expect(result).toMatchObject({ kind: 'failed', path, reason: 'read-back-differs' });
  });

  it.skipIf(onWindows).each(losses)(`survives a power cut: %s${unixOnly}`, async (loss) => {
    const place = await scene();
    const initial = await snapshot(place.root);
    const { files, operations } = recordingFileSystem(real);
    await switchOne(effectsWith(files), place.state, place.replacements);
    const changes = operations.filter(isChange);
    for (let n = 0; n <= changes.length; n += apart(1)) {
      const into = await temporaryFolder();
      const moved = changes.slice(0, n).map((operation) => rebased(operation, place.root, into));
      await replay(moved, { root: into, initial, into, loss });
      const cut = sceneIn(into);
      await settled(effectsWith(withoutSyncing(real)), cut.state);
      expect([allOld, allNew]).toContainEqual(await contents(cut));
      expect(await settled(effectsWith(real), cut.state)).toBeNull();
    }
  });
});

function onto(name: string) {
  return (operation: { readonly kind: string; readonly to?: string }): boolean =>
    operation.kind === 'rename' && operation.to?.endsWith(name) === true;
}

/** The same operation in another folder; the record of the intent names files by path. */
function rebased<T extends object>(operation: T, from: string, to: string): T {
  const moved = Object.entries(operation).map(([key, value]) => {
    if (typeof value === 'string') return [key, value.replaceAll(from, to)];
    if (!(value instanceof Uint8Array)) return [key, value];
    return [key, Buffer.from(Buffer.from(value).toString('utf8').replaceAll(from, to))];
  });
  return Object.assign({ ...operation }, Object.fromEntries(moved));
}
