import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { openPkcs12, Secret, sealPkcs12 } from '@weborca-cert/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { haveCounterparts } from './e2e/support/counterparts.ts';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import { earlyIsAllowed } from './support/service-rule.ts';

const own = 'その店の合い言葉';

const haveJava = haveCounterparts('keytool');
/** Java reads and writes names of files as the locale says. */
const utf8 = { LC_ALL: 'C.UTF-8' };

function keytool(args: readonly string[]): void {
  execFileSync('keytool', args, { env: { ...process.env, ...utf8 }, stdio: 'ignore' });
}

let clinic: Clinic;
beforeEach(async () => {
  clinic = await openClinic({ clients: 2, rules: earlyIsAllowed });
  await clinic.add('clinic-a');
});
afterEach(() => clinic.close());

async function opened(index: number) {
  return openPkcs12(readFileSync(clinic.p12(index)), new Secret(clinic.password(index)));
}

/** A program's copy of a client's certificate, under a password of its own. */
async function copyOf(index: number, keyPassword?: string): Promise<string> {
  const { identity } = await opened(index);
  const path = join(clinic.folder, 'app.p12');
  const options = keyPassword === undefined ? {} : { keyPassword: new Secret(keyPassword) };
  writeFileSync(
    path,
    await sealPkcs12(identity, new Secret(own), { format: 'modern', ...options }),
  );
  return path;
}

function passwordFile(name: string, text: string): string {
  const path = join(clinic.folder, name);
  writeFileSync(path, text);
  return path;
}

const add = (path: string, ...more: readonly string[]) =>
  clinic.cli(['consumers', 'add', 'clinic-a', 'pkcs12', `path=${path}`, ...more]);

async function entries(): Promise<readonly unknown[]> {
  const { stdout } = await clinic.cli(['consumers', 'list', 'clinic-a', '--json']);
  return JSON.parse(stdout).consumers;
}

/** The certificate under care and the one in the file are the same. */
async function expectRenewed(path: string, keyPassword?: string): Promise<void> {
  const options =
    keyPassword === undefined
      ? {}
      : { keyPassword: () => Promise.resolve(new Secret(keyPassword)) };
  const { identity } = await openPkcs12(readFileSync(path), new Secret(own), options);
  const { stdout } = await clinic.cli(['status', '--json']);
  const [{ fingerprintSha256 }] = JSON.parse(stdout).certificates;
  expect(identity.leaf.facts.fingerprintSha256).toBe(fingerprintSha256);
  const before = (await opened(0)).identity.leaf.facts.fingerprintSha256;
  expect(fingerprintSha256).not.toBe(before);
}

const stated: Readonly<Record<string, (clinic: Clinic) => readonly [readonly string[], object]>> = {
  'a file': () => [['--password-file', passwordFile('pass.txt', own)], {}],
  'a file with a line end': () => [['--password-file', passwordFile('pass.txt', `${own}\r\n`)], {}],
  'standard input': () => [['--password-stdin'], { input: own }],
  'the environment': () => [['--password-env', 'APP'], { env: { APP: own } }],
  'a program': () => [
    ['--password-command', JSON.stringify([process.execPath, '-e', `console.log('${own}')`])],
    {},
  ],
};

test.each(Object.keys(stated))(
  'is told once by %s, and kept for its owner alone',
  async (source) => {
    const path = await copyOf(0);
    const [args, options] = stated[source]?.(clinic) ?? [[], {}];
    const command = ['consumers', 'add', 'clinic-a', 'pkcs12', `path=${path}`, ...args];
    const added = await clinic.cli(command, options);
    expect(added).toMatchObject({ code: 0 });
    expect(added.stdout + added.stderr).not.toContain(own);
    expect(await entries()).toMatchObject([{ path, state: 'current' }]);
    const folder = join(clinic.home, 'config', 'store', 'clinic-a', 'consumers');
    const kept = readdirSync(folder).filter((name) => name.endsWith('.password'));
    expect(kept).toHaveLength(1);
    for (const name of kept) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  },
);

test('a key under a password of its own goes on under it', async () => {
  const path = await copyOf(0, 'KeysOwn7');
  const pass = ['--password-file', passwordFile('pass.txt', own)];
  const one = await add(path, ...pass);
  expect(one).toMatchObject({ code: 1 });
  expect(one.stderr).toContain('its private key has a different password');
  const wrong = await add(path, ...pass, '--key-password-file', passwordFile('key.txt', 'no'));
  expect(wrong.stderr).toContain('its private key cannot be opened with the second password');
  const key = ['--key-password-file', passwordFile('key.txt', 'KeysOwn7')];
  expect(await add(path, ...pass, ...key)).toMatchObject({ code: 0 });
  expect((await clinic.cli(['renew', '--force'])).code).toBe(0);
  await expectRenewed(path, 'KeysOwn7');
});

test('an entry that was written by hand is told it by deploy', async () => {
  const path = await copyOf(0);
  const file = join(clinic.home, 'config', 'config.json');
  const { services, certificates } = JSON.parse(readFileSync(file, 'utf8'));
  const consumers = [{ kind: 'pkcs12', path }];
  const entry = { ...certificates['clinic-a'], consumers };
  writeConfig(clinic.home, { services, certificates: { 'clinic-a': entry } });
  expect((await clinic.cli(['renew', '--force'])).code).toBe(1);
  const told = await clinic.cli(['deploy']);
  expect(told.code).toBe(1);
  expect(told.stderr).toContain('weborca-cert deploy --password-file FILE');
  const pass = ['--password-file', passwordFile('pass.txt', `${own}\n`)];
  expect(await clinic.cli(['deploy', ...pass])).toMatchObject({ code: 0 });
  await expectRenewed(path);
  expect((await clinic.cli(['renew', '--force'])).code).toBe(0);
  await expectRenewed(path);
});

test('the same entry once more only tells the password', async () => {
  const path = await copyOf(0);
  const pass = ['--password-file', passwordFile('pass.txt', own)];
  expect(await add(path, ...pass)).toMatchObject({ code: 0 });
  expect(await add(path, ...pass)).toMatchObject({ code: 0 });
  expect(await entries()).toHaveLength(1);
});

const refused: Readonly<Record<string, () => Promise<readonly [readonly string[], string]>>> = {
  'no known password opens it': async () => [[await copyOf(0)], 'password-missing'],
  'the password is wrong': async () => [
    [await copyOf(0), '--password-file', passwordFile('pass.txt', 'wrong')],
    'password-wrong',
  ],
  'it is another client’s': async () => [
    [await copyOf(1), '--password-file', passwordFile('pass.txt', own)],
    'consumer-failed',
  ],
  'it is a Java keystore': async () => {
    const path = join(clinic.folder, 'app.jks');
    writeFileSync(path, Buffer.from('feedfeed00000002000000010000000200000000', 'hex'));
    return [[path], 'not-a-certificate'];
  },
  'it is damaged': async () => {
    const path = await copyOf(0);
    writeFileSync(path, readFileSync(path).subarray(0, 500));
    return [[path], 'pkcs12-damaged'];
  },
  'it is a folder': async () => {
    const path = join(clinic.folder, 'folder.p12');
    mkdirSync(path);
    return [[path], 'consumer-failed'];
  },
};

test('two that will want different passwords in one file are refused before the renewal', async () => {
  const path = join(clinic.folder, 'same.p12');
  writeFileSync(path, readFileSync(clinic.p12(0)));
  writeFileSync(join(clinic.folder, '.env'), `P12=same.p12\nPASS=${clinic.password(0)}\n`);
  expect(await add(path)).toMatchObject({ code: 0 });
  const settings = `path=${join(clinic.folder, '.env')}`;
  const env = ['env-file', settings, 'pathKey=P12', 'passwordKey=PASS'];
  for (const entry of [['pkcs12', `path=${path}`, 'password=issued'], env]) {
    const added = await clinic.cli(['consumers', 'add', 'clinic-a', ...entry]);
    expect(added.code).toBe(1);
    expect(added.stderr).toContain('two consumers want different contents in one file');
    expect(added.stderr).toContain('It was not added.');
  }
  expect(await entries()).toHaveLength(1);
});

test('settings whose .p12 is not there are told as that, not as an old certificate', async () => {
  const path = join(clinic.folder, 'app.json');
  writeFileSync(path, '{"path":"none.p12","password":""}');
  const keys = ['keys.path=path', 'keys.password=password'];
  const command = ['consumers', 'add', 'clinic-a', 'settings', `path=${path}`, ...keys];
  const { stdout } = await clinic.cli(command);
  expect(stdout).toContain('not found');
  expect(stdout).toContain(join(clinic.folder, 'none.p12'));
  expect(stdout).not.toContain('old certificate');
});

test.runIf(haveJava)('a Java keystore can be added after the way out that is told', async () => {
  const folder = join(clinic.folder, '業務 用');
  mkdirSync(folder);
  const path = join(folder, 'app.jks');
  const from = ['-srckeystore', clinic.p12(0), '-srcstoretype', 'PKCS12'];
  const secret = passwordFile('pass.txt', clinic.password(0));
  const passwords = ['-srcstorepass:file', secret, '-deststorepass:file', secret];
  const to = ['-destkeystore', path, '-deststoretype', 'JKS'];
  keytool(['-importkeystore', '-noprompt', ...from, ...to, ...passwords]);
  const refusal = await add(path);
  expect(refusal.code).toBe(1);
  const told = refusal.stderr.split('\n').find((line) => line.includes('keytool -'));
  execFileSync('sh', ['-c', told ?? ''], {
    env: { ...process.env, ...utf8 },
    input: `${clinic.password(0)}\n`.repeat(2),
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  expect(readdirSync(folder).toSorted()).toStrictEqual(['app.jks', 'app.jks.old']);
  expect(await add(path)).toMatchObject({ code: 0 });
  expect(await entries()).toMatchObject([{ path, state: 'current' }]);
});

test('what was refused is told as not added, and nothing is said to be tried again', async () => {
  for (const kind of ['password-file', 'pkcs12']) {
    const path = join(clinic.folder, 'not', 'there', 'file');
    const command = ['consumers', 'add', 'clinic-a', kind, `path=${path}`];
    const { code, stderr } = await clinic.cli(command);
    expect({ code, kind }).toEqual({ code: 1, kind });
    expect(stderr).toContain('It was not added.');
    expect(stderr).not.toContain('deploy');
    expect(await entries()).toStrictEqual([]);
  }
});

test('a relative path starts where the person stands, not at the configuration', async () => {
  const path = await copyOf(0);
  // The command is started in `/`, wherever this checkout lies.
  const typed = relative('/', path);
  const pass = ['--password-file', passwordFile('pass.txt', own)];
  expect(await add(typed, ...pass)).toMatchObject({ code: 0 });
  expect(await entries()).toMatchObject([{ path, state: 'current' }]);
  const removed = await clinic.cli(['consumers', 'remove', 'clinic-a', typed]);
  expect(removed).toMatchObject({ code: 0 });
  expect(await entries()).toStrictEqual([]);
});

test.each(Object.keys(refused))('is refused where %s, and nothing is entered', async (why) => {
  const [[path = '', ...more], code] = (await refused[why]?.()) ?? [[], ''];
  const { code: exit, stdout } = await add(path, ...more, '--json');
  expect(exit).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code } });
  expect(await entries()).toStrictEqual([]);
});
