import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';
import { inTerminal } from './support/terminal.ts';
import { stable } from './support/transcript.ts';

/** A project that uses the certificate of the client: settings with a copy of its file. */
function makeProject(clinic: Clinic, index: number, suffix = ''): string {
  const project = join(clinic.folder, `project${index}`);
  mkdirSync(project);
  copyFileSync(clinic.p12(index), join(project, 'orca.p12'));
  const env = `# 連携\nORCA_CERT_PATH=./orca.p12\nORCA_CERT_PASS=${clinic.password(index)}${suffix}\n`;
  writeFileSync(join(project, '.env'), env);
  return project;
}

function consumersOf(clinic: Clinic, name: string): unknown {
  const text = readFileSync(join(clinic.home, 'config', 'config.json'), 'utf8');
  return JSON.parse(text).certificates[name].consumers;
}

describe.each([
  ['ja', 'のパスワード:', 'も新しくしますか? (y/N)', 'バックアップ先', 'これらも新しくしますか?'],
  ['en', 'Password of', 'itself up to date as well?', 'Backup folder', 'Update these after'],
] as const)('in %s, add', (lang, password, inPlace, backup, question) => {
  let clinic: Clinic;
  const blocks: string[] = [];
  beforeAll(async () => {
    clinic = await openClinic({ daysLeft: 45, clients: 3, p12: 'old' });
  });
  afterAll(() => clinic.close());

  test('without a terminal prints who uses it, and the command for each', async () => {
    const cwd = makeProject(clinic, 0);
    const args = ['add', clinic.p12(0), '--password-file', clinic.passwordFile(0)];
    const { code, stdout } = await clinic.cli([...args, '--name', 'clinic-a'], { cwd, lang });
    expect(code).toBe(0);
    expect(stdout).not.toContain(clinic.password(0));
    blocks.push(stdout);
    const [line = ''] = /weborca-cert consumers add .*/.exec(stdout) ?? [];
    const words = line.split(' ').slice(1);
    const entered = await clinic.cli(words, { cwd, lang });
    expect(entered.code).toBe(0);
    expect(consumersOf(clinic, 'clinic-a')).toMatchObject([
      { kind: 'env-file', path: join(cwd, '.env'), pathKey: 'ORCA_CERT_PATH' },
    ]);
    blocks.push(`$ ${line}\n${entered.stdout}`);
    const report = await clinic.cli(['doctor', 'clinic-a'], { cwd, lang });
    expect(report.stdout).not.toContain('consumers add clinic-a env-file');
  });

  test('on a terminal asks, and enters what is wanted', async () => {
    const cwd = makeProject(clinic, 1);
    const { code, screen } = await inTerminal(
      clinic.home,
      ['add', clinic.p12(1), '--name', 'clinic-b'],
      [
        [password, `${clinic.password(1)}\r`],
        [inPlace, 'n\r'],
        [backup, '\r'],
        [question, '\r'],
      ],
      { lang, cwd },
    );
    expect(code).toBe(0);
    blocks.push(stripVTControlCharacters(screen).replaceAll(/\r+\n/g, '\n'));
    expect(consumersOf(clinic, 'clinic-b')).toMatchObject([{ kind: 'env-file' }]);
    const renewed = await clinic.cli(['renew', 'clinic-b', '--json'], { lang });
    expect(JSON.parse(renewed.stdout).results).toMatchObject([
      { outcome: 'renewed', consumers: [{ kind: 'env-file', state: 'current' }] },
    ]);
    const used = await clinic.cli(
      ['inspect', join(cwd, 'orca.p12'), '--password-stdin', '--json'],
      { input: /ORCA_CERT_PASS=(.*)/.exec(readFileSync(join(cwd, '.env'), 'utf8'))?.[1] ?? '' },
    );
    const { fingerprintSha256 } = JSON.parse(renewed.stdout).results[0].new;
    expect(JSON.parse(used.stdout).certificates[0]).toMatchObject({ fingerprintSha256 });
  });

  test('on a terminal takes no for an answer; the doctor goes on offering', async () => {
    const cwd = makeProject(clinic, 2);
    const { code, screen } = await inTerminal(
      clinic.home,
      ['add', clinic.p12(2), '--name', 'clinic-c'],
      [
        [password, `${clinic.password(2)}\r`],
        [inPlace, 'n\r'],
        [backup, '\r'],
        [question, 'n\r'],
      ],
      { lang, cwd },
    );
    expect(code).toBe(0);
    // Seen once, refused once: where to find it again is all that is said.
    expect(screen.split('.env')).toHaveLength(2);
    expect(screen).toContain('weborca-cert doctor clinic-c');
    expect(consumersOf(clinic, 'clinic-c')).toEqual([]);
    const { stdout } = await clinic.cli(['doctor', 'clinic-c'], { cwd, lang });
    blocks.push(
      stdout
        .split('\n')
        .filter((line) => line.includes('.env'))
        .join('\n'),
    );
    expect(stdout).toContain('consumers add clinic-c env-file');
  });

  test('what people see, word for word', async () => {
    expect(blocks).toHaveLength(4);
    const shown = stable(blocks.join('\n\n'), clinic);
    await expect(shown).toMatchFileSnapshot(`golden/offers.${lang}.txt`);
  });
});
