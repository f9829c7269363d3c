import { readdirSync } from 'node:fs';
import path from 'node:path';
import {
  asWeborcaError,
  backup,
  createContext,
  nodeEffects,
  renew,
  restore,
  status,
  type CertificateStatus,
  type Context,
  type FileSystem,
  type WeborcaError,
} from '@weborca-cert/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  hookedFileSystem,
  withoutSyncing,
  type FileOperation,
} from '../../../core/test/support/file-operations.ts';
import { sweepingWithin, sweepOf } from '../../../core/test/support/sweep.ts';
import { openProcessClinic, type Place, type ProcessClinic } from './support/process-clinic.ts';
import { expectPromise } from './support/promise.ts';

const errnos = ['EACCES', 'EIO', 'EMFILE', 'ENOSPC', 'EROFS'] as const;

const disk = withoutSyncing(nodeEffects({ command: 'test' }).files);

let clinic: ProcessClinic;
beforeAll(async () => {
  clinic = await openProcessClinic(2, { homes: 'shared' });
}, 120_000);
afterAll(() => clinic.close());

function placed(): readonly [Place, Place] {
  const [place, beside] = clinic.places;
  if (place === undefined || beside === undefined) throw new Error('two places');
  place.reset();
  return [place, beside];
}

function contextOf({ home }: Place, files: FileSystem): Context {
  return createContext({ command: 'test', effects: { files, env: { WEBORCA_CERT_HOME: home } } });
}

/** By which a reading failure is told from a writing one. */
const syscalls: Readonly<Partial<Record<FileOperation['kind'], string>>> = {
  readFile: 'read',
  list: 'scandir',
  status: 'lstat',
  realPath: 'realpath',
  rename: 'rename',
  makeDirectory: 'mkdir',
  syncFile: 'fsync',
  syncDirectory: 'fsync',
};

/** The n-th operation below `root` fails, looking ones as well; from 1 on, 0: none. */
function failing(root: string, n: number, code: string) {
  let count = 0;
  let hit: FileOperation | null = null;
  const files = hookedFileSystem(disk, {
    before(operation) {
      if (!operation.path.startsWith(root)) return;
      count += 1;
      if (count !== n) return;
      hit = operation;
      const { path: at } = operation;
      const syscall = syscalls[operation.kind] ?? 'open';
      throw Object.assign(new Error(`${code} by test`), { code, path: at, syscall });
    },
  });
  return { files, count: () => count, hit: (): FileOperation | null => hit };
}

/** What a verb ended with: the error it threw, or told as its result's. */
type Verb = (context: Context, place: Place) => Promise<WeborcaError | null>;

const verbs: Readonly<Record<'renew' | 'backup' | 'restore' | 'status', Verb>> = {
  async renew(context, { name }) {
    const [result] = await renew(context, [name], { force: false, dryRun: false });
    return result?.error ?? null;
  },
  async backup(context, { name }) {
    const [result] = await backup(context, [name]);
    return result?.error ?? result?.backups.find(({ error }) => error !== undefined)?.error ?? null;
  },
  async restore(context, { backups, password, name }) {
    const [made = ''] = readdirSync(path.join(backups, name));
    await restore(context, path.join(backups, name, made), { password: async () => password });
    return null;
  },
  async status(context) {
    await status(context, []);
    return null;
  },
};

async function ending(verb: Verb, context: Context, place: Place): Promise<WeborcaError | null> {
  try {
    return await verb(context, place);
  } catch (error) {
    return asWeborcaError(error);
  }
}

/** A place that an error names is the one that failed, or a folder around or a file below it. */
function isAbout(told: string, { path: at, ...rest }: FileOperation): boolean {
  const places = [at, path.dirname(at), ...('to' in rest ? [rest.to] : [])];
  return places.some((one) => one.startsWith(told) || told.startsWith(one));
}

/** The place that an error of the system was told of, where it is another one; else null. */
function misplaced(error: WeborcaError | null, hit: FileOperation | null): string | null {
  const details: object = error?.details ?? {};
  if (error?.code !== 'destination-not-writable' || hit === null) return null;
  const told = 'path' in details ? String(details.path) : '';
  return isAbout(told, hit) ? null : told;
}

function toldOf(statuses: readonly CertificateStatus[], { name }: Place) {
  return statuses.find((one) => one.name === name);
}

describe.each(['renew', 'backup', 'restore', 'status'] as const)('%s', (named) => {
  const verb = verbs[named];

  async function prepare(): Promise<readonly [Place, Place]> {
    const [place, beside] = placed();
    if (named === 'restore') await backup(contextOf(place, disk), [place.name]);
    return [place, beside];
  }

  test.each(errnos)(
    'whatever operation fails with %s, a pair opens and the right place is told',
    { timeout: sweepingWithin(600_000) },
    async (code) => {
      const [first] = await prepare();
      const whole = failing(first.root, 0, code);
      await ending(verb, contextOf(first, whole.files), first);
      // Each failure of each verb begins at another point.
      const sweep = sweepOf(`${named} ${code}`, named === 'renew' ? 67 : 23);
      process.stdout.write(`${named}, ${code}: of ${whole.count()} operations ${sweep.told}\n`);
      const wrong: string[] = [];
      for (let n = 1; n <= whole.count(); n += 1) {
        if (!sweep.takes(n)) continue;
        const [place, beside] = await prepare();
        const before = toldOf(await status(contextOf(place, disk), []), beside);
        const one = failing(place.root, n, code);
        const error = await ending(verb, contextOf(place, one.files), place);
        const hit = one.hit();
        const at =
          hit === null ? 'not reached' : `${hit.kind} ${path.relative(place.root, hit.path)}`;
        try {
          expect(error?.code).not.toBe('internal');
          const elsewhere = misplaced(error, hit);
          if (elsewhere !== null) wrong.push(`${n} (${at}): told of ${elsewhere}`);
          await expectPromise(place, []);
          expect(place.posts()).toBeLessThanOrEqual(1);
          expect(toldOf(await status(contextOf(place, disk), []), beside)).toEqual(before);
        } catch (problem) {
          wrong.push(`${n} (${at}): ${String(problem).slice(0, 600)}`);
        }
      }
      expect(wrong).toEqual([]);
      expect(whole.count()).toBeGreaterThan(10);
    },
  );
});

test('a certificate whose files fail leaves the one beside it told as ever', async () => {
  const [place, beside] = placed();
  const before = toldOf(await status(contextOf(place, disk), []), beside);
  const folder = path.join(place.home, 'store', place.name);
  const whole = failing(folder, 0, 'EIO');
  await status(contextOf(place, whole.files), []);
  for (let n = 1; n <= whole.count(); n += 1) {
    const one = failing(folder, n, 'EIO');
    expect(toldOf(await status(contextOf(place, one.files), []), beside)).toEqual(before);
  }
  expect(whole.count()).toBeGreaterThan(3);
});
