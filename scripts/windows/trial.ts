import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clinic, CliOptions } from './clinic.ts';
import { expectCode } from './expect.ts';

/** Whoever sits in front of the screen. */
export interface Person {
  /** Something is about to happen; Enter goes on. */
  readonly ready: (text: string) => Promise<void>;
  readonly sees: (question: string) => Promise<boolean>;
}

export interface Trial {
  /** What it is about, in the words of the table in docs/seen-on.md. */
  readonly row: string;
  /** Throws where it is not as it should be. Null: it cannot be tried on this computer. */
  readonly run: (clinic: Clinic, person: Person) => Promise<void | null>;
}

const repository = path.resolve(import.meta.dirname, '../..');
const local = process.env['LOCALAPPDATA'] ?? '';
/** A task has no environment of its own, so this is tried in the real folder, which is to be empty. */
export const realHome = path.join(local, 'weborca-cert');
const real: CliOptions = { env: { WEBORCA_CERT_HOME: '' } };
const name = '本院';

function powershell(command: string): string {
  const words = ['-NoProfile', '-NonInteractive', '-Command', command];
  return execFileSync('powershell.exe', words, { encoding: 'utf8' }).trim();
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const accessList = (file: string): string =>
  powershell(`(Get-Acl -LiteralPath ${quoted(file)}).GetSecurityDescriptorSddlForm('Access')`);

const ownSid = (): string =>
  powershell('[Security.Principal.WindowsIdentity]::GetCurrent().User.Value');

/** A question of the system of our own: only to lay out, and clear away, what is tried. */
function asAdministrator(command: string): void {
  const encoded = Buffer.from(command, 'utf16le').toString('base64');
  powershell(
    `Start-Process powershell.exe -Verb RunAs -Wait -ArgumentList '-NoProfile','-EncodedCommand','${encoded}'`,
  );
}

const fingerprintIn = (file: string): string =>
  new X509Certificate(readFileSync(file)).fingerprint256;

const installed = path.join(
  process.env['ProgramFiles(x86)'] ?? String.raw`C:\Program Files (x86)`,
  'weborca-cert-try',
);
const settings = path.join(installed, 'config.yml');

/** The program that stands for push-exchanger, below Program Files; null: it was not laid out. */
async function layOut(clinic: Clinic, person: Person): Promise<string> {
  const client = path.join(installed, 'client.crt');
  if (existsSync(client)) return client;
  const ready = clinic.at('try');
  mkdirSync(ready);
  const names = { certificate: 'client.crt', key: 'client.pem' };
  for (const file of Object.values(names)) writeFileSync(path.join(ready, file), '');
  const lines = [
    `:cert: '${installed}\\${names.certificate}'`,
    `:cert_key: '${installed}\\${names.key}'`,
    ':passphrase: Tameshi-1',
  ];
  writeFileSync(path.join(ready, 'config.yml'), `${lines.join('\r\n')}\r\n`);
  const pem = ['pem', `certificate=${ready}\\client.crt`, `key=${ready}\\client.pem`];
  await expectCode(clinic, 0, ['consumers', 'add', name, ...pem], real);
  await expectCode(clinic, 0, ['deploy', name], real);
  await expectCode(clinic, 0, ['consumers', 'remove', name, 'pem'], real);
  await person.ready(
    'ダミーのプログラムを Program Files に置きます。UAC の確認に「はい」と答えてください。',
  );
  asAdministrator(
    `New-Item -ItemType Directory -Force ${quoted(installed)}; Copy-Item ${quoted(`${ready}\\*`)} ${quoted(installed)}`,
  );
  return client;
}

export function clearAway(): void {
  if (existsSync(installed)) asAdministrator(`Remove-Item -Recurse ${quoted(installed)}`);
  rmSync(realHome, { recursive: true, force: true });
}

async function lastRun(since: number): Promise<boolean> {
  const file = path.join(realHome, 'Data', 'last-run.json');
  for (let waited = 0; waited < 120; waited += 1) {
    const at = existsSync(file) ? Date.parse(JSON.parse(readFileSync(file, 'utf8')).at) : 0;
    if (at >= since) return true;
    await pause(1000);
  }
  return false;
}

/** In this order: each goes on where the last one ended. */
export const trials: readonly Trial[] = [
  {
    row: 'access lists: only the user, the system, administrators',
    async run(clinic) {
      const { api, weborca, ca } = clinic.told;
      mkdirSync(path.join(realHome, 'Config'), { recursive: true });
      const config = JSON.stringify({ services: { production: { api, weborca, ca } } });
      writeFileSync(path.join(realHome, 'Config', 'config.json'), config);
      const [, ...password] = clinic.file(0);
      const folder = clinic.at('受付 PC');
      mkdirSync(folder);
      const file = path.join(folder, 'client.p12');
      copyFileSync(clinic.told.certificates[0]?.p12 ?? '', file);
      execFileSync('icacls.exe', [file, '/inheritance:r', '/grant:r', `*${ownSid()}:F`]);
      await expectCode(clinic, 0, ['add', file, '--name', name, '--in-place', ...password], real);
      const list = accessList(path.join(realHome, 'Data'));
      assert.match(list, /D:P/);
      const who = new Set([...list.matchAll(/;;;([^)]+)\)/g)].map(([, sid]) => sid));
      assert.deepEqual(who, new Set([ownSid(), 'SY', 'BA']));
    },
  },
  {
    row: 'a notification of a run that failed',
    async run(clinic, person) {
      const service = path.join(realHome, 'Config', 'config.json');
      const before = readFileSync(service, 'utf8');
      writeFileSync(service, before.replace(clinic.told.api, 'https://127.0.0.1:9/'));
      await clinic.cli(['renew', '--all', '--quiet', '--scheduled'], real);
      writeFileSync(service, before);
      assert.equal(await person.sees('更新に失敗したという通知が出ましたか'), true);
    },
  },
  {
    row: 'a new consumer file gets the rules of the one it replaces',
    async run(clinic) {
      const file = clinic.at('受付 PC', 'client.p12');
      const [list, bytes] = [accessList(file), readFileSync(file)];
      await expectCode(clinic, 0, ['renew', name], real);
      assert.notDeepEqual(readFileSync(file), bytes);
      assert.equal(accessList(file), list);
    },
  },
  {
    row: 'the daily task: made, started at ten and after logon, without a window',
    async run(clinic, person) {
      await expectCode(clinic, 0, ['schedule', 'install'], real);
      await person.ready(
        '毎日の確認をいま始めます。画面に窓が一瞬でも出ないか、見ていてください。',
      );
      const since = Date.now();
      execFileSync('schtasks.exe', ['/Run', '/TN', `weborca-cert ${process.env['USERNAME']}`]);
      assert.equal(await lastRun(since), true, 'no run came');
      assert.equal(await person.sees('窓が出ましたか'), false);
      await expectCode(clinic, 0, ['schedule', 'status'], real);
      await expectCode(clinic, 0, ['schedule', 'remove'], real);
    },
  },
  {
    row: 'the import wizard opens, shown, and is not waited for',
    async run(clinic, person) {
      await person.ready('インポートの画面を開きます。「キャンセル」で閉じてください。');
      await clinic.cli(['import', name], real);
      assert.equal(await person.sees('証明書のインポート ウィザードが出ましたか'), true);
    },
  },
  {
    row: 'import into and removal from the certificate store; authorities of the file stay out',
    async run() {
      const script = path.join(repository, 'packages/cli/scripts/try-system-store.ts');
      execFileSync(process.execPath, [script], { stdio: 'inherit' });
    },
  },
  {
    row: 'below Program Files: `deploy --elevate` asks once (UAC) and puts the files in place',
    async run(clinic, person) {
      const client = await layOut(clinic, person);
      const consumer = ['consumers', 'add', name, 'push-exchanger', `path=${settings}`];
      await expectCode(clinic, 0, consumer, real);
      await clinic.cli(['renew', name, '--force'], real);
      const before = fingerprintIn(client);
      await person.ready('UAC の確認に、まず「いいえ」と答えてください。');
      await expectCode(clinic, 1, ['deploy', name, '--elevate'], real);
      assert.equal(fingerprintIn(client), before);
      await person.ready('次は「はい」と答えてください。');
      await expectCode(clinic, 0, ['deploy', name, '--elevate'], real);
      assert.notEqual(fingerprintIn(client), before);
    },
  },
  {
    row: 'below Program Files: rights on certificate and key granted once (UAC), used, taken back',
    async run(clinic, person) {
      const client = await layOut(clinic, person);
      const words = ['consumers', 'grant', name, 'push-exchanger'];
      await person.ready(
        'UAC の確認に「はい」と答えてください。このあと、返すときにもう一度出ます。',
      );
      await expectCode(clinic, 0, [...words, '--yes'], real);
      assert.match(accessList(client), RegExp(ownSid()));
      const [before, unchanged] = [fingerprintIn(client), readFileSync(settings)];
      await expectCode(clinic, 0, ['renew', name, '--force'], real);
      assert.notEqual(fingerprintIn(client), before);
      assert.deepEqual(readFileSync(settings), unchanged);
      await expectCode(clinic, 0, [...words, '--take-back'], real);
      assert.doesNotMatch(accessList(client), RegExp(ownSid()));
    },
  },
  {
    row: 'virus scanners, OneDrive',
    async run(clinic, person) {
      const drive = process.env['OneDrive'];
      if (drive === undefined || !existsSync(drive)) return null;
      const folder = path.join(drive, 'weborca-cert-try');
      await expectCode(clinic, 0, ['backup', name, '--to', folder], real);
      await expectCode(clinic, 0, ['backup', name, '--check'], real);
      rmSync(folder, { recursive: true, force: true });
      const question = 'ここまでに、ウイルス対策ソフトが何かを止めたり、警告したりしましたか';
      assert.equal(await person.sees(question), false);
    },
  },
];
