import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import { problemsOf } from './support/schema.ts';
import { expectShown, shownOn } from './support/shown.ts';
import { stable } from './support/transcript.ts';

const dayMs = 86_400_000;

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
  });

  test('keeps two machines of one name apart, and one machine in one file', async () => {
    mkdirSync(shared);
    await clinic.cli(['renew', '--all']);
    await clinic.cli(['renew', '--all']);
    expect(readdirSync(shared)).toHaveLength(1);
    // Another machine: it knows nothing of the id of the first.
    const memory = join(clinic.home, 'config', 'publish.json');
    rmSync(memory);
    await clinic.cli(['renew', '--all']);
    expect(readdirSync(shared)).toHaveLength(2);
    const { stdout } = await clinic.cli(['status', '--from', shared, '--json']);
    const { sources }: { sources: readonly { host: string }[] } = JSON.parse(stdout);
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
    ).toBe('array deep escape folder future html state');
  });
});
