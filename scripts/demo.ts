// The README's first command: the main job against the embedded simulator, with the real command
// line, and what openssl reads from the files that lie there afterwards.
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

const cli = path.resolve(import.meta.dirname, '../packages/cli/dist/main.js');
const place = mkdtempSync(path.join(tmpdir(), 'weborca-cert-demo-'));
const home = path.join(place, 'weborca-cert');
const japanese = (
  process.env['LC_ALL'] ||
  process.env['LC_MESSAGES'] ||
  process.env['LANG'] ||
  ''
).startsWith('ja');
const env = { ...process.env, WEBORCA_CERT_HOME: home };

interface Simulated {
  readonly api: string;
  readonly weborca: string;
  readonly ca: string;
  readonly certificates: readonly {
    readonly commonName: string;
    readonly p12: string;
    readonly passwordFile: string;
  }[];
}

function title(ja: string, en: string): void {
  console.log(`\n━━ ${japanese ? ja : en}`);
}

function short(text: string): string {
  return text.replaceAll(homedir(), '~');
}

/** Runs the command line as a person would, showing what was typed. */
function weborcaCert(...args: readonly string[]): void {
  console.log(`$ weborca-cert ${short(args.join(' '))}`);
  // Steps are told on stderr: into one stream, so that they stay in order where it is recorded.
  const { status } = spawnSync(process.execPath, [cli, ...args], { env, stdio: ['ignore', 1, 1] });
  if (status !== 0) throw new Error(`weborca-cert ${args[0]} ended with ${status}`);
}

async function startSimulator(folder: string): Promise<{ child: ChildProcess; told: Simulated }> {
  const args = [cli, 'simulate', '--dir', folder, '--days-left', '45'];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill());
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString('utf8');
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)));
  });
  const told: Simulated = JSON.parse(line);
  return { child, told };
}

/** Fingerprint and expiry as openssl reads them from a PKCS#12, password by standard input. */
function asOpensslReads(p12: string, password: string): string {
  const read = (legacy: readonly string[]): string =>
    execFileSync(
      'openssl',
      ['pkcs12', '-in', p12, '-clcerts', '-nokeys', '-passin', 'stdin', ...legacy],
      { input: `${password}\n`, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] },
    );
  let pem: string;
  try {
    pem = read([]);
  } catch {
    pem = read(['-legacy']);
  }
  const facts = ['x509', '-noout', '-subject', '-enddate', '-fingerprint', '-sha256'];
  return execFileSync('openssl', facts, { input: pem, encoding: 'utf8' }).trim();
}

function showWithOpenssl(): void {
  if (spawnSync('openssl', ['version']).status !== 0) {
    console.log(japanese ? '  (openssl がないため省略)' : '  (left out: there is no openssl here)');
    return;
  }
  const folder = path.join(home, 'store/clinic-a/versions');
  const current = readFileSync(path.join(home, 'store/clinic-a/current'), 'utf8').trim();
  for (const version of readdirSync(folder).toSorted()) {
    const p12 = path.join(folder, version, 'certificate.p12');
    const password = readFileSync(path.join(folder, version, 'password.txt'), 'utf8');
    const which =
      version === current ? (japanese ? '新 (使用中)' : 'new (in use)') : japanese ? '旧' : 'old';
    console.log(`${which}: ${short(p12)}`);
    console.log(asOpensslReads(p12, password).replaceAll(/^/gm, '    '));
  }
}

const { child, told } = await startSimulator(path.join(place, 'simulator'));
try {
  const [certificate] = told.certificates;
  if (certificate === undefined) throw new Error('the simulator made no certificate');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const backup = path.join(place, 'backup');
  mkdirSync(backup);
  const service = { api: told.api, weborca: told.weborca, ca: told.ca };
  const configuration = { services: { production: service } };
  const file = path.join(home, 'config.json');
  writeFileSync(file, `${JSON.stringify(configuration, null, 2)}\n`, { mode: 0o600 });

  title(
    '1. 証明書を登録する (模擬の更新サービスが発行した、残り45日の証明書)',
    '1. Register a certificate (issued by the simulated service, 45 days left)',
  );
  const from = ['--password-file', certificate.passwordFile];
  weborcaCert(
    'add',
    certificate.p12,
    '--name',
    'clinic-a',
    '--in-place',
    '--backup',
    backup,
    ...from,
  );
  title('2. 更新前の状態', '2. Status before');
  weborcaCert('status');
  title('3. 更新', '3. The renewal');
  weborcaCert('renew', 'clinic-a');
  title('4. 新しい証明書で接続を確認', '4. Live verification with the new certificate');
  weborcaCert('verify', 'clinic-a');
  title('5. 更新後の状態', '5. Status after');
  weborcaCert('status');
  title(
    '6. 保管庫のファイルを openssl で読んだ結果',
    '6. What openssl reads from the stored files',
  );
  showWithOpenssl();
  title('7. 置き場所', '7. Where everything is');
  const places: readonly (readonly [string, string, string])[] = [
    ['設定', 'configuration', file],
    ['保管庫', 'store', path.join(home, 'store')],
    ['バックアップ', 'backup', backup],
    ['利用先のファイル', 'kept up to date', certificate.p12],
  ];
  for (const [ja, en, where] of places) console.log(`  ${japanese ? ja : en}: ${short(where)}`);
} finally {
  child.kill();
}
