import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe as always, expect, it, vi } from 'vitest';
import { haveCounterparts } from '../support/counterparts.ts';
import { markManualDone } from '../../src/consumers/done.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { openPkcs12 } from '../../src/pkcs12/open.ts';
import { certificateToPem, encryptedKeyPem, identityToPem } from '../../src/pkcs12/pem.ts';
import { Secret } from '../../src/secret.ts';
import { crashingFileSystem, isChange, recordingFileSystem } from '../support/file-operations.ts';
import { pointsOf } from '../support/sweep.ts';
import { type Certificates, makeCertificates } from './support/certificates.ts';
import { makePlace, type Place, placeIn, states } from './support/place.ts';

const describe = haveCounterparts('openssl') ? always : always.skip;

// Real files, keys and programs, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.close());

const p12 = { kind: 'pkcs12', path: '~/client.p12', format: 'compatible' };
const pem = { kind: 'pem', certificate: '~/client.crt', key: '~/client.pem' };
const settings = { kind: 'push-exchanger', path: '~/push.yml' };
const password = { kind: 'password-file', path: '~/password.txt' };
const all = [p12, pem, settings, password];

/** A clinic's PC: a .p12, a PEM pair, settings that name the pair, a password file. */
async function clinic(): Promise<Place> {
  const { old, renewed } = certificates;
  const place = await makePlace(old, renewed);
  await writeFile(place.at('client.p12'), old.p12);
  await writeFile(place.at('client.crt'), certificateToPem(old.identity.leaf.der));
  await writeFile(place.at('client.pem'), encryptedKeyPem(old.identity, old.password).reveal());
  const names = [`:cert: '${place.at('client.crt')}'`, `:cert_key: '${place.at('client.pem')}'`];
  await writeFile(place.at('push.yml'), [...names, ':passphrase: OldIssued1', ''].join('\n'));
  await writeFile(place.at('password.txt'), 'OldIssued1\r\n');
  return place;
}

/** What the clinic's programs would find: the certificate that each could use, by fingerprint. */
async function usable(place: Place): Promise<readonly string[]> {
  const bytes = await readFile(place.at('client.p12'));
  const { identity } = await openPkcs12(bytes, certificates.old.password);
  const crt = new X509Certificate(await readFile(place.at('client.crt')));
  const passphrase = /:passphrase: (.*)/.exec(await readFile(place.at('push.yml'), 'utf8'))?.[1];
  const key = await readFile(place.at('client.pem'));
  const matches = crt.checkPrivateKey(createPrivateKey({ key, passphrase: passphrase ?? '' }));
  const text = (await readFile(place.at('password.txt'), 'utf8')).trim();
  return [
    identity.leaf.facts.fingerprintSha256,
    matches ? crt.fingerprint256.replaceAll(':', '').toLowerCase() : 'no match',
    text === passphrase ? text : 'no match',
  ];
}

describe('consumers of one certificate', () => {
  it('switch together; a key that two of them name is written once', async () => {
    const place = await clinic();
    const { fingerprint } = certificates.renewed;
    const done = await place.deploy(all, certificates.renewed);
    expect(states(done)).toStrictEqual(['current', 'current', 'current', 'current']);
    expect(await usable(place)).toStrictEqual([fingerprint, fingerprint, 'NewIssued2']);
    expect(await readFile(place.at('password.txt'), 'utf8')).toBe('NewIssued2\r\n');
    const kept = (await readdir(place.root)).filter((name) => name.includes('.old-'));
    expect(kept).toHaveLength(5);
    expect(states(await place.inspect(all, certificates.renewed))).toStrictEqual(states(done));
  });

  it('that are current are not so much as recorded to be switched', async () => {
    const place = await clinic();
    await place.deploy(all, certificates.renewed);
    const { files, operations } = recordingFileSystem(nodeFileSystem(process.platform));
    await placeIn(place.root, { files }).deploy(all, certificates.renewed);
    const targets = operations.flatMap((one) => (one.kind === 'rename' ? [one.to] : []));
    expect(targets.filter((path) => path.endsWith('switch.json'))).toStrictEqual([]);
  });

  it('stay as they were when one of their set cannot, which is named; the others go on', async () => {
    const place = await clinic();
    await rm(place.at('password.txt'));
    await mkdir(place.at('password.txt'));
    const before = await readFile(place.at('push.yml'));
    // The .p12 has a password of its own: it needs none that the others write.
    const partly = ['current', 'behind others-failed', 'behind others-failed', 'failed not-a-file'];
    expect(states(await place.deploy(all, certificates.renewed))).toStrictEqual(partly);
    expect(await readFile(place.at('push.yml'))).toStrictEqual(before);
    expect(states(await place.inspect(all, certificates.renewed))).toStrictEqual(partly);
    await rm(place.at('password.txt'), { recursive: true });
    const again = await place.deploy(all, certificates.renewed);
    expect(states(again)).toStrictEqual(['current', 'current', 'current', 'current']);
  });

  it('that want different things of one file are a conflict', async () => {
    const place = await clinic();
    const plain = { ...pem, encryptKey: false, key: '~/client.pem' };
    const other = { ...pem, certificate: '~/other.crt', encryptKey: true };
    expect(states(await place.deploy([plain, other], certificates.renewed))).toContain(
      'failed conflict',
    );
    expect(await readFile(place.at('client.pem'), 'utf8')).toContain('ENCRYPTED');
  });

  it('match after the next run wherever a deploy is killed', async () => {
    const probe = await clinic();
    const recording = recordingFileSystem(nodeFileSystem(process.platform));
    await placeIn(probe.root, { files: recording.files }).deploy(all, certificates.renewed);
    const count = recording.operations.filter(isChange).length;
    const { old, renewed } = certificates;
    for (const n of pointsOf('deploy, killed', 11, [1, count])) {
      const place = await clinic();
      const { files } = crashingFileSystem(nodeFileSystem(process.platform), n);
      await placeIn(place.root, { files })
        .deploy(all, renewed)
        .catch(() => null);
      expect(['OldIssued1\r\n', 'NewIssued2\r\n']).toContain(
        await readFile(place.at('password.txt'), 'utf8'),
      );
      expect(states(await place.deploy(all, renewed))).toStrictEqual(Array(4).fill('current'));
      const { fingerprint } = renewed;
      expect(await usable(place)).toStrictEqual([fingerprint, fingerprint, 'NewIssued2']);
      const back = await place.deploy(all, old, { allowEarlier: true });
      expect(states(back)).toStrictEqual(Array(4).fill('current'));
    }
  }, 60_000);
});

describe('PEM sets', () => {
  it('keep a plain key plain, a chain behind the leaf, DER and CRLF', async () => {
    const { old, renewed } = certificates;
    const place = await makePlace(old, renewed);
    const { certificate, key } = identityToPem(old.identity);
    const ca = Buffer.from(certificates.caPem).toString();
    await writeFile(place.at('full.crt'), (certificate + ca).replaceAll('\n', '\r\n'));
    await writeFile(place.at('plain.pem'), key.reveal(), { mode: 0o600 });
    await writeFile(place.at('leaf.cer'), old.identity.leaf.der);
    const entries = [
      { kind: 'pem', certificate: '~/full.crt', key: '~/plain.pem', ca: '~/root.crt' },
      { kind: 'pem', certificate: '~/leaf.cer', chain: '~/chain.crt' },
    ];
    const material = { ...renewed, ca: certificates.caPem };
    expect(states(await place.deploy(entries, material))).toStrictEqual(['current', 'current']);
    expect(await readFile(place.at('full.crt'), 'utf8')).toMatch(/-----\r\n$/);
    expect(await readFile(place.at('plain.pem'), 'utf8')).toContain('BEGIN PRIVATE KEY');
    expect(await readFile(place.at('leaf.cer'))).toStrictEqual(
      Buffer.from(renewed.identity.leaf.der),
    );
    expect(await readFile(place.at('root.crt'))).toStrictEqual(Buffer.from(certificates.caPem));
    expect(await readFile(place.at('chain.crt'), 'utf8')).toContain('BEGIN CERTIFICATE');
    expect((await stat(place.at('plain.pem'))).mode & 0o777).toBe(0o600);
  });

  it('keep the passphrase of the settings with password keep', async () => {
    const place = await clinic();
    const before = await readFile(place.at('push.yml'));
    const entry = { ...settings, password: 'keep' };
    expect(states(await place.deploy([entry], certificates.renewed))).toStrictEqual(['current']);
    expect(await readFile(place.at('push.yml'))).toStrictEqual(before);
    expect((await usable(place))[1]).toBe(certificates.renewed.fingerprint);
  });

  it('never overwrite what is no certificate or key, nor a later certificate', async () => {
    const place = await clinic();
    await writeFile(place.at('notes.txt'), 'notes');
    const wrong = { kind: 'pem', certificate: '~/notes.txt' };
    expect(states(await place.deploy([wrong], certificates.renewed))).toStrictEqual([
      'failed not-a-certificate',
    ]);
    const key = { kind: 'pem', key: '~/notes.txt' };
    expect(states(await place.deploy([key], certificates.renewed))).toStrictEqual([
      'failed not-a-key',
    ]);
    await place.deploy([pem], certificates.renewed);
    expect(states(await place.deploy([pem], certificates.old))).toStrictEqual([
      'failed later-certificate',
    ]);
  });
});

function script(code: string) {
  return { kind: 'command', run: [process.execPath, '-e', code] };
}

describe('what runs after the files', () => {
  const print = script(
    `const { WEBORCA_CERT_COMMON_NAME: cn, WEBORCA_CERT_PASSWORD_FILE: file } = process.env;
     const { readFileSync, appendFileSync } = require('node:fs');
     console.log(cn, readFileSync(file, 'utf8'), Object.values(process.env).includes('NewIssued2'));`,
  );

  it('a command has the facts, the password by file only, and is not run twice', async () => {
    const place = await clinic();
    const [status] = await place.deploy([print], certificates.renewed);
    expect(status).toMatchObject({ state: 'current', output: 'client001 ••• false' });
    const [again] = await place.deploy([print], certificates.renewed);
    expect(again).not.toHaveProperty('output');
    expect(await readdir(`${place.certificateFolder}/consumers`)).not.toContain('in-use');
    const [later] = await place.deploy([p12, print], certificates.renewed);
    expect(later?.state).toBe('current');
  });

  it('a command runs again when a file was switched, and waits for one that was not', async () => {
    const place = await clinic();
    await writeFile(place.at('hello.txt'), 'hello');
    const broken = { kind: 'pkcs12', path: '~/hello.txt' };
    expect(states(await place.deploy([print, broken], certificates.renewed))).toStrictEqual([
      'behind waits-for-files',
      'failed not-a-pkcs12',
    ]);
    const first = await place.deploy([print, password], certificates.renewed);
    expect(first[0]).toHaveProperty('output');
    const second = await place.deploy([print, password, p12], certificates.renewed);
    expect(second[0]).toHaveProperty('output');
    const third = await place.deploy([print, password, p12], certificates.renewed);
    expect(third[0]).not.toHaveProperty('output');
  });

  it('a failing command is told and tried again', async () => {
    const place = await clinic();
    const failing = script('console.error("no such service"); process.exit(3)');
    const [status] = await place.deploy([failing], certificates.renewed);
    const ended = { exitCode: 3, output: 'no such service' };
    const error = { code: 'consumer-failed', reason: 'program-failed', ...ended };
    expect(status).toMatchObject({ state: 'failed', error, output: 'no such service' });
    expect(await place.inspect([failing], certificates.renewed)).toMatchObject([{ error }]);
    const [again] = await place.deploy([failing], certificates.renewed);
    expect(again).toHaveProperty('output');
    const missing = { kind: 'command', run: ['no-such-program-anywhere'] };
    expect(states(await place.deploy([missing], certificates.renewed))).toStrictEqual([
      'failed tool-missing',
    ]);
  });

  it('of what a failing command printed the end is kept, without the password', async () => {
    const place = await clinic();
    const failing = script(
      `const password = require('node:fs').readFileSync(process.env.WEBORCA_CERT_PASSWORD_FILE, 'utf8');
       for (let n = 0; n < 50; n += 1) console.log('line', n, password);
       process.exit(1);`,
    );
    const [status] = await place.deploy([failing], certificates.renewed);
    expect(status?.error?.output?.split('\n')).toStrictEqual(
      [45, 46, 47, 48, 49].map((n) => `line ${n} •••`),
    );
  });

  it('a command gets names, dates and files, old and new', async () => {
    const place = await clinic();
    const { old, renewed } = certificates;
    const names = [
      'NAME',
      'NOT_AFTER',
      'P12_FILE',
      'PASSWORD_FILE',
      'OLD_NOT_AFTER',
      'OLD_P12_FILE',
    ];
    const tells = script(
      `for (const name of ${JSON.stringify(names)}) {
         const value = process.env['WEBORCA_CERT_' + name];
         const file = name.endsWith('FILE') && value !== '';
         const mode = file ? (require('node:fs').statSync(value).mode & 0o777).toString(8) : '';
         console.log(name, file ? mode : value);
       }`,
    );
    const p12File = place.at('client.p12');
    await chmod(p12File, 0o600);
    const { notAfter } = old.identity.leaf.facts;
    const [status] = await place.deploy([tells], renewed, { old: { notAfter, p12File } });
    expect(status?.output?.split('\n')).toStrictEqual([
      'NAME clinic-a',
      `NOT_AFTER ${renewed.identity.leaf.facts.notAfter.toISOString()}`,
      'P12_FILE 600',
      'PASSWORD_FILE 600',
      `OLD_NOT_AFTER ${notAfter.toISOString()}`,
      'OLD_P12_FILE 600',
    ]);
    const [without] = await (await clinic()).deploy([tells], renewed);
    expect(without?.output).toContain('OLD_NOT_AFTER \nOLD_P12_FILE');
  });

  it('the example of the documentation does what it says', async () => {
    const place = await clinic();
    const page = join(import.meta.dirname, '../../../../docs/consumers.md');
    const [, example = ''] =
      /```sh\n(#!\/bin\/sh\n[^]*?)```/.exec(await readFile(page, 'utf8')) ?? [];
    await writeFile(place.at('after-renewal'), example, { mode: 0o700 });
    const run = [place.at('after-renewal'), place.at('app')];
    const [status] = await place.deploy([{ kind: 'command', run }], certificates.renewed);
    expect(status).toMatchObject({ state: 'current' });
    const told = new Secret(await readFile(place.at('app', 'client.pass'), 'utf8'));
    const { identity } = await openPkcs12(await readFile(place.at('app', 'client.p12')), told);
    expect(identity.leaf.facts.fingerprintSha256).toBe(certificates.renewed.fingerprint);
    expect((await stat(place.at('app', 'client.p12'))).mode & 0o777).toBe(0o600);
  });

  it('a command that does not end is ended', async () => {
    const place = await clinic();
    const endless = { ...script('setInterval(() => {}, 1000)'), timeout: '1s' };
    expect(states(await place.deploy([endless], certificates.renewed))).toStrictEqual([
      'failed time-limit',
    ]);
  });

  it('what a command prints is bounded', async () => {
    const place = await clinic();
    const [status] = await place.deploy(
      [script('console.log("x".repeat(100000))')],
      certificates.renewed,
    );
    expect(status?.output?.length).toBeLessThan(5000);
  });

  it('a manual consumer is pending until it is ticked, for each certificate anew', async () => {
    const place = await clinic();
    const entries = [{ kind: 'manual', label: '受付 PC 2: Chrome に取り込む' }];
    const { renewed, old } = certificates;
    expect(states(await place.deploy(entries, renewed))).toStrictEqual(['manual']);
    const ticked = await markManualDone({
      effects: place.effects,
      certificate: { name: 'clinic-a', consumers: entries },
      configFile: place.at('config.json'),
      store: place.store,
      certificateFolder: place.certificateFolder,
      fingerprint: renewed.fingerprint,
      labels: null,
    });
    expect(ticked).toHaveLength(1);
    expect(states(await place.deploy(entries, renewed))).toStrictEqual(['current']);
    expect(states(await place.inspect(entries, renewed))).toStrictEqual(['current']);
    expect(states(await place.inspect(entries, old))).toStrictEqual(['manual']);
  });
});
