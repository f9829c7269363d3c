import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exitCodes } from '../src/exit-codes.ts';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import { problemsOf } from './support/schema.ts';

let clinic: Clinic;
beforeEach(async () => {
  clinic = await openClinic({ daysLeft: 400 });
});
afterEach(() => clinic.close());

const config = (): string => join(clinic.home, 'config', 'config.json');
const pointer = (): string => join(clinic.home, 'config', 'store', 'clinic-a', 'current');

async function checked(...more: readonly string[]) {
  const { code, stdout } = await clinic.cli(['check', '--json', ...more]);
  expect(problemsOf('check', stdout)).toEqual([]);
  const answer: unknown = JSON.parse(stdout);
  return { code, answer };
}

/** A line of the answer as a shell would take it: words, and what stands in quotes. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

describe('a configuration in which nothing is', () => {
  test.each([
    ['no byte', ''],
    ['a line end', '\n'],
    ['a comment', '// to be filled\n'],
  ])('%s: every command that reads it says so, and ends in 2', async (_, text) => {
    await clinic.add('clinic-a');
    writeConfig(clinic.home, text);
    for (const args of [['check'], ['renew', '--all', '--quiet'], ['status'], ['metrics']]) {
      const { code, stderr } = await clinic.cli(args);
      expect({ args, code }).toEqual({ args, code: exitCodes.usage });
      expect(stderr).toContain(`The configuration ${config()} is empty. [config-invalid]`);
    }
    const { code, answer } = await checked('--config', config());
    expect({ code, answer }).toMatchObject({
      code: 2,
      answer: { error: { code: 'config-invalid' } },
    });
  });

  test('add fills it, and keeps the comment', async () => {
    writeConfig(clinic.home, '// ours\n');
    const file = [clinic.p12(0), '--password-file', clinic.passwordFile(0)];
    expect((await clinic.cli(['add', ...file, '--name', 'clinic-a'])).code).toBe(0);
    expect(readFileSync(config(), 'utf8')).toMatch(/^\/\/ ours\n[^]*"clinic-a"/);
    writeConfig(clinic.home, '');
    rmSync(join(clinic.home, 'config', 'store'), { recursive: true });
    expect((await clinic.cli(['add', ...file, '--name', 'clinic-a'])).code).toBe(0);
    expect((await checked()).code).toBe(0);
  });
});

describe('nothing under care', () => {
  test.each([
    ['check'],
    ['renew'],
    ['renew --all --quiet'],
    ['renew --dry-run'],
    ['renew --rehearse'],
  ])('%s says so, and ends in 2', async (line) => {
    const args = line.split(' ');
    const { code, stderr } = await clinic.cli(args);
    expect({ code, stderr }).toMatchObject({ code: exitCodes.usage });
    expect(stderr).toContain('[nothing-under-care]');
    expect(stderr).toContain(config());
    const { code: again, stdout } = await clinic.cli([...args, '--json']);
    expect({ again, ...JSON.parse(stdout) }).toMatchObject({
      again: exitCodes.usage,
      error: { code: 'nothing-under-care', retry: 'never' },
    });
  });

  test('in another account, too', async () => {
    await clinic.add('clinic-a');
    const elsewhere = join(clinic.folder, 'elsewhere');
    const env = { HOME: elsewhere, WEBORCA_CERT_HOME: '' };
    expect((await clinic.cli(['check'], { env })).code).toBe(exitCodes.usage);
    expect(existsSync(join(elsewhere, '.config'))).toBe(false);
  });
});

describe('what the store holds and the configuration does not name', () => {
  test('is told with 12, and the command that is printed names it again', async () => {
    await clinic.add('clinic-a');
    const lost = readFileSync(config(), 'utf8').replace(/"clinic-a": \{[^}]*\}/, '');
    writeConfig(clinic.home, lost);
    expect(await checked()).toMatchObject({
      code: exitCodes.unreadable,
      answer: { certificates: [], unnamed: ['clinic-a'] },
    });
    for (const words of [['renew'], ['renew', '--rehearse']]) {
      const { stderr } = await clinic.cli(words);
      expect(stderr).toMatch(/The store contains clinic-a/);
    }
    const { code, stdout } = await clinic.cli(['check', '--quiet']);
    expect(code).toBe(exitCodes.unreadable);
    const [, ...command] = wordsOf(stdout.slice(stdout.indexOf('weborca-cert')));
    expect((await clinic.cli([...command, '--service', 'rehearsal'])).code).toBe(0);
    expect(await checked()).toMatchObject({ code: 0, answer: { unnamed: [] } });
  });

  test('is no matter of a configuration that was named, nor of a check of one name', async () => {
    await clinic.add('clinic-a');
    const file = join(clinic.folder, 'other.json');
    copyFileSync(config(), file);
    chmodSync(file, 0o600);
    await clinic.cli(['rename', 'clinic-a', 'b']);
    mkdirSync(join(clinic.home, 'config', 'store', 'empty', 'versions'), { recursive: true });
    expect(await checked()).toMatchObject({ code: 0, answer: { unnamed: [] } });
    expect((await checked('--config', file)).answer).toMatchObject({ unnamed: [] });
  });
});

describe('--quiet', () => {
  test('leaves out that all is well, and nothing else', async () => {
    await clinic.add('clinic-a');
    expect(await clinic.cli(['check', '--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' });
    const due = ['check', '--quiet', '--within', '500d'];
    const { code, stdout } = await clinic.cli(due);
    expect(code).toBe(exitCodes.due);
    expect(stdout).toMatch(/^clinic-a: renew it now|^clinic-a: /);
  });
});

async function withConsumers(...consumers: readonly unknown[]): Promise<void> {
  await clinic.add('clinic-a');
  const read: { certificates: Record<string, object> } = JSON.parse(
    readFileSync(config(), 'utf8').replaceAll(/^\s*\/\/.*$/gm, ''),
  );
  const entry = { ...read.certificates['clinic-a'], consumers };
  writeConfig(clinic.home, { ...read, certificates: { 'clinic-a': entry } });
}

describe('consumers', () => {
  test('that were never brought up to date are 10, until they are', async () => {
    const path = join(clinic.home, 'client.p12');
    copyFileSync(clinic.p12(0), path);
    await withConsumers({ kind: 'pkcs12', path, password: 'issued' });
    expect(await checked()).toMatchObject({
      code: exitCodes.due,
      answer: {
        certificates: [{ state: 'valid', consumers: [{ kind: 'pkcs12', path, state: 'behind' }] }],
      },
    });
    const { stdout } = await clinic.cli(['check', '--quiet']);
    expect(stdout).toContain(`${path} `);
    expect(stdout).toContain('weborca-cert deploy clinic-a');
    expect((await clinic.cli(['deploy', 'clinic-a'])).code).toBe(0);
    expect(await checked()).toMatchObject({
      code: 0,
      answer: { certificates: [{ consumers: [{ state: 'current' }] }] },
    });
  });

  test('a program that failed is 10 after the renewal, and a manual one is not', async () => {
    await withConsumers(
      { kind: 'command', run: ['/bin/false'] },
      { kind: 'manual', label: 'PC 2' },
    );
    expect((await clinic.cli(['renew', 'clinic-a', '--force'])).code).toBe(1);
    expect(await checked()).toMatchObject({
      code: exitCodes.due,
      answer: { certificates: [{ consumers: [{ state: 'failed' }, { state: 'manual' }] }] },
    });
  });

  test('a manual one alone is 0', async () => {
    await withConsumers({ kind: 'manual', label: 'PC 2' });
    expect(await checked()).toMatchObject({ code: 0 });
  });

  test('a file that is added where it lies is current from the first moment', async () => {
    await clinic.add('clinic-a', 0, ['--in-place']);
    expect(await checked()).toMatchObject({
      code: 0,
      answer: { certificates: [{ consumers: [{ kind: 'pkcs12', state: 'current' }] }] },
    });
    // What pkijs and undici are in is not read, with consumers as without.
    const { stderr } = await clinic.cli(['check'], { env: { NODE_DEBUG: 'esm' } });
    const loaded = [...new Set(stderr.match(/[\w-]+\.js(?='|"|\s|,)/g))];
    expect(loaded.some((name) => name.startsWith('recorded'))).toBe(true);
    expect(loaded.filter((name) => /pkijs|undici|renew|inspect/.test(name))).toEqual([]);
  });
});

describe('garbage in the record of the version in use', () => {
  test('is told by status, check and doctor, and put right by the command they name', async () => {
    await clinic.add('clinic-a');
    const [version = ''] = readdirSync(join(pointer(), '../versions'));
    writeFileSync(pointer(), 'garbage\n');
    const line = `the record of the version in use is damaged, so ${version} is used`;
    const status = await clinic.cli(['status']);
    expect(status.stdout).toContain(line);
    expect((await clinic.cli(['check', '--quiet'])).stdout).toContain(line);
    expect(await checked()).toMatchObject({
      code: exitCodes.unreadable,
      answer: { certificates: [{ state: 'valid', recovered: version }] },
    });
    const doctor = await clinic.cli(['doctor', '--json', 'clinic-a']);
    expect(doctor.stdout).toContain('pointer-broken');
    expect(status.stdout).toContain('weborca-cert renew clinic-a');
    expect((await clinic.cli(['renew', 'clinic-a'])).code).toBe(0);
    expect(readFileSync(pointer(), 'utf8')).toBe(`${version}\n`);
    expect(await checked()).toMatchObject({
      code: 0,
      answer: { certificates: [{ recovered: null }] },
    });
  });
});
