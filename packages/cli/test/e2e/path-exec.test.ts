import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { collect, startCli, type Ran } from '../support/cli.ts';
import { openClinic, type Clinic } from '../support/clinic.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic({ clients: 1 });
  await clinic.add('clinic-a');
});
afterAll(() => clinic.close());

const exec = (
  program: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> => clinic.cli(['exec', 'clinic-a', '--', ...program], { env, cwd: clinic.folder });

describe('path', () => {
  test('is the .p12 in use, or the file with its password', async () => {
    const { stdout: p12 } = await clinic.cli(['path', 'clinic-a']);
    const { stdout: passwordFile } = await clinic.cli(['path', 'clinic-a', '--password']);
    expect(readFileSync(p12.trimEnd())).toStrictEqual(readFileSync(clinic.p12(0)));
    expect(readFileSync(passwordFile.trimEnd(), 'utf8')).toBe(clinic.password(0));
    expect(statSync(passwordFile.trimEnd()).mode & 0o777).toBe(0o600);
    const { stdout } = await clinic.cli(['path', 'clinic-a', '--json']);
    expect(JSON.parse(stdout)).toStrictEqual({
      schemaVersion: 1,
      command: 'path',
      name: 'clinic-a',
      p12File: p12.trimEnd(),
      passwordFile: passwordFile.trimEnd(),
    });
  });

  test('of nobody is wrong usage', async () => {
    expect(await clinic.cli(['path', 'nobody'])).toMatchObject({ code: 2, stdout: '' });
    expect(await clinic.cli(['path'])).toMatchObject({ code: 2, stdout: '' });
  });
});

const node = process.execPath;

describe('exec', () => {
  test('sets three variables, none of them the password, and leaves all others', async () => {
    const print = 'process.stdout.write(JSON.stringify(process.env))';
    const { code, stdout } = await exec([node, '-e', print], { OTHER: 'x' });
    const env = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(env).toMatchObject({ OTHER: 'x', WEBORCA_CERT_NAME: 'clinic-a' });
    expect(readFileSync(env.WEBORCA_CERT_P12_FILE)).toStrictEqual(readFileSync(clinic.p12(0)));
    expect(readFileSync(env.WEBORCA_CERT_PASSWORD_FILE, 'utf8')).toBe(clinic.password(0));
    expect(stdout).not.toContain(clinic.password(0));
  });

  test('hands arguments, folder and standard input on as they are, with no shell', async () => {
    const words = ['a b', '$HOME', '*', '--json', '-h', '--', '"'];
    const print = `process.stdin.on('data', (d) => console.log(JSON.stringify([process.argv.slice(1), process.cwd(), String(d)])))`;
    const { stdout } = await clinic.cli(
      ['exec', 'clinic-a', '--', node, '-e', print, '--', ...words],
      {
        input: 'in',
        cwd: clinic.folder,
      },
    );
    expect(JSON.parse(stdout)).toStrictEqual([words, clinic.folder, 'in']);
  });

  test.each([0, 1, 3, 127, 255])('ends with the program’s own code: %i', async (code) => {
    const ran = await exec([node, '-e', `process.exit(${code})`]);
    expect(ran).toStrictEqual({ code, stdout: '', stderr: '' });
  });

  test('a program that a signal ended, as a shell says it', async () => {
    expect((await exec([node, '-e', 'process.kill(process.pid, "SIGKILL")'])).code).toBe(137);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '%s passes, more than once',
    async (signal) => {
      const print = `let n = 0; process.on('${signal}', () => { console.log('got', ++n); if (n === 2) process.exit(7); }); setInterval(() => {}, 1000); console.log('ready')`;
      const child = startCli(['exec', 'clinic-a', '--', node, '-e', print], { home: clinic.home });
      const output = collect(child);
      const until = async (text: string): Promise<void> => {
        while (!output().stdout.includes(text)) await once(child.stdout, 'data');
      };
      await until('ready');
      child.kill(signal);
      await until('got 1');
      child.kill(signal);
      await once(child, 'close');
      expect({ code: child.exitCode, ...output() }).toStrictEqual({
        code: 7,
        stdout: 'ready\ngot 1\ngot 2\n',
        stderr: '',
      });
    },
  );

  test('what cannot be started says so', async () => {
    const { code, stdout } = await clinic.cli([
      ...['exec', 'clinic-a', '--json', '--', '/no/such/program'],
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ command: 'exec', error: { code: 'tool-missing' } });
    expect(await clinic.cli(['exec', 'clinic-a'])).toMatchObject({ code: 2 });
    expect(await exec(['true'])).toMatchObject({ code: 0 });
  });
});

/** The code blocks of a page, by the file name in their first line. */
function examples(page: string): ReadonlyMap<string, string> {
  const text = readFileSync(join(import.meta.dirname, '../../../../', page), 'utf8');
  const blocks = text.matchAll(/^```\w+\n((?:#|\/\/) (orca\.\w+)\n[^]*?)^```$/gm);
  return new Map([...blocks].map(([, code = '', name = '']) => [name, code]));
}

const has = (program: string, ...args: readonly string[]): boolean => {
  const found = spawnSync(program, args).status === 0;
  if (!found && process.env['CI'] === 'true') throw new Error(`${program}: not installed`);
  return found;
};
const trusted = (): string => clinic.simulator.caFile ?? '';
const python = '/usr/bin/python3';

describe.each(['docs/scripts.md', 'docs/scripts.ja.md'])('the examples of %s', (page) => {
  const files = examples(page);
  /** Lays an example down, and runs it against WebORCA's stand-in, which answers 401 to a client. */
  const tried = (name: string, before: readonly string[], more: readonly string[] = []) => {
    writeFileSync(join(clinic.folder, name), files.get(name) ?? '');
    const { weborca } = clinic.simulator;
    const caFile = trusted();
    const env = { NODE_EXTRA_CA_CERTS: caFile, SSL_CERT_FILE: caFile };
    return exec([...before, name, ...more, weborca ?? ''], env);
  };

  test.skipIf(!has('curl', '--version'))('curl', async () => {
    const more = ['--silent', '--write-out', '%{http_code}', '--output', '/dev/null'];
    const ran = await tried('orca.sh', ['sh'], [...more, '--cacert', trusted()]);
    expect(ran).toStrictEqual({ code: 0, stdout: '401', stderr: '' });
  });

  test('Node', async () => {
    expect(await tried('orca.mjs', [node])).toStrictEqual({ code: 0, stdout: '401\n', stderr: '' });
  });

  test.skipIf(!has(python, '-c', 'import cryptography'))('Python', async () => {
    expect(await tried('orca.py', [python])).toStrictEqual({
      code: 0,
      stdout: '401\n',
      stderr: '',
    });
  });

  test('name no password in a command', () => {
    expect([...files.keys()]).toStrictEqual(['orca.sh', 'orca.mjs', 'orca.py']);
    expect([...files.values()].join('')).not.toMatch(/--(?:pass|cert|user)\b|-u /);
  });
});

test('a password with quotes and backslashes reaches curl whole', async () => {
  const script = examples('docs/scripts.md').get('orca.sh') ?? '';
  const password = String.raw`a"b\c'd$e #f`;
  writeFileSync(join(clinic.folder, 'odd.txt'), password);
  // What curl would read from its standard input.
  writeFileSync(join(clinic.folder, 'odd.sh'), script.replace('curl --config - "$@"', 'cat'));
  const odd = `WEBORCA_CERT_PASSWORD_FILE=${join(clinic.folder, 'odd.txt')}`;
  const { stdout } = await exec(['env', odd, 'sh', 'odd.sh']);
  const line = stdout.split('\n').find((one) => one.startsWith('pass = ')) ?? '';
  // curl(1), --config: within double quotes a backslash keeps a quote and itself.
  const read = /^pass = "(.*)"$/.exec(line)?.[1]?.replaceAll(/\\([\\"])/g, '$1');
  expect(read).toBe(password);
});
