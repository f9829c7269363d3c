import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './support/cli.ts';
import { openClinic, openHome, type Clinic } from './support/clinic.ts';

let place: ReturnType<typeof openHome>;
beforeAll(() => {
  place = openHome();
});
afterAll(() => place.close());

describe('a wrong command line', () => {
  test.each([
    { args: [], says: 'A command is missing.' },
    { args: ['nonsense'], says: 'Unknown command: nonsense' },
    { args: ['recieve', 'x'], says: 'Did you mean receive?' },
    { args: ['consumers', 'ad'], says: 'Did you mean consumers add?' },
    { args: ['renew', '--forse'], says: 'Did you mean --force?' },
    { args: ['status', '--jsno'], says: 'Did you mean --json?' },
    { args: ['--nonsense'], says: 'Unknown option: --nonsense' },
    { args: ['status', '--nonsense=x'], says: 'Unknown option: --nonsense' },
    { args: ['inspect'], says: 'FILE is missing.' },
    { args: ['add'], says: 'FILE is missing.' },
    { args: ['inspect', 'a', 'b'], says: 'Too many arguments (at most 1).' },
    { args: ['check', '--within', '90'], says: '--within is written as 90d (days)' },
    { args: ['renew', 'a', '--all'], says: 'Names and --all cannot be given together.' },
    { args: ['status', '--config'], says: '--config needs a value.' },
    { args: ['status', '--json=1'], says: '--json takes no value.' },
    { args: ['status', '--lang', 'fr'], says: 'Give one of these: --lang ja|en.' },
    { args: ['simulate', '--fault', 'nonsense'], says: '--list-faults' },
    {
      args: ['inspect', 'f', '--password-stdin', '--password-env', 'V'],
      says: 'Only one source of the password can be given.',
    },
    {
      args: ['consumers', 'grant', 'clinic-a', 'push-exchanger'],
      says: 'Without a terminal, --yes is needed.',
    },
    {
      args: ['consumers', 'grant', 'clinic-a', 'push-exchanger', '--take-back'],
      says: 'Without a terminal, --yes is needed.',
    },
  ])('$args ends in exit code 2: $says', async ({ args, says }) => {
    const { code, stdout, stderr } = await runCli(args, place);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect(stderr).toContain('[usage-invalid]');
    expect(stderr).toContain('weborca-cert');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('is told as JSON to those who asked for it, and nothing else', async () => {
    const { code, stdout, stderr } = await runCli(['check', '--json', '--nonsense'], place);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      command: 'check',
      error: {
        code: 'usage-invalid',
        message: 'Unknown option: --nonsense',
        hint: 'Usage: weborca-cert help check',
        retry: 'never',
      },
    });
  });
});

describe('the language', () => {
  const missing = { ja: 'コマンドを指定してください。', en: 'A command is missing.' };
  test.each([
    { env: { LANG: 'ja_JP.UTF-8' }, says: missing.ja },
    { env: { LANG: 'ja_JP.UTF-8', LC_ALL: 'C' }, says: missing.en },
    { env: { LANG: 'C', LC_MESSAGES: 'ja_JP.UTF-8' }, says: missing.ja },
    { env: { LANG: 'en_US.UTF-8', LC_ALL: '', LC_MESSAGES: 'ja_JP' }, says: missing.ja },
    { env: { LANG: 'de_DE.UTF-8' }, says: missing.en },
  ])('$env', async ({ env, says }) => {
    expect((await runCli([], { ...place, env })).stderr).toContain(says);
  });

  test('--lang wins', async () => {
    const { stderr } = await runCli(['--lang', 'ja'], { ...place, lang: 'en' });
    expect(stderr).toContain(missing.ja);
  });
});

test('--version', async () => {
  const plain = await runCli(['--version'], place);
  expect(plain).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
  const { stdout } = await runCli(['--version', '--json'], place);
  expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, version: '0.1.0' });
});

describe('colours', () => {
  // oxlint-disable-next-line no-control-regex -- what a colour begins with
  const colour = /\u001B\[\d+m/;
  test('are for terminals only', async () => {
    expect((await runCli([], place)).stderr).not.toMatch(colour);
  });
  test('FORCE_COLOR asks for them', async () => {
    expect((await runCli([], { ...place, env: { FORCE_COLOR: '1' } })).stderr).toMatch(colour);
  });
});

describe('what was probably meant', () => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic({ daysLeft: 45 });
    await clinic.add('aoba-clinic');
  });
  afterAll(() => clinic.close());

  test.each([
    {
      args: ['renew', 'aoba-clinik'],
      ja: 'aoba-clinic のことではありませんか。',
      en: 'Did you mean aoba-clinic?',
    },
    { args: ['statsu'], ja: 'status のことではありませんか。', en: 'Did you mean status?' },
    {
      args: ['consumers', 'add', 'aoba-clinic', 'push-exchange', 'path=/x'],
      ja: 'push-exchanger のことではありませんか。',
      en: 'Did you mean push-exchanger?',
    },
    {
      args: ['consumers', 'add', 'aoba-clinic', 'manual', 'lable=PC 2'],
      ja: 'label="…"',
      en: 'label="…"',
    },
    {
      args: ['consumers', 'add', 'aoba-clinic', 'pkcs12', 'path=/x.p12', 'fromat=same'],
      ja: 'format= のことではありませんか。',
      en: 'Did you mean format=?',
    },
    {
      args: ['consumers', 'add', 'aoba-clinic', 'manual'],
      ja: '書き方: weborca-cert consumers add aoba-clinic manual label="…"\n',
      en: 'Like this: weborca-cert consumers add aoba-clinic manual label="…"\n',
    },
    {
      args: ['consumers', 'add', 'aoba-clinic', 'command'],
      ja: `書き方: weborca-cert consumers add aoba-clinic command 'run=["…"]'\n`,
      en: `Like this: weborca-cert consumers add aoba-clinic command 'run=["…"]'\n`,
    },
    {
      args: ['consumers', 'add', 'aoba-clinic', 'settings', 'path=/x.json'],
      ja: 'consumers add aoba-clinic settings path="…" keys.path="…" keys.password="…"\n',
      en: 'consumers add aoba-clinic settings path="…" keys.path="…" keys.password="…"\n',
    },
  ])('$args', async ({ args, ja, en }) => {
    for (const [lang, says] of [
      ['ja', ja],
      ['en', en],
    ] as const) {
      const { code, stderr } = await clinic.cli(args, { lang });
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(says) });
      expect(stderr).not.toContain('{ … }');
    }
  });
});
