import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import { canPretend, leftOutElsewhere, pretendScheduler } from './support/scheduler.ts';
import { problemsOf } from './support/schema.ts';
import { expectShown, shownOn } from './support/shown.ts';
import { stable } from './support/transcript.ts';

const dayMs = 86_400_000;

interface Answer {
  readonly sources: readonly {
    readonly host: string;
    readonly stopped: { readonly code: string } | null;
  }[];
  readonly certificates: readonly { readonly name: string }[];
}

/** Three machines that publish into one folder: all is well on one, a run fails on one, one is away. */
interface Machines {
  readonly clinic: Clinic;
  readonly shared: string;
  readonly homes: Readonly<Record<'fine' | 'failing' | 'away', string>>;
}

async function openMachines(): Promise<Machines> {
  const clinic = await openClinic({ clients: 3 });
  const shared = join(clinic.folder, 'shared');
  mkdirSync(shared);
  const homeOf = (name: string): string => join(clinic.folder, `canary-user-${name}`);
  const homes = { fine: homeOf('fine'), failing: homeOf('failing'), away: homeOf('away') };
  const { weborca, caFile: ca } = clinic.simulator;
  const settings = [
    ['fine', 'tokyo-1', clinic.simulator.api, 'Tokyo Clinic'],
    ['failing', 'osaka-1', 'https://127.0.0.1:1/canary-api', '大阪医院 受付'],
    ['away', 'kobe-1', clinic.simulator.api, '神戸クリニック'],
  ] as const;
  for (const [index, [which, host, api, called]] of settings.entries()) {
    const home = homes[which];
    mkdirSync(join(home, 'config'), { recursive: true, mode: 0o700 });
    const services = { rehearsal: { api, weborca, site: 'https://site.example/', ca } };
    const support = { name: called, phone: `0${index}-0000-000${index}` };
    writeConfig(home, { services, publish: shared, support });
    const p12 = join(home, 'canary-file.p12');
    copyFileSync(clinic.p12(index), p12);
    const backup = join(home, 'canary-backup');
    mkdirSync(backup);
    const added = await clinic.cli(
      [
        'add',
        p12,
        '--password-file',
        clinic.passwordFile(index),
        '--name',
        `${host}-orca`,
        '--in-place',
        '--backup',
        backup,
      ],
      { home },
    );
    expect(added).toMatchObject({ code: 0 });
    const { code } = await clinic.cli(['renew', '--all', '--quiet', '--scheduled'], { home });
    expect(code).toBe(which === 'failing' ? 1 : 0);
    const published = readdirSync(shared).find((name) => !/^(?:tokyo|osaka|kobe)/.test(name));
    renameSync(
      join(shared, published ?? ''),
      join(shared, `${host}-0000000${index}.weborca-cert.json`),
    );
  }
  const away = join(shared, 'kobe-1-00000002.weborca-cert.json');
  const document: object = JSON.parse(readFileSync(away, 'utf8'));
  const at = new Date(Date.now() - 3 * dayMs);
  writeFileSync(away, JSON.stringify({ ...document, at }));
  return { clinic, shared, homes };
}

function statesOf({ stdout }: { readonly stdout: string }): readonly string[] {
  const { certificates }: { certificates: readonly { state: string }[] } = JSON.parse(stdout);
  return certificates.map(({ state }) => state);
}

function firstOf(file: string): { certificates: readonly object[] } {
  return JSON.parse(readFileSync(file, 'utf8'));
}

describe('the view of a vendor over three machines', () => {
  let machines: Machines;
  beforeAll(async () => {
    machines = await openMachines();
  }, 120_000);
  afterAll(() => machines.clinic.close());

  test.each(['ja', 'en'] as const)('word for word, in %s', async (lang) => {
    const { clinic, shared } = machines;
    const blocks: string[] = [];
    for (const command of ['status', 'check', 'report']) {
      const { code, stdout, stderr } = await clinic.cli([command, '--from', shared], { lang });
      blocks.push(`$ weborca-cert ${command} --from DIR\n${stderr}${stdout}[exit code ${code}]\n`);
    }
    const transcript = stable(blocks.join('\n'), clinic);
    await expect(transcript).toMatchFileSnapshot(`golden/fleet.${lang}.txt`);
  });

  test.each(['status', 'check'] as const)(
    '%s --json names each source, and no path',
    async (command) => {
      const { clinic, shared } = machines;
      const { code, stdout } = await clinic.cli([command, '--from', shared, '--json']);
      expect(code).toBe(command === 'status' ? 0 : 12);
      const answer: unknown = JSON.parse(stdout);
      expect(problemsOf(command, stdout)).toEqual([]);
      expect(answer).toMatchObject({
        sources: [
          {
            host: 'kobe-1',
            stale: true,
            support: { name: '神戸クリニック', phone: '02-0000-0002' },
          },
          { host: 'osaka-1', stale: false },
          { host: 'tokyo-1', stale: false },
        ],
        certificates: [
          { source: 'kobe-1', name: 'kobe-1-orca', state: 'valid' },
          {
            source: 'osaka-1',
            name: 'osaka-1-orca',
            state: 'due',
            lastFailure: { step: 'request', code: 'service-unreachable' },
          },
          {
            source: 'tokyo-1',
            name: 'tokyo-1-orca',
            consumers: [{ kind: 'pkcs12', state: 'current' }],
          },
        ],
      });
      expect(stdout).not.toContain('"path"');
    },
  );

  test.each(['', '.ja'] as const)(
    'the page’s commands, and what it says they show%s',
    async (of) => {
      const { clinic, shared } = machines;
      const text = readFileSync(join(import.meta.dirname, `../../../docs/fleet${of}.md`), 'utf8');
      const [, block = ''] = /^```sh\n(weborca-cert status --from.*?)^```$/ms.exec(text) ?? [];
      const lang = of === '' ? 'en' : 'ja';
      const shown: string[] = [];
      for (const line of block.trim().split('\n')) {
        const words = line.replace(/ +#.*/, '').replace('//nas/weborca-status', shared).split(' ');
        const args = words
          .slice(1)
          .map((word) => word.replace('all.csv', join(shared, '..', 'all.csv')));
        const { code, stdout, stderr } = await clinic.cli(args, { lang });
        expect({ line, code }).toEqual({ line, code: args[0] === 'check' ? 12 : 0 });
        shown.push(stdout, stderr);
      }
      expect(shown).toHaveLength(8);
      expectShown(shownOn(`docs/fleet${of}.md`)[0] ?? '', shown.join('\n'));
      rmSync(join(shared, '..', 'all.csv'));
    },
  );

  test.runIf(canPretend).each(['', '.ja'] as const)(
    `a machine is retired as the page says%s${leftOutElsewhere}`,
    async (of) => {
      const { clinic, shared, homes } = machines;
      const own = join(clinic.folder, `retired${of}`);
      cpSync(shared, own, { recursive: true });
      // Its neighbour by name stays.
      const neighbour = 'kobe-1-2-0000000a.weborca-cert.json';
      cpSync(join(own, 'tokyo-1-00000000.weborca-cert.json'), join(own, neighbour));
      const text = readFileSync(join(import.meta.dirname, `../../../docs/fleet${of}.md`), 'utf8');
      const [, block = ''] = /^```sh\n(weborca-cert schedule remove.*?)^```$/ms.exec(text) ?? [];
      const textfile = join(own, 'all.prom');
      const env = pretendScheduler(clinic.folder);
      const codes: (number | null)[] = [];
      for (const line of block.trim().split('\n')) {
        const plain = line.replace(/ +#.*/, '').replaceAll('//nas/weborca-status', own);
        if (plain.startsWith('rm ')) {
          execFileSync('sh', ['-c', plain]);
          continue;
        }
        const args = plain.replace('all.prom', textfile).split(' ').slice(1);
        codes.push((await clinic.cli(args, { home: homes.away, env })).code);
      }
      expect(readdirSync(own)).not.toContain('kobe-1-00000002.weborca-cert.json');
      expect(readdirSync(own)).toContain(neighbour);
      // What is left is the failure of another machine.
      expect(codes).toEqual([0, 10, 0]);
      expect(readFileSync(textfile, 'utf8')).not.toContain('"kobe-1"');
      expect(readFileSync(textfile, 'utf8')).toContain('osaka-1');
    },
  );

  test('a folder with nothing in it is no fleet that is well', async () => {
    const { clinic, shared } = machines;
    const empty = join(clinic.folder, 'empty');
    mkdirSync(empty);
    const textfile = join(clinic.folder, 'all.prom');
    const metrics = ['metrics', '--textfile', textfile, '--from'];
    expect((await clinic.cli([...metrics, shared])).code).toBe(0);
    const before = readFileSync(textfile, 'utf8');
    for (const args of [metrics, ['report', '--csv', '--to', textfile, '--from']]) {
      const { code, stderr } = await clinic.cli([...args, empty], { lang: 'ja' });
      expect(code).toBe(1);
      expect(stderr).toContain(`${empty} を読み込めません (公開されたファイルが1つもありません)`);
    }
    // Its alerts go on, and MetricsOld comes to them.
    expect(readFileSync(textfile, 'utf8')).toBe(before);
    expect((await clinic.cli(['check', '--from', empty])).code).toBe(12);
  });

  test('a state that only a newer version knows, and two of one name, spoil no file', async () => {
    const { clinic, shared } = machines;
    const odd = join(clinic.folder, 'odd');
    mkdirSync(odd);
    const document = firstOf(join(shared, 'tokyo-1-00000000.weborca-cert.json'));
    const [one = {}] = document.certificates;
    document.certificates = [
      { ...one, name: 'a\u200B', state: 'state-of-0-2-0' },
      { ...one, name: 'a\u200C' },
    ];
    writeFileSync(join(odd, 'tokyo-1-00000000.weborca-cert.json'), JSON.stringify(document));
    const { code, stdout } = await clinic.cli(['check', '--from', odd, '--json']);
    expect(code).toBe(10);
    expect(JSON.parse(stdout)).toMatchObject({
      sources: [{ trouble: null }],
      certificates: [
        { name: 'a\uFFFD', state: 'valid', lastFailure: { code: 'state-of-0-2-0' } },
        { name: 'a\uFFFD-2', state: 'valid', lastFailure: null },
      ],
    });
    const csv = join(odd, 'all.csv');
    const at = new Date(Date.now() - 3 * 86_400_000);
    document.certificates = [{ ...one, name: 'a' }];
    const file = join(odd, 'tokyo-1-00000000.weborca-cert.json');
    writeFileSync(file, JSON.stringify({ ...document, at }));
    expect(
      (await clinic.cli(['report', '--csv', '--to', csv, '--from', odd], { lang: 'ja' })).code,
    ).toBe(0);
    expect(readFileSync(csv, 'utf8')).toMatch(/から状態が届いていません/);
  });

  test('what a newer version tells is not taken for well', async () => {
    const { clinic, shared } = machines;
    const newer = join(clinic.folder, 'newer');
    mkdirSync(newer);
    const document = firstOf(join(shared, 'tokyo-1-00000000.weborca-cert.json'));
    const at = new Date();
    const lastFailure = { at, since: at, count: 1, step: 'backup', code: 'code-of-0-2-0' };
    const consumers = [{ kind: 'nginx', state: 'state-of-0-2-0' }];
    document.certificates = document.certificates.map((one) => ({
      ...one,
      lastFailure,
      consumers,
    }));
    writeFileSync(join(newer, 'tokyo-1-00000000.weborca-cert.json'), JSON.stringify(document));
    const status = await clinic.cli(['status', '--from', newer], { lang: 'en' });
    expect(status.stdout).toMatch(
      /tokyo-1 tokyo-1-orca: Backup \[code-of-0-2-0\] \(since .*\): a newer version of weborca-cert tells this; look at that machine\n/,
    );
    const check = await clinic.cli(['check', '--from', newer], { lang: 'en' });
    expect(check.code).toBe(10);
    expect(check.stdout).toMatch(
      /^tokyo-1 tokyo-1-orca: valid \(.*\); nginx has the old certificate\n.*\[code-of-0-2-0\] \(since /,
    );
    const { stdout } = await clinic.cli(['check', '--from', newer, '--json']);
    expect(problemsOf('check', stdout)).toEqual([]);
    expect(stdout).toContain('"code-of-0-2-0"');
  });

  test('check tells what fails where the certificate is valid', async () => {
    const { clinic, shared } = machines;
    const failing = join(clinic.folder, 'failing');
    mkdirSync(failing);
    const document = firstOf(join(shared, 'tokyo-1-00000000.weborca-cert.json'));
    const at = new Date();
    const lastFailure = { at, since: at, count: 1, step: 'backup', code: 'backup-failed' };
    document.certificates = document.certificates.map((one) => ({ ...one, lastFailure }));
    writeFileSync(join(failing, 'tokyo-1-00000000.weborca-cert.json'), JSON.stringify(document));
    const { code, stdout } = await clinic.cli(['check', '--from', failing, '--quiet'], {
      lang: 'en',
    });
    expect(stdout).toMatch(
      /^tokyo-1 tokyo-1-orca: valid \(.*\)\ntokyo-1 tokyo-1-orca: Backup \[backup-failed\] \(since .*\)\n\nWhom to call: /,
    );
    expect(code).toBe(10);
  });

  test.each([
    [['kobe-1'], ['kobe-1'], ['kobe-1-orca'], 12],
    [['KOBE-1'], ['kobe-1'], ['kobe-1-orca'], 12],
    [['tokyo-1'], ['tokyo-1'], ['tokyo-1-orca'], 0],
    [['osaka-1-orca', 'tokyo-1'], ['osaka-1', 'tokyo-1'], ['osaka-1-orca', 'tokyo-1-orca'], 10],
  ])('a name is a machine or a certificate: %s', async (names, hosts, shown, exit) => {
    const { clinic, shared } = machines;
    for (const command of ['status', 'check']) {
      const args = [command, ...names, '--from', shared, '--json'];
      const { code, stdout } = await clinic.cli(args);
      expect([command, code]).toEqual([command, command === 'status' ? 0 : exit]);
      const answer: Answer = JSON.parse(stdout);
      expect(answer.sources.map(({ host }) => host)).toEqual(hosts);
      expect(answer.certificates.map(({ name }) => name)).toEqual(shown);
    }
  });

  test('the id in its file’s name names a machine, also where no other is called like it', async () => {
    const { clinic, shared } = machines;
    const { stdout } = await clinic.cli(['status', 'KOBE-1-00000002', '--from', shared, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      sources: [{ host: 'kobe-1', id: '00000002' }],
      certificates: [{ name: 'kobe-1-orca' }],
    });
    const other = await clinic.cli(['status', 'kobe-1-00000001', '--from', shared]);
    expect(other.code).toBe(2);
  });

  test('--within is asked of every machine’s certificates, whatever they have configured', async () => {
    const { clinic, shared } = machines;
    const check = (...more: readonly string[]) =>
      clinic.cli(['check', 'osaka-1', 'tokyo-1', '--from', shared, '--json', ...more]);
    expect(statesOf(await check())).toEqual(['due', 'valid']);
    expect(statesOf(await check('--within', '40d'))).toEqual(['valid', 'valid']);
    expect(statesOf(await check('--within', '1200d'))).toEqual(['due', 'due']);
    expect((await check('--within', 'soon')).code).toBe(2);
  });

  test.each([
    ['ja', '48時間以上届いていない端末'],
    ['en', 'published nothing for 48 hours'],
  ] as const)('help of check says what 12 means of machines, in %s', async (lang, said) => {
    const { clinic } = machines;
    const { stdout } = await clinic.cli(['help', 'check'], { lang });
    const [, exits = ''] = /\n +12 +([^]*?)\n +130 /.exec(stdout) ?? [];
    expect(exits.replaceAll(/\n */g, lang === 'ja' ? '' : ' ')).toContain(said);
    expect(stdout).toContain('check --from //nas/weborca-status');
  });

  test('a machine without certificates can be named, and a name of neither is refused', async () => {
    const { clinic } = machines;
    const odd = join(clinic.folder, 'odd');
    mkdirSync(join(odd, 'nara-1-00000003.weborca-cert.json'), { recursive: true });
    const named = await clinic.cli(['check', 'nara-1', '--from', odd], { lang: 'ja' });
    expect(named).toMatchObject({
      code: 12,
      stdout: 'nara-1: 公開されたファイルを読めません (フォルダーです)\n',
    });
    const unknown = await clinic.cli(['check', 'nara-2', '--from', odd], { lang: 'en' });
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain('No machine and no certificate has the name nara-2.');
    expect(unknown.stderr).toContain('Names in this folder: nara-1');
    // Two of one name are shown with their ids, and both are meant by it.
    for (const id of ['00000004', '00000005'])
      writeFileSync(join(odd, `神戸-受付-${id}.weborca-cert.json`), '{}');
    const both = await clinic.cli(['check', '神戸　受付', '--from', odd, '--quiet'], {
      lang: 'en',
    });
    expect(both.stdout.trim().split('\n')).toEqual(
      ['00000004', '00000005'].map(
        (id) =>
          `神戸-受付-${id}: what it has published cannot be read (weborca-cert has not written it)`,
      ),
    );
  });

  test('a folder that is none, or away, is told as the shared folder that it is', async () => {
    const { clinic } = machines;
    const file = join(clinic.folder, 'a-file');
    writeFileSync(file, '');
    for (const folder of [file, join(clinic.folder, 'away')]) {
      const { code, stderr } = await clinic.cli(['check', '--from', folder], { lang: 'en' });
      expect(code).toBe(1);
      expect(stderr).toContain('Check the path, and that the NAS or drive is connected');
      const inJapanese = await clinic.cli(['status', '--from', folder], { lang: 'ja' });
      expect(inJapanese.stderr).toContain('フォルダーの場所と、NAS などがつながっているか');
    }
  });

  test('an empty folder’s name is refused, and not taken for the current one', async () => {
    const { clinic } = machines;
    for (const command of ['status', 'check', 'report', 'metrics']) {
      const { code, stdout, stderr } = await clinic.cli([command, '--from', ''], { lang: 'en' });
      expect([command, code, stdout]).toEqual([command, 2, '']);
      expect(stderr).toContain('--from');
    }
  });

  test('metrics tell the machine', async () => {
    const { clinic, shared } = machines;
    const { stdout } = await clinic.cli(['metrics', '--from', shared]);
    expect(stdout).toContain('weborca_cert_source_stale{source="kobe-1"} 1\n');
    expect(stdout).toContain('weborca_cert_source_stale{source="tokyo-1"} 0\n');
    expect(stdout).toMatch(
      /weborca_cert_state\{source="osaka-1",name="osaka-1-orca",.*"due"\} 1\n/,
    );
    expect(stdout).toMatch(
      /^weborca_cert_failing_since_timestamp_seconds\{source="osaka-1",.*,code="service-unreachable"\} \d{10}$/m,
    );
    expect(stdout).toContain(
      'weborca_cert_source_support_info{source="kobe-1",support="神戸クリニック",phone="02-0000-0002"} 1\n',
    );
  });

  test('report --json names each source, and no path', async () => {
    const { clinic, shared } = machines;
    const { stdout } = await clinic.cli(['report', '--from', shared, '--json']);
    expect(problemsOf('report', stdout)).toEqual([]);
    expect(stdout).not.toContain('"path"');
    const { sources }: { sources: readonly { host: string }[] } = JSON.parse(stdout);
    expect(sources.map(({ host }) => host)).toEqual(['kobe-1', 'osaka-1', 'tokyo-1']);
  });

  test.each([
    ['ja', '端末,', '大阪医院 受付'],
    ['en', 'Machine,', 'due for renewal'],
  ] as const)('report as files, in %s', async (lang, heading, there) => {
    const { clinic, shared } = machines;
    const written = async (format: string): Promise<string> => {
      const { code, stdout } = await clinic.cli(['report', '--from', shared, format], { lang });
      expect(code).toBe(0);
      expect(stdout).not.toContain('canary');
      return stdout;
    };
    const csv = await written('--csv');
    expect(csv.slice(1)).toMatch(new RegExp(`^${heading}`));
    expect(csv).toContain(there);
    expect(csv.split('\r\n')).toHaveLength(5);
    const ics = await written('--ics');
    expect(ics.match(/BEGIN:VEVENT/g)).toHaveLength(3);
    expect(ics.replaceAll('\r\n ', '')).toMatch(/SUMMARY:.*osaka-1 osaka-1-orca/);
    const html = await written('--html');
    expect(html).toContain(there);
    expect(html).toContain('02-0000-0002');
  });

  test('what is published holds no path, file name, password or user', () => {
    const { clinic, shared } = machines;
    for (const name of readdirSync(shared)) {
      const text = readFileSync(join(shared, name), 'utf8');
      expect(text).not.toMatch(/canary|\.p12|[/\\]|WEBORCA_CERT_HOME/i);
      for (const index of [0, 1, 2]) expect(text).not.toContain(clinic.password(index));
      expect(text).not.toContain(`"${userInfo().username}"`);
    }
  });
});

describe('the shared folder', () => {
  let clinic: Clinic;
  let shared: string;
  beforeAll(async () => {
    clinic = await openClinic({ clients: 1, daysLeft: 400 });
    shared = join(clinic.folder, 'shared');
    await clinic.add('clinic-a');
    const file = join(clinic.home, 'config', 'config.json');
    const configuration: object = JSON.parse(readFileSync(file, 'utf8'));
    writeConfig(clinic.home, { ...configuration, publish: shared });
  });
  afterAll(() => clinic.close());

  test('stops no run when it is away, and is not made; that is told once', async () => {
    const first = await clinic.cli(['renew', '--all']);
    expect(first.code).toBe(0);
    expect(first.stderr).toContain('[destination-not-writable]');
    const second = await clinic.cli(['renew', '--all']);
    expect(second.code).toBe(0);
    expect(second.stderr).not.toContain('[destination-not-writable]');
    expect(readdirSync(clinic.folder)).not.toContain('shared');
    // Told once, it is not forgotten.
    const publishing = async (): Promise<readonly string[]> => {
      const { stdout } = await clinic.cli(['doctor'], { lang: 'ja' });
      return stdout.split('\n').filter((line) => line.includes(shared));
    };
    const away = `  !   状態を公開するフォルダー ${shared} を使えません (見つかりません)。`;
    expect(await publishing()).toEqual([away]);
    mkdirSync(shared);
    const bare = `  --  実行するたびに、状態を ${shared} に公開します (まだ公開していません)。`;
    expect(await publishing()).toEqual([bare]);
    // That nobody may write there, looking does not show: the last run has met it.
    const memory = join(clinic.home, 'config', 'publish.json');
    const known = readFileSync(memory, 'utf8');
    writeFileSync(memory, known.replace('"told": "missing"', '"told": "no-permission"'));
    expect(await publishing()).toEqual([away.replace('見つかりません', '権限がありません')]);
    writeFileSync(memory, known);
    rmdirSync(shared);
  });

  test('tells of a run that came to no certificate, with what was known, until one does', async () => {
    mkdirSync(shared, { recursive: true });
    const support = { name: '神戸クリニック', phone: '078-000-0000' };
    const file = join(clinic.home, 'config', 'config.json');
    const configuration: object = JSON.parse(readFileSync(file, 'utf8'));
    writeConfig(clinic.home, { ...configuration, machine: '神戸 受付', support });
    const run = () => clinic.cli(['renew', '--all', '--scheduled', '--quiet']);
    expect((await run()).code).toBe(0);
    const view = async (lang: 'ja' | 'en' = 'ja') =>
      clinic.cli(['check', '--from', shared], { lang });
    const well = await view();
    expect(well).toMatchObject({ code: 0 });

    writeConfig(clinic.home, { ...configuration, machine: '神戸 受付', support, oops: 1 });
    expect((await run()).code).toBe(2);
    const stopped = await view();
    expect(stopped.code).toBe(10);
    expect(stopped.stdout).toMatch(
      /^神戸-受付: 更新を実行できません \[config-invalid\] \(.* から\)\n\nお問い合わせ先: 神戸クリニック \(電話 078-000-0000\)\n$/,
    );
    expect((await view('en')).stdout).toMatch(
      /^神戸-受付: its runs end before any certificate \[config-invalid\] \(since .*\)\n\nWhom to call: /,
    );
    const { stdout } = await clinic.cli(['status', '--from', shared, '--json']);
    expect(problemsOf('status', stdout)).toEqual([]);
    const answer: Answer = JSON.parse(stdout);
    expect(answer).toMatchObject({
      sources: [{ host: '神戸-受付', stopped: { code: 'config-invalid' } }],
      certificates: [{ name: 'clinic-a', state: 'valid' }],
    });
    const metrics = await clinic.cli(['metrics', '--from', shared]);
    expect(metrics.stdout).toMatch(
      /^weborca_cert_source_stopped_since_timestamp_seconds\{source="神戸-受付",code="config-invalid"\} \d{10}$/m,
    );

    writeConfig(clinic.home, { ...configuration, certificates: {}, machine: '神戸 受付', support });
    expect((await run()).code).toBe(2);
    expect((await view()).stdout).toContain('[nothing-under-care]');

    writeConfig(clinic.home, { ...configuration, machine: '神戸 受付', support });
    expect((await run()).code).toBe(0);
    expect(await view()).toEqual(well);
    for (const name of readdirSync(shared)) rmSync(join(shared, name));
    writeConfig(clinic.home, configuration);
  });

  test.skipIf(process.platform === 'win32')(
    'a configuration that others can write, or that nobody can read, is told where it was before',
    async () => {
      const file = join(clinic.home, 'config', 'config.json');
      const configuration: object = JSON.parse(readFileSync(file, 'utf8'));
      const run = () => clinic.cli(['renew', '--all', '--scheduled', '--quiet']);
      const support = { name: '神戸クリニック', phone: '078-000-0000' };
      writeConfig(clinic.home, { ...configuration, machine: 'kobe-1', support });
      expect((await run()).code).toBe(0);
      const elsewhere = join(clinic.folder, 'elsewhere');
      mkdirSync(elsewhere);
      const told = async (): Promise<unknown> => {
        expect((await run()).code).toBe(2);
        const { stdout } = await clinic.cli(['status', '--from', shared, '--json']);
        expect(readdirSync(elsewhere)).toEqual([]);
        return JSON.parse(stdout);
      };
      const stopped = {
        sources: [{ host: 'kobe-1', stopped: { code: 'config-invalid' }, support }],
        certificates: [{ name: 'clinic-a', state: 'valid' }],
      };
      // What others have written there is not heeded.
      writeConfig(clinic.home, { ...configuration, publish: elsewhere, machine: 'evil' });
      chmodSync(file, 0o666);
      expect(await told()).toMatchObject(stopped);
      for (const content of ['', '\0'.repeat(64), '{"publish": 1}']) {
        writeConfig(clinic.home, { ...configuration, machine: 'kobe-1', support });
        expect((await run()).code).toBe(0);
        writeConfig(clinic.home, content);
        expect(await told()).toMatchObject(stopped);
      }
      // Where others could have written what is remembered, nothing is published.
      rmSync(join(shared, readdirSync(shared)[0] ?? ''));
      chmodSync(join(clinic.home, 'config'), 0o777);
      expect(await told()).toMatchObject({ sources: [] });
      chmodSync(join(clinic.home, 'config'), 0o700);
      writeConfig(clinic.home, configuration);
      expect((await run()).code).toBe(0);
      for (const name of readdirSync(shared)) rmSync(join(shared, name));
    },
  );

  test('keeps two machines of one name apart, and one machine in one file', async () => {
    mkdirSync(shared, { recursive: true });
    await clinic.cli(['renew', '--all']);
    await clinic.cli(['renew', '--all']);
    expect(readdirSync(shared)).toHaveLength(1);
    // Another machine: it knows nothing of the id of the first.
    const memory = join(clinic.home, 'config', 'publish.json');
    rmSync(memory);
    await clinic.cli(['renew', '--all']);
    expect(readdirSync(shared)).toHaveLength(2);
    const { stdout } = await clinic.cli(['status', '--from', shared, '--json']);
    const { sources }: Answer = JSON.parse(stdout);
    expect(new Set(sources.map(({ host }) => host)).size).toBe(2);
  });

  test('holds data, whoever wrote it', async () => {
    const hostile = join(clinic.folder, 'hostile');
    mkdirSync(hostile);
    const put = (name: string, content: string): void =>
      writeFileSync(join(hostile, `${name}.weborca-cert.json`), content);
    const at = new Date();
    const head = { schemaVersion: 1, command: 'status', at };
    const entry = { name: '\u001b[2Jclinic', state: 'unreadable', service: 'x'.repeat(100_000) };
    put('-00000001', JSON.stringify({ ...head, certificates: [] }));
    put('html', '<html>');
    put('array', '[]');
    put('future', JSON.stringify({ ...head, at: '2999-01-01T00:00:00.000Z', certificates: [] }));
    put('state', JSON.stringify({ ...head, certificates: [{ ...entry, state: 'toString' }] }));
    put('deep', '['.repeat(100_000));
    put('escape', JSON.stringify({ ...head, certificates: [entry] }));
    mkdirSync(join(hostile, 'folder.weborca-cert.json'));
    writeFileSync(join(hostile, 'other.json'), '{}');
    const { code, stdout, stderr } = await clinic.cli(['check', '--from', hostile]);
    expect(code).toBe(12);
    expect(stderr).toBe('');
    expect(stdout).not.toContain('\u001b');
    expect(stdout.length).toBeLessThan(2000);
    const told = stdout.split('\n').map((line) => line.split(/[: ]/)[0]);
    expect(
      told
        .toSorted((a = '', b = '') => (a < b ? -1 : 1))
        .join(' ')
        .trim(),
    ).toBe('-00000001 array deep escape folder future html state state');
  });
});
