import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe as always, expect, it, vi } from 'vitest';
import type { Effects, ProgramCall } from '../../src/effects.ts';
import type { FileSystem } from '../../src/files/file-system.ts';
import { deployElevated } from '../../src/porcelain/deploy.ts';
import { makeCertificates, type Certificates } from '../consumers/support/certificates.ts';
import { clinic } from '../support/clinic.ts';
import { haveCounterparts } from '../support/counterparts.ts';

const describe = haveCounterparts('openssl') ? always : always.skip;

// Real files and keys, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.close());

const windows: Pick<Effects, 'platform'> = { platform: 'win32' };

function unixPath(value: unknown): unknown {
  return typeof value === 'string' && value.startsWith('\\') ? value.replaceAll('\\', '/') : value;
}

/** A .p12 below a folder that only an administrator writes to, and Windows, which answers a question. */
async function programFiles(answer: number) {
  const asked: string[] = [];
  let open = false;
  const made = await clinic();
  const { old, renewed } = certificates;
  const target = made.at('programs', 'client.p12');
  await mkdir(made.at('programs'));
  await writeFile(target, old.p12);
  await made.configure({
    'clinic-a': { consumers: [{ kind: 'pkcs12', path: target, password: 'issued' }] },
  });
  for (const { p12, password, fileName, identity } of [old, renewed]) {
    await made.store('clinic-a', {
      p12,
      password,
      fileName,
      facts: identity.leaf.facts,
      origin: 'added',
    });
  }
  const { effects } = made.context;
  const guarded = new Set(['append', 'create', 'rename']);
  const files: FileSystem = new Proxy(effects.files, {
    get(at, name) {
      const work: unknown = Reflect.get(at, name);
      if (typeof work !== 'function') return work;
      return (...args: readonly unknown[]): unknown => {
        const paths = args.map(unixPath);
        const there = String(paths[0]).startsWith(made.at('programs'));
        if (there && !open && guarded.has(String(name))) {
          return Promise.reject(Object.assign(new Error('no'), { code: 'EPERM' }));
        }
        return Reflect.apply(work, at, paths);
      };
    },
  });
  const run = async ({ stdin }: ProgramCall) => {
    const isAsked = String(stdin).includes('runas');
    if (isAsked) {
      const texts = [...String(stdin).matchAll(/FromBase64String\('([^']*)'\)/g)];
      asked.push(Buffer.from(texts[1]?.[1] ?? '', 'base64').toString('utf8'));
      // What the command would do, done by this test.
      if (answer === 0) await writeFile(target, renewed.p12);
      open = answer === 0;
    }
    return { exitCode: isAsked ? answer : 0, signal: null, stdout: '', stderr: '' };
  };
  const context = { ...made.context, effects: { ...effects, ...windows, files, run } };
  return { context, target, asked };
}

describe('deploy --elevate', () => {
  it('asks once, for the very command that a person would be told, and tells how it stands then', async () => {
    const { context, target, asked } = await programFiles(0);
    const [result] = await deployElevated(context, [], undefined);
    expect(result?.consumers.map(({ state }) => state)).toEqual(['current']);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/-Command "& \{.*place '[^']*' '[^']*client\.p12' .*\}"$/);
    expect(asked[0]).not.toContain('weborca-cert deploy');
    expect(await readFile(target)).toEqual(Buffer.from(certificates.renewed.p12));
    // Nothing is left to do: nobody is asked.
    await deployElevated(context, [], undefined);
    expect(asked).toHaveLength(1);
  });

  it('a no leaves the files as they are', async () => {
    const { context, target } = await programFiles(4);
    await expect(deployElevated(context, [], undefined)).rejects.toMatchObject({
      code: 'elevation-refused',
      details: { declined: true },
    });
    expect(await readFile(target)).toEqual(Buffer.from(certificates.old.p12));
  });
});
