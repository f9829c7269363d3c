import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { dotenvSettings } from '../../../src/consumers/lines/dotenv.ts';
import { readSettings } from '../../../src/consumers/lines/settings.ts';
import { meantOf, pathsOf } from '../../../src/consumers/path-readings.ts';
import { temporaryFolder } from '../../support/temp-folder.ts';
import { pythonDotenv, rubyDotenv, shell, type Reader } from '../support/languages.ts';

vi.setConfig({ testTimeout: 120_000 });

const readings = (text: string): readonly string[] =>
  readSettings(dotenvSettings, Buffer.from(text))?.readings('P') ?? [];

const part = fc.stringMatching(/^[a-z業務 1.#()-]{1,6}$/).map((text) => text.trim() || 'a');
const windows = fc
  .array(part, { minLength: 1, maxLength: 4 })
  .map((parts) => String.raw`D:\ `.trim() + [...parts, 'client001.p12'].join('\\'));
const others = fc
  .array(part, { minLength: 1, maxLength: 4 })
  .map((parts) => `/${[...parts, 'client001.p12'].join('/')}`);
const written = fc.oneof(
  fc.tuple(fc.oneof(windows, others), fc.constantFrom('', '"', "'")).map(([p, q]) => q + p + q),
  others.map((path) => path.replaceAll(/([ #()])/g, String.raw`\$1`)),
  fc.constantFrom('$BASE/c.p12', '"${BASE}/c.p12"', '${BASE}/x y/c.p12', "'$BASE/c.p12'"),
);

/** Whether what a program reads is among what may be meant; of a value that it refuses, nothing is asked. */
async function unknownTo(reader: Reader['read']): Promise<readonly unknown[]> {
  const folder = await temporaryFolder();
  const texts = fc
    .sample(written, { numRuns: 400, seed: 13 })
    .map((value) => `BASE=/srv/base\nP=${value}\n`);
  const files = await Promise.all(
    texts.map(async (text, index) => {
      const file = join(folder, `${index}.env`);
      await writeFile(file, text);
      return file;
    }),
  );
  const answers = await reader(files);
  return texts.flatMap((text, index) => {
    const read: unknown = Object(answers[index]).P;
    // Cut off, or with something else in it, it is no path that anybody wanted.
    if (typeof read !== 'string' || !read.endsWith('.p12') || /\p{Cc}/u.test(read)) return [];
    return readings(text).includes(read) ? [] : [{ text, read, readings: readings(text) }];
  });
}

describe('a path that is only read is read as each reader would', () => {
  it('Node', async () => {
    const { readFile } = await import('node:fs/promises');
    const read: Reader['read'] = (files) =>
      Promise.all(files.map(async (file) => ({ ...parseEnv(await readFile(file, 'utf8')) })));
    expect(await unknownTo(read)).toStrictEqual([]);
  });
  it.skipIf(!rubyDotenv.available)('Ruby', async () => {
    expect(await unknownTo(rubyDotenv.read)).toStrictEqual([]);
  });
  it.skipIf(!pythonDotenv.available)('Python', async () => {
    expect(await unknownTo(pythonDotenv.read)).toStrictEqual([]);
  });
  it.skipIf(!shell.available)('sh', async () => {
    expect(await unknownTo(shell.read)).toStrictEqual([]);
  });
});

describe('the file that is there tells which was meant', () => {
  const place = { file: '/app/.env', homeDir: '/home/clinic', platform: 'linux' } as const;
  it.each([
    [
      'unquoted, on Windows',
      String.raw`P=D:\業務 用\client001.p12`,
      String.raw`D:\業務 用\client001.p12`,
    ],
    [
      'double-quoted, on Windows',
      String.raw`P="D:\new\client001.p12"`,
      String.raw`D:\new\client001.p12`,
    ],
    [
      'escaped, on Windows',
      String.raw`P="D:\\業務\\client001.p12"`,
      String.raw`D:\業務\client001.p12`,
    ],
  ])('%s', (_what, text, path) => {
    const there = new Map([[path, new Uint8Array([0x30])]]);
    const at = { ...place, file: String.raw`C:\app\.env`, platform: 'win32' } as const;
    expect(meantOf(pathsOf(readings(text), at), there)).toBe(path);
  });

  it.each([
    ['a blank that sh needs escaped', String.raw`P=/srv/a\ b/c.p12`, '/srv/a b/c.p12'],
    ['a # that Node takes for a comment', 'P=/srv/a#1/c.p12', '/srv/a#1/c.p12'],
    ['a comment without a blank', 'P=/srv/c.p12#old', '/srv/c.p12'],
    ['the home folder', 'P="$HOME/c.p12"', '/home/clinic/c.p12'],
    ['a tilde', 'P=~/c.p12', '/home/clinic/c.p12'],
    ['another variable', 'B=/srv\nP=${B}/c.p12', '/srv/c.p12'],
    ['relative', 'P="certs/c $1.p12"', '/app/certs/c $1.p12'],
    ['as Java writes it', 'P=file:/srv/c.p12', '/srv/c.p12'],
  ])('%s', (_what, text, path) => {
    const there = new Map([[path, new Uint8Array([0x30])]]);
    expect(meantOf(pathsOf(readings(text), place), there)).toBe(path);
  });

  it('where none is there, none is guessed', () => {
    expect(meantOf(pathsOf(readings(String.raw`P=/srv/a\ b/c.p12`), place), new Map())).toBeNull();
    expect(meantOf(pathsOf(readings('P=/srv/c.p12'), place), new Map())).toBe('/srv/c.p12');
  });
});
