import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leftOut } from '../../core/test/support/left-out.ts';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import { earlyIsAllowed } from './support/service-rule.ts';
import { renewAtSite } from './support/management-site.ts';
import { inTerminal, type Dialogue } from './support/terminal.ts';
import { stable } from './support/transcript.ts';

// What is asked, on a terminal of 80 by 24: test/golden/asking.*.txt. Defaults are shown, mistakes are
// asked about again, and no is taken for an answer.
const hasCertutil = existsSync('/usr/bin/certutil');
const words = {
  ja: {
    file: '証明書のファイル',
    password: 'のパスワード:',
    name: '名前:',
    inPlace: 'も新しくしますか?',
    place: 'バックアップ先のフォルダー',
    offered: 'これらも新しくしますか?',
    later: 'これからのバックアップも',
    url: 'URL (https',
    remove: '証明書ストアから消しますか?',
    environment: 'どの環境の証明書ですか?',
    demo: 'デモ環境',
    asNew: 'を新しく登録しますか?',
    zip: 'を待っています',
    import: 'いまインポートしますか?',
  },
  en: {
    file: 'Certificate file',
    password: 'Password of',
    name: 'Name:',
    inPlace: 'itself up to date as well?',
    place: 'Backup folder',
    offered: 'Update these after every renewal as well?',
    later: 'Put later backups into',
    url: 'URL (https',
    remove: 'Remove it from the certificate store?',
    environment: 'Which environment',
    demo: 'demo',
    asNew: 'as a new one?',
    zip: 'Waiting for the zip',
    import: 'Import the new one now?',
  },
} as const;

const left = leftOut(hasCertutil, 'no certutil');
describe.runIf(hasCertutil).each(['ja', 'en'] as const)(`questions in %s${left}`, (lang) => {
  const said = words[lang];
  let clinic: Clinic;
  const blocks: string[] = [];
  const ask = async (
    args: readonly string[],
    dialogue: Dialogue,
    cwd = '/',
  ): Promise<{ readonly code: number | null; readonly screen: string }> => {
    const options = { lang, cwd, columns: 80 };
    const { code, screen } = await inTerminal(clinic.home, args, dialogue, options);
    const shown = lastOfEachLine(screen);
    blocks.push(`$ weborca-cert ${args.join(' ')}\n${shown}[exit code ${code}]\n`);
    return { code, screen: shown };
  };
  const config = () => JSON.parse(readFileSync(join(clinic.home, 'config', 'config.json'), 'utf8'));

  beforeAll(async () => {
    clinic = await openClinic({ daysLeft: 45, clients: 3, rules: earlyIsAllowed }, '/tmp');
    const { weborca, caFile: ca } = clinic.simulator;
    writeConfig(clinic.home, {
      services: { rehearsal: { weborca, ca, site: 'https://site.example/' } },
    });
  });
  afterAll(() => clinic.close());

  test('a zip with nothing registered is registered, and then it is said how to go on', async () => {
    const zip = clinic.simulator.siteZip ?? '';
    const { code } = await ask(
      ['receive', zip],
      [
        [said.asNew, '\r'],
        [said.name, 'clinic-a\r'],
        [said.place, '\r'],
      ],
    );
    expect(code).toBe(0);
  });

  test('add: mistakes, defaults, a folder at home, and no to an offer', async () => {
    const project = join(clinic.folder, 'project');
    mkdirSync(project);
    copyFileSync(clinic.p12(1), join(project, 'orca.p12'));
    const settings = `ORCA_CERT_PATH=./orca.p12\nORCA_CERT_PASS=${clinic.password(1)}\n`;
    writeFileSync(join(project, '.env'), settings);
    copyFileSync(clinic.p12(1), join(project, 'client002.p12'));
    const { code, screen } = await ask(
      ['add'],
      [
        [said.file, 'clinet002.p12\r'],
        [said.file, `'client002.p12'\r`],
        [said.password, 'not-the-password\r'],
        [said.password, `${clinic.password(1)}\r`],
        [`${said.name} [client002]`, '../b\r'],
        [`${said.name} [client002]`, 'clinic-b\r'],
        // The files of a test pass through a temporary folder.
        [`${said.inPlace} (y/N)`, '\r'],
        [said.place, '~/none/backup\r'],
        [said.place, '~/backup\r'],
        [`${said.offered} (Y/n)`, 'n\r'],
      ],
      project,
    );
    expect(code).toBe(0);
    expect(screen).not.toContain(clinic.password(1));
    expect(screen).not.toContain('not-the-password');
    // There is but one service of one's own, and an offer that was refused is not made again.
    expect(screen).not.toContain(said.environment);
    expect(screen.split('.env')).toHaveLength(2);
    expect(config().certificates['clinic-b']).toEqual({
      service: 'rehearsal',
      backups: [join(clinic.home, 'backup')],
      consumers: [],
    });
    expect(readdirSync(join(clinic.home, 'backup', 'clinic-b'))).toHaveLength(1);
  });

  test('backup --to: once for all, or from now on', async () => {
    const stick = join(clinic.folder, 'stick');
    mkdirSync(stick);
    await ask(['backup', 'clinic-a', '--to', stick], [[`${said.later} ${stick}`, '\r']]);
    expect(config().certificates['clinic-a'].backups).toEqual([stick]);
    // It is one now, and is not asked about.
    await ask(['backup', 'clinic-a', '--to', stick], []);
  });

  test('renew: an address that is none is told as that', async () => {
    const { screen } = await ask(
      ['renew', 'clinic-b'],
      [
        [said.url, 'http://api.example/\r'],
        [said.url, 'api.example\r'],
        [said.url, `${clinic.simulator.api}\r`],
      ],
    );
    expect(screen).not.toContain('config.json');
    expect(config().services.rehearsal.api).toBe(clinic.simulator.api);
  });

  test('import: that it worked comes before what could be tidied up, if there is anything', async () => {
    const first = await ask(['import', 'clinic-b'], []);
    expect(first.screen).not.toContain(said.remove);
    expect((await clinic.cli(['renew', 'clinic-b', '--force'])).code).toBe(0);
    await ask(['import', 'clinic-b'], [[`${said.remove} (y/N)`, 'y\r']]);
  });

  test('site --due: the browser is asked about once nothing more is waited for', async () => {
    const [first] = clinic.simulator.certificates;
    if (first === undefined) throw new Error('no client');
    const file = [clinic.p12(0), '--password-file', clinic.passwordFile(0)];
    await clinic.cli(['remove', 'clinic-a', '--yes']);
    await clinic.cli(['add', ...file, '--name', 'clinic-a']);
    await clinic.cli(['import', 'clinic-a']);
    const downloads = join(clinic.folder, 'Downloads');
    mkdirSync(downloads);
    const { zip } = await renewAtSite(clinic.simulator, first);
    const { screen } = await ask(
      ['site', '--due', '--downloads', downloads],
      [
        [
          said.zip,
          () => {
            writeFileSync(join(downloads, 'client001.zip'), zip);
            return '';
          },
        ],
        [said.import, '\r'],
        [said.remove, 'n\r'],
      ],
    );
    expect(screen).not.toContain('weborca-cert import');
  });

  test('several environments are asked about in words that staff know', async () => {
    const { api, weborca, caFile: ca } = clinic.simulator;
    const service = { api, weborca, ca };
    writeConfig(clinic.home, { services: { production: service, demo: service } });
    const file = join(clinic.folder, 'new.p12');
    copyFileSync(clinic.p12(2), file);
    await ask(
      ['add', file, '--name', 'trial', '--no-in-place'],
      [
        [said.password, `${clinic.password(2)}\r`],
        [said.environment, 'staging\r'],
        [said.environment, `${said.demo}\r`],
        [said.place, '\r'],
      ],
    );
    expect(config().certificates.trial.service).toBe('demo');
  });

  test('what people see, word for word', async () => {
    expect(blocks).toHaveLength(9);
    const shown = stable(blocks.join('\n'), clinic);
    await expect(shown).toMatchFileSnapshot(`golden/asking.${lang}.txt`);
  });
});

/** As it stands there in the end: what replaced itself is gone, and so are colours. */
function lastOfEachLine(screen: string): string {
  return stripVTControlCharacters(screen)
    .split(/\r*\n/)
    .map((line) => line.split('\r').at(-1) ?? '')
    .join('\n');
}
