import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withoutPauses } from '../src/passwords.ts';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import { runCli } from './support/cli.ts';
import { storedZip } from './support/stored-zip.ts';
import { inTerminal } from './support/terminal.ts';

const docs = resolve(import.meta.dirname, '../../../docs');

/** The commands of a page, those of the vendor's machine and those of the clinic's. */
function commandsOf(page: string): readonly [readonly string[][], readonly string[][]] {
  const blocks = [...readFileSync(join(docs, page), 'utf8').matchAll(/^```sh\n(.*?)^```/gms)];
  const [vendor = [], clinic = []] = blocks.map(([, block = '']) =>
    block
      .trim()
      .split('\n')
      .map((line) => line.replace(/^weborca-cert /, '').split(' ')),
  );
  return [vendor, clinic];
}

/** As somebody reads it out and somebody else types it: groups, hyphens, wide letters. */
function heard(password: string): string {
  const wide = password.replaceAll(/[0-9]/g, (digit) =>
    String.fromCodePoint((digit.codePointAt(0) ?? 0) + 0xfee0),
  );
  return [...wide.matchAll(/.{1,4}/gu)].map(([group]) => group).join(' - ');
}

let vendor: Clinic;
let home: string;
beforeEach(async () => {
  vendor = await openClinic({ daysLeft: 45 });
  home = join(vendor.folder, 'clinic-home');
  mkdirSync(join(home, 'config'), { recursive: true, mode: 0o700 });
  const { api, weborca, caFile: ca } = vendor.simulator;
  const site = 'https://site.example/';
  const used = join(vendor.folder, 'used.p12');
  copyFileSync(vendor.p12(0), used);
  await vendor.add('clinic-a', 0);
  mkdirSync(join(vendor.folder, 'hand-over'));
  const backups = [{ path: join(vendor.folder, 'hand-over'), password: 'separate' }];
  writeConfig(vendor.home, {
    support: { name: 'Aoba Systems', phone: '03-0000-0000' },
    services: { rehearsal: { api, weborca, site, ca } },
    certificates: { 'clinic-a': { service: 'rehearsal', backups } },
  });
  // The clinic has no address of the service; what it uses is a file of its own.
  writeConfig(home, { services: { rehearsal: { weborca, site, ca } } });
  const file = [used, '--password-file', vendor.passwordFile(0)];
  const args = ['add', ...file, '--name', 'clinic-a', '--in-place'];
  const { code, stderr } = await runCli(args, { home });
  if (code !== 0) throw new Error(stderr);
});
afterEach(() => vendor.close());

describe.each([
  ['hand-over.md', 'en'],
  ['hand-over.ja.md', 'ja'],
] as const)('%s', (page, lang) => {
  test.each(['folder', 'zip'] as const)(
    'goes from one machine to the other as a %s',
    async (as) => {
      const [atVendor, atClinic] = commandsOf(page);
      expect([atVendor.length, atClinic.length]).toEqual([2, 2]);
      for (const args of atVendor) {
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
      const place = join(vendor.folder, 'hand-over', 'clinic-a');
      const [made = ''] = readdirSync(place);
      const folder = join(place, made);
      expect(readdirSync(folder)).not.toContain('password.txt');
      const password = (await vendor.cli(['password', 'clinic-a', '--yes'])).stdout.trim();
      const handed = as === 'folder' ? folder : `${folder}.zip`;
      if (as === 'zip') {
        const entries = readdirSync(folder).map(
          (name) => [`${made}/${name}`, readFileSync(join(folder, name))] as const,
        );
        writeFileSync(handed, storedZip(entries));
      }
      const [receiving = [], looking = []] = atClinic;
      const question = lang === 'ja' ? 'のパスワード:' : 'Password of';
      const { code, screen } = await inTerminal(
        home,
        receiving.map((word) => (word.startsWith('E:/') ? handed : word)),
        [[question, `${heard(password)}\r`]],
        { lang },
      );
      expect({ code, screen: code === 0 ? '' : screen }).toEqual({ code: 0, screen: '' });
      expect(screen).not.toContain(password);
      const state = await runCli([...looking, '--json'], { home });
      expect(JSON.parse(state.stdout)).toMatchObject({
        certificates: [{ state: 'valid', consumers: [{ kind: 'pkcs12', state: 'current' }] }],
      });
    },
  );
});

test('what is typed is meant without the pauses that people make', () => {
  expect(withoutPauses('ＡＢ１２－cd 34')).toBe('AB12cd34');
  expect(withoutPauses('ab–12ー34　x')).toBe('ab1234x');
});
