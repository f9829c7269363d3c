import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { startSimulator } from '@weborca-cert/simulator';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { keptKey } from '../../core/test/support/kept-keys.ts';
import { partOf } from '../../core/test/support/sweep.ts';
import { textWidth } from '../src/render/width.ts';
import { runCli, type Ran } from './support/cli.ts';
import { openHome } from './support/clinic.ts';
import { problemsOf } from './support/schema.ts';
import { inTerminal } from './support/terminal.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const clinics = 60;
const expired = 5;
const wrong = [7, 23, 41];

let place: ReturnType<typeof openHome>;
let folder: string;
/** What is written on the phone's slip beside each file. */
const passwords: string[] = [];
beforeAll(async () => {
  place = openHome();
  folder = join(place.home, '証明書');
  mkdirSync(folder);
  const sixty = [
    ...(await clientsOf({ clients: clinics - expired, daysLeft: 60, dir: 'valid' })),
    ...(await clientsOf({ clients: expired, daysLeft: -3, dir: 'expired' })),
  ];
  for (const [index, { p12, password }] of sixty.entries()) {
    copyFileSync(p12, join(folder, `${nameOf(index)}.p12`));
    passwords.push(password);
    writePassword(index, wrong.includes(index) ? 'not-it' : password);
  }
});
afterAll(() => place.close());

/** Twenty characters, each two columns wide. */
function nameOf(index: number): string {
  const wide = String(index + 1)
    .padStart(3, '0')
    .replaceAll(/\d/g, (digit) => '０１２３４５６７８９'[Number(digit)] ?? '');
  return `医療法人社団青葉台内科小児科眼科第${wide}`;
}

function writePassword(index: number, password: string): void {
  // As Notepad leaves it, under both usual names.
  const suffix = index % 2 === 0 ? '.txt' : '.password.txt';
  writeFileSync(join(folder, `${nameOf(index)}${suffix}`), `${password}\r\n`);
}

async function clientsOf(options: { clients: number; daysLeft: number; dir: string }) {
  const dir = join(place.home, options.dir);
  const simulator = await startSimulator({ ...options, dir, keys: keptKey });
  await simulator.stop();
  return simulator.certificates.map(({ p12, passwordFile }) => ({
    p12: p12 ?? '',
    password: readFileSync(passwordFile ?? '', 'utf8'),
  }));
}

const shown = (text: string): string =>
  stripVTControlCharacters(text)
    .replaceAll(/\r+\n/g, '\n')
    .replaceAll(/\d{4}-\d\d-\d\d/g, '2029-01-31')
    .replaceAll(place.home, '~');

async function addAll(lang: 'ja' | 'en', home = place.home): Promise<Ran> {
  return runCli(['add', folder], { home, lang });
}

describe.each(partOf('a folder with sixty', ['ja', 'en'] as const, 2))(
  'a folder with sixty clinics in %s',
  (lang) => {
    test('is added but for three, each with why; and put right, only they are', async () => {
      const { home, close } = openHome();
      try {
        const { code, stdout, stderr } = await addAll(lang, home);
        expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
        for (const line of stdout.split('\n'))
          expect({ line, fits: textWidth(line) <= 80 }).toEqual({ line, fits: true });
        for (const index of wrong)
          expect(stdout).toContain(`${nameOf(index)}.p12  [password-wrong]`);
        await expect(shown(stdout)).toMatchFileSnapshot(`golden/add-several.${lang}.txt`);

        for (const index of wrong) writePassword(index, passwords[index] ?? '');
        const again = await addAll(lang, home);
        expect(again.code).toBe(0);
        await expect(shown(again.stdout)).toMatchFileSnapshot(
          `golden/add-several-again.${lang}.txt`,
        );
        const { stdout: status } = await runCli(['status', '--json'], { home });
        const { certificates } = JSON.parse(status);
        expect(certificates).toHaveLength(clinics);
        expect(
          certificates.filter((one: { state: string }) => one.state === 'expired'),
        ).toHaveLength(expired);
      } finally {
        for (const index of wrong) writePassword(index, 'not-it');
        close();
      }
    });
  },
);

test('JSON names each file, what became of it, and fails where one failed', async () => {
  const { home, close } = openHome();
  const some = [0, 7, 55].map((index) => join(folder, `${nameOf(index)}.p12`));
  try {
    const first = await runCli(['add', ...some, '--json'], { home });
    expect(first.code).toBe(1);
    expect(problemsOf('add', first.stdout)).toEqual([]);
    expect(JSON.parse(first.stdout).results).toMatchObject([
      { file: some[0], certificate: { name: nameOf(0) }, consumers: [] },
      { file: some[1], certificate: null, consumers: [], error: { code: 'password-wrong' } },
      { file: some[2], certificate: { name: nameOf(55), daysLeft: -3 } },
    ]);
    const second = await runCli(['add', ...some, '--json'], { home });
    expect(JSON.parse(second.stdout).results[0]).toMatchObject({
      certificate: { name: nameOf(0) },
      underCare: true,
    });
    const all = ['--password-file', join(home, 'all.txt')];
    writeFileSync(join(home, 'all.txt'), passwords[7] ?? '');
    const third = await runCli(['add', ...some, ...all, '--json'], { home });
    expect(third.code).toBe(0);
  } finally {
    close();
  }
});

test('the number of a browser is no part of a name: two that are left alike are counted', async () => {
  const { home, close } = openHome();
  try {
    const files = ['本院.p12', '本院 (1).p12'].map((file) => join(home, file));
    for (const [index, file] of files.entries()) {
      copyFileSync(join(folder, `${nameOf(index)}.p12`), file);
      writeFileSync(file.replace(/p12$/, 'txt'), passwords[index] ?? '');
    }
    const { stdout } = await runCli(['add', ...files, '--json'], { home });
    expect(JSON.parse(stdout).results).toMatchObject([
      { certificate: { name: '本院' } },
      { certificate: { name: '本院-2' } },
    ]);
  } finally {
    close();
  }
});

test('a name belongs to one file', async () => {
  const { code, stderr } = await runCli(['add', folder, '--name', 'x'], place);
  expect(code).toBe(2);
  expect(stderr).toContain('--name');
});

test.each([
  ['en', 'Copy it again'],
  ['ja', 'もう一度コピー'],
] as const)(
  'half a file and a photograph are told as such, with the way out (%s)',
  async (lang, copy) => {
    const { home, close } = openHome();
    const own = join(home, 'some');
    mkdirSync(own);
    const whole = readFileSync(join(folder, `${nameOf(0)}.p12`));
    // No password file lies beside them: none would help.
    writeFileSync(join(own, 'half.p12'), whole.subarray(0, 700));
    writeFileSync(join(own, 'photo.p12'), 'holiday');
    writeFileSync(join(own, 'well.p12'), whole);
    try {
      const { code, stdout } = await runCli(['add', own], { home, lang, env: { COLUMNS: '80' } });
      expect(code).toBe(1);
      expect(stdout).toContain('half.p12  [pkcs12-damaged]');
      expect(stdout).toContain(copy);
      expect(stdout).toContain('photo.p12  [not-a-certificate]');
      expect(stdout).toContain('well.p12  [password-missing]');
      for (const line of stdout.split('\n'))
        expect({ line, fits: line.includes(own) || textWidth(line) <= 80 }).toEqual({
          line,
          fits: true,
        });
    } finally {
      close();
    }
  },
);

test('a folder without any says what was looked for', async () => {
  const empty = join(place.home, 'empty');
  mkdirSync(empty);
  const { code, stderr } = await runCli(['add', empty], place);
  expect({ code, told: stderr.includes('*.p12') }).toEqual({ code: 1, told: true });
});

describe('on a terminal', () => {
  test.each([
    ['ja', 'n', 'この2件を登録しますか? (Y/n)', '何もしませんでした。', 0],
    ['en', '', 'Register these 2? (Y/n)', '2 certificates have been registered.', 2],
  ] as const)('one table and one question: %s "%s"', async (lang, typed, question, end, count) => {
    const { home, close } = openHome();
    try {
      const some = [0, 1].map((index) => join(folder, `${nameOf(index)}.p12`));
      const { code, screen } = await inTerminal(
        home,
        ['add', ...some],
        [[question, `${typed}\r`]],
        {
          lang,
        },
      );
      expect(code).toBe(0);
      expect(screen.split(nameOf(0))).toHaveLength(2);
      expect(screen).toContain(end);
      const status = await runCli(['status', '--json'], { home });
      expect(JSON.parse(status.stdout).certificates).toHaveLength(count);
    } finally {
      close();
    }
  });
});
