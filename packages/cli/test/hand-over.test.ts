import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withoutPauses } from '../src/passwords.ts';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import { runCli } from './support/cli.ts';
import { expectShown, shownOn } from './support/shown.ts';
import { renewAtSite } from './support/management-site.ts';
import { storedZip } from './support/stored-zip.ts';
import { inTerminal } from './support/terminal.ts';

const docs = resolve(import.meta.dirname, '../../../docs');

interface Page {
  /** Commands of the vendor's machine, and those of the clinic's. */
  readonly atVendor: readonly string[][];
  readonly atClinic: readonly string[][];
  /** Those that stand in a sentence, in this order: without the address; by telephone; for browsers. */
  readonly inText: readonly string[][];
  /** What is written into the vendor's configuration. */
  readonly settings: { readonly backups: readonly { readonly path: string }[] };
}

const wordsOf = (line: string): string[] => line.replace(/^weborca-cert /, '').split(' ');

function readPage(page: string): Page {
  const text = readFileSync(join(docs, page), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)];
  const [atVendor = [], atClinic = []] = blocks.map(([, block = '']) =>
    block.trim().split('\n').map(wordsOf),
  );
  const prose = text.replaceAll(/^```.*?^```$/gms, '');
  const inText = [...prose.matchAll(/`(weborca-cert [^`]+)`/g)].map(([, line = '']) =>
    wordsOf(line),
  );
  const [, written = ''] = /^```jsonc\n(.*?)^```/ms.exec(text) ?? [];
  return { atVendor, atClinic, inText, settings: JSON.parse(`{${written}}`) };
}

/** As somebody reads it out and somebody else types it: groups, hyphens, wide letters. */
function heard(password: string): string {
  const wide = password.replaceAll(/[0-9]/g, (digit) =>
    String.fromCodePoint((digit.codePointAt(0) ?? 0) + 0xfee0),
  );
  return [...wide.matchAll(/.{1,4}/gu)].map(([group]) => group).join(' - ');
}

/** A line that is written over is what stands there in the end. */
function settled(screen: string): string {
  const lines = screen.split('\n').map((line) => line.split('\u001B[K').at(-1));
  return stripVTControlCharacters(lines.join('\n'));
}

let vendor: Clinic;
let home: string;
beforeEach(async () => {
  vendor = await openClinic({ daysLeft: 45 });
  home = join(vendor.folder, 'clinic-home');
  mkdirSync(join(home, 'config'), { recursive: true, mode: 0o700 });
  const { weborca, caFile: ca } = vendor.simulator;
  const site = 'https://site.example/';
  const used = join(vendor.folder, 'used.p12');
  copyFileSync(vendor.p12(0), used);
  await vendor.add('clinic-a', 0);
  mkdirSync(join(vendor.folder, 'hand-over'));
  // The clinic has no address of the service; what it uses is a file of its own.
  writeConfig(home, { services: { rehearsal: { weborca, site, ca } } });
  const file = [used, '--password-file', vendor.passwordFile(0)];
  const args = ['add', ...file, '--name', 'clinic-a', '--in-place'];
  const { code, stderr } = await runCli(args, { home });
  if (code !== 0) throw new Error(stderr);
});
afterEach(() => vendor.close());

/** What the page has written into the vendor's configuration, with the place that is there. */
function settle({ settings }: Page, { withApi }: { readonly withApi: boolean }): void {
  const { api, weborca, caFile: ca } = vendor.simulator;
  const backups = settings.backups.map((place) => ({
    ...place,
    path: place.path.replace(/^E:/, vendor.folder),
  }));
  writeConfig(vendor.home, {
    support: { name: 'Aoba Systems', phone: '03-0000-0000' },
    services: {
      rehearsal: { weborca, site: 'https://site.example/', ca, ...(withApi ? { api } : {}) },
    },
    certificates: { 'clinic-a': { service: 'rehearsal', ...settings, backups } },
  });
}

/** The folder that is handed over; or a zip of it. */
function handOver(as: 'folder' | 'zip'): string {
  const place = join(vendor.folder, 'hand-over', 'clinic-a');
  const [made = ''] = readdirSync(place);
  const folder = join(place, made);
  expect(readdirSync(folder)).not.toContain('password.txt');
  if (as === 'folder') return folder;
  const entries = readdirSync(folder).map(
    (name) => [`${made}/${name}`, readFileSync(join(folder, name))] as const,
  );
  writeFileSync(`${folder}.zip`, storedZip(entries));
  return `${folder}.zip`;
}

describe.each([
  ['hand-over.md', 'en'],
  ['hand-over.ja.md', 'ja'],
] as const)('%s', (file, lang) => {
  const page = readPage(file);
  const [withoutApi = [], telling = [], importing = []] = page.inText;

  test('has these commands, and no others', () => {
    const verbs = [page.atVendor, page.atClinic, page.inText].map((all) =>
      all.map(([verb]) => verb),
    );
    expect(verbs).toEqual([
      ['renew', 'report'],
      ['receive', 'status'],
      ['receive', 'password', 'import'],
    ]);
    expect(page.settings).toEqual({ backups: [{ path: 'E:/hand-over', password: 'separate' }] });
  });

  test.each([
    ['folder', { withApi: true }],
    ['zip', { withApi: true }],
    ['folder', { withApi: false }],
  ] as const)('goes from one machine to the other as a %s, %o', async (as, { withApi }) => {
    settle(page, { withApi });
    const [renewing = [], ...others] = page.atVendor;
    if (!withApi) {
      const [client] = vendor.simulator.certificates;
      if (client === undefined) throw new Error('no client');
      const { zip } = await renewAtSite(vendor.simulator, client);
      writeFileSync(join(vendor.folder, withoutApi.at(-1) ?? ''), zip);
    }
    for (const args of [withApi ? renewing : withoutApi, ...others]) {
      const { code, stderr } = await vendor.cli(args, { lang, cwd: vendor.folder });
      expect({ args, code, stderr: code === 0 ? '' : stderr }).toEqual({
        args,
        code: 0,
        stderr: '',
      });
    }
    const sheet = readFileSync(join(vendor.folder, 'clinic-a.html'), 'utf8');
    expect(sheet).toContain('03-0000-0000');
    expect(sheet).toContain(lang === 'ja' ? '4文字ずつ区切り' : 'four characters at a time');
    // As it is shown on the vendor's screen.
    const password = (await inTerminal(vendor.home, telling, [], { lang })).screen.trim();
    expect(password).toMatch(/^\S+$/);
    expect(sheet).not.toContain(password);
    const handed = handOver(as);
    const [receiving = [], looking = []] = page.atClinic;
    const question = lang === 'ja' ? 'のパスワード:' : 'Password of';
    const { code, screen } = await inTerminal(
      home,
      receiving.map((word) => (word.startsWith('E:/') ? handed : word)),
      [[question, `${heard(password)}\r`]],
      { lang },
    );
    expect({ code, screen: code === 0 ? '' : screen }).toEqual({ code: 0, screen: '' });
    expect(screen).not.toContain(password);
    expectShown(shownOn(`docs/${file}`)[0] ?? '', settled(screen));
    const state = await runCli([...looking, '--json'], { home });
    expect(JSON.parse(state.stdout)).toMatchObject({
      certificates: [{ state: 'valid', consumers: [{ kind: 'pkcs12', state: 'current' }] }],
    });
    if (process.platform !== 'linux') return;
    const imported = await runCli([...importing, '--json'], { home, lang });
    expect(JSON.parse(imported.stdout)).toMatchObject({ imported: true });
  });
});

test('what is typed is meant without the pauses that people make', () => {
  expect(withoutPauses('ＡＢ１２－cd 34')).toBe('AB12cd34');
  expect(withoutPauses('ab–12ー34　x')).toBe('ab1234x');
});
