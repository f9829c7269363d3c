import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { constants, symlinkSync, writeFileSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect, startCli } from './support/cli.ts';
import { openClinic, type Clinic } from './support/clinic.ts';
import { unixOnly } from '../../core/test/support/left-out.ts';

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic();
});
afterAll(() => clinic.close());

const program = (text: string): string =>
  JSON.stringify([process.execPath, '-e', `process.stdout.write(${JSON.stringify(text)})`]);

async function inspect(
  args: readonly string[],
  more: { readonly input?: string | Uint8Array; readonly env?: Record<string, string> } = {},
): Promise<string> {
  const { stdout, stderr } = await clinic.cli(['inspect', clinic.p12(0), '--json', ...args], more);
  const { error } = JSON.parse(stdout);
  return error === undefined ? 'opened' : `${error.code}${stderr}`;
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(clinic.folder, name);
  writeFileSync(path, content);
  return path;
}

describe('a password can come', () => {
  test('from a file', async () => {
    expect(await inspect(['--password-file', clinic.passwordFile(0)])).toBe('opened');
  });
  test('from standard input', async () => {
    expect(await inspect(['--password-stdin'], { input: clinic.password(0) })).toBe('opened');
  });
  test('from the environment', async () => {
    const env = { MY_PASSWORD: clinic.password(0) };
    expect(await inspect(['--password-env', 'MY_PASSWORD'], { env })).toBe('opened');
  });
  test('from a program', async () => {
    expect(await inspect(['--password-command', program(clinic.password(0))])).toBe('opened');
  });
  test.each([
    ['a byte order mark before it', (p: string) => `\uFEFF${p}`],
    ['a line end after it', (p: string) => `${p}\n`],
    ['a Windows line end after it', (p: string) => `${p}\r\n`],
  ])('with %s', async (_what, wrap) => {
    const input = wrap(clinic.password(0));
    expect(await inspect(['--password-stdin'], { input })).toBe('opened');
    expect(await inspect(['--password-file', file('password', input)])).toBe('opened');
  });
});

test.each([
  ['little', '\uFEFF'],
  ['big', '\uFEFF'],
] as const)('a file that Notepad saved as Unicode, %s endian', async (order, mark) => {
  const bytes = Buffer.from(`${mark}${clinic.password(0)}\r\n`, 'utf16le');
  if (order === 'big') bytes.swap16();
  expect(await inspect(['--password-file', file('unicode.txt', bytes)])).toBe('opened');
});

test('a dropped line end is said', async () => {
  const args = ['inspect', clinic.p12(0), '--password-stdin'];
  const { stderr } = await clinic.cli(args, { input: `${clinic.password(0)}\n` });
  expect(stderr).toMatch(/line (?:end|break)|newline/);
});

describe('a password is wrong', () => {
  test.each([
    ['with two line ends', (p: string) => `${p}\n\n`],
    ['with a blank', (p: string) => `${p} `],
    ['when empty', () => ''],
  ])('%s', async (_what, wrap) => {
    const input = wrap(clinic.password(0));
    expect(await inspect(['--password-stdin'], { input })).toBe('password-wrong');
  });
});

const fifo = (name: string): string => {
  const path = join(clinic.folder, name);
  execFileSync('mkfifo', [path]);
  return path;
};
const start = (path: string) =>
  startCli(['inspect', clinic.p12(0), '--json', '--password-file', path], { home: clinic.home });

describe.skipIf(process.platform === 'win32')(`a FIFO${unixOnly}`, () => {
  test('is waited for, as `<(pass show x)` is', async () => {
    const path = fifo('late');
    const child = start(path);
    const output = collect(child);
    // Opened for writing only once somebody reads.
    await writeFile(path, clinic.password(0));
    await once(child, 'close');
    expect(JSON.parse(output().stdout)).not.toHaveProperty('error');
  });

  test('that nobody writes to can be given up', async () => {
    const path = fifo('never');
    const child = start(path);
    const output = collect(child);
    // Both ends: it is open, and nothing comes.
    const other = await open(path, constants.O_WRONLY);
    child.kill('SIGTERM');
    await once(child, 'close');
    await other.close();
    expect(child.exitCode).toBe(130);
    expect(JSON.parse(output().stdout)).toMatchObject({ error: { code: 'interrupted' } });
  });
});

test.skipIf(process.platform === 'win32')(
  `a device without an end is no password${unixOnly}`,
  async () => {
    expect(await inspect(['--password-file', '/dev/zero'])).toBe('destination-not-writable');
  },
);

test.skipIf(process.platform === 'win32')(
  `a file that is there is not said to be missing${unixOnly}`,
  async () => {
    const loop = join(clinic.folder, 'loop');
    symlinkSync(loop, loop);
    for (const [path, why] of [
      [loop, 'leads in a circle'],
      [clinic.folder, 'is a folder'],
      ['/dev/zero', 'too large'],
    ] as const) {
      const { code, stderr } = await clinic.cli([
        'inspect',
        clinic.p12(0),
        '--password-file',
        path,
      ]);
      expect(code).toBe(1);
      expect(stderr).toContain(`${path} cannot be read (`);
      expect(stderr).toContain(why);
    }
  },
);

describe('a source that does not work', () => {
  test.each([
    { args: ['--password-file', '/missing'], error: 'file-not-found' },
    { args: ['--password-env', 'NOT_THERE'], error: 'usage-invalid' },
    { args: ['--password-command', 'pass show x'], error: 'usage-invalid' },
    { args: ['--password-command', '[]'], error: 'usage-invalid' },
    { args: ['--password-command', '[1]'], error: 'usage-invalid' },
    { args: ['--password-command', '["/missing/program"]'], error: 'tool-missing' },
    { args: [], error: 'password-missing' },
  ])('$args ends in $error', async ({ args, error }) => {
    expect(await inspect(args)).toBe(error);
  });

  test('a program that fails', async () => {
    const failing = JSON.stringify([process.execPath, '-e', 'process.exit(3)']);
    expect(await inspect(['--password-command', failing])).toBe('usage-invalid');
  });

  test('what is not UTF-8', async () => {
    expect(await inspect(['--password-file', file('latin1', Buffer.from([0xe9]))])).toBe(
      'usage-invalid',
    );
  });
});
