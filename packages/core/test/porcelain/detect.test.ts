import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe as always, expect, test, vi } from 'vitest';
import { haveCounterparts } from '../support/counterparts.ts';
import { addConsumerLine } from '../../src/detection/command-line.ts';
import { importIntoNss } from '../../src/stores/nss-database.ts';
import { certificateToPem, encryptedKeyPem } from '../../src/pkcs12/pem.ts';
import { addConsumer } from '../../src/porcelain/consumers.ts';
import { detect } from '../../src/porcelain/detect.ts';
import { behindInBrowser, imported, removeOldImports } from '../../src/porcelain/import.ts';
import { doctor } from '../../src/porcelain/doctor.ts';
import { status } from '../../src/porcelain/status.ts';
import type { Context } from '../../src/context.ts';
import {
  type Certificates,
  type Issued,
  makeCertificates,
} from '../consumers/support/certificates.ts';
import { clinic, type Clinic } from '../support/clinic.ts';

const describe = haveCounterparts('openssl', 'certutil', 'pk12util') ? always : always.skip;

// Real files and programs, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates('rsa');
});
afterAll(() => certificates.close());

interface Ward extends Clinic {
  readonly inProject: Context;
  readonly put: (path: string, content: string | Uint8Array) => Promise<string>;
}

async function ward(
  entry: object = {},
  versions: readonly (keyof Certificates & ('old' | 'renewed'))[] = ['old'],
): Promise<Ward> {
  const place = await clinic({ now: () => new Date() });
  await place.configure({ 'clinic-a': entry });
  for (const which of versions) await place.store('clinic-a', version(certificates[which]));
  const places = { ...place.context.places, projectFolders: [place.at('project'), '/'] };
  return {
    ...place,
    inProject: { ...place.context, places },
    async put(path, content) {
      const file = place.at(path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
      return file;
    },
  };
}

function version({ identity, p12, password, fileName }: Issued) {
  return { p12, password, fileName, facts: identity.leaf.facts, origin: 'added' } as const;
}

/** As a browser has it. */
async function importInto(place: Ward, folder: string, { p12, password }: Issued): Promise<void> {
  const { effects } = place.context;
  await mkdir(folder, { recursive: true });
  const args = ['-N', '-d', `sql:${folder}`, '--empty-password'];
  // A database that is there already asks for its password instead.
  if (!existsSync(join(folder, 'cert9.db'))) {
    await effects.run({ program: '/usr/bin/certutil', args });
  }
  const file = await place.put('import/x.p12', p12);
  const passwordFile = await place.put('import/x', password.reveal());
  await importIntoNss(effects, { folder, passwordFile: null }, { p12File: file, passwordFile });
}

async function offered(place: Ward, except: readonly string[] = []): Promise<readonly object[]> {
  const found = await detect(place.inProject, 'clinic-a', [], { except });
  return found.map(({ entry }) => entry);
}

describe('who uses a certificate without being a consumer', () => {
  test('settings and copies in the project, one folder deep, each once', async () => {
    const place = await ward();
    const { p12, identity, password } = certificates.old;
    const copy = await place.put('project/secrets/client.p12', p12);
    const env = await place.put('project/.env.local', 'CERT=other.p12\nCERT_PASS=x\n');
    await place.put('project/other.p12', p12);
    const crt = await place.put('project/certs/a b.crt', certificateToPem(identity.leaf.der));
    const key = await place.put(
      'project/certs/a b.key',
      encryptedKeyPem(identity, password).reveal(),
    );
    await place.put('project/certs/alone.crt', certificateToPem(identity.leaf.der));
    await place.put('project/node_modules/client.p12', p12);
    await place.put('project/deep/deeper/client.p12', p12);
    await place.put('project/Downloads/client.p12', p12);
    await place.put('project/unrelated.p12', 'x');
    await symlink(copy, place.at('project', 'link.p12'));
    expect(await offered(place)).toStrictEqual([
      { kind: 'env-file', path: env, pathKey: 'CERT', passwordKey: 'CERT_PASS' },
      { kind: 'pem', certificate: crt, key },
      { kind: 'pkcs12', path: copy },
    ]);
    expect(await offered(place, [copy, crt])).toHaveLength(1);
  });

  test('what an editor names besides, however deep it lies: settings, and files that they name', async () => {
    const place = await ward();
    const copy = await place.put('far/away/client.p12', certificates.old.p12);
    const settings = await place.put(
      'project/a/b/clinic.properties',
      `orca.p12=${copy}\norca.password=x\n`,
    );
    const toml = await place.put('project/a/b/clinic.toml', `p12 = "${copy}"\n`);
    const found = async (...files: readonly string[]): Promise<readonly object[]> =>
      (await detect(place.inProject, 'clinic-a', files)).map(({ entry }) => entry);
    expect(await found()).toStrictEqual([]);
    expect(await found(toml, copy)).toStrictEqual([{ kind: 'pkcs12', path: copy }]);
    const keys = { path: 'orca.p12', password: 'orca.password' };
    expect(await found(toml, settings, copy)).toStrictEqual([
      { kind: 'settings', path: settings, keys },
    ]);
  });

  test.each<readonly [string, string, string, object]>([
    [
      'config.json',
      '{"orca": {"p12": "@DIR@/c.p12", "password": "x", "expiry": "2026-01-01"}, "db": {"password": "y"}}',
      'settings',
      { path: 'orca.p12', password: 'orca.password', expiry: 'orca.expiry' },
    ],
    [
      'application.yml',
      'server:\n  ssl:\n    key-store: file:@DIR@/c.p12\n    key-store-password: x\n    trust-store-password: y\n',
      'settings',
      { path: 'server.ssl.key-store', password: 'server.ssl.key-store-password' },
    ],
    [
      'application.properties',
      'orca.keystore.location=@DIR@/c.p12\norca.keystore.password=x\ndb.password=y\n',
      'settings',
      { path: 'orca.keystore.location', password: 'orca.keystore.password' },
    ],
    [
      '.env',
      'DB_PASSWORD=y\nORCA_CERT="@DIR@/c 1.crt"\nORCA_KEY=@DIR@/c.key\nORCA_PASSPHRASE=x\nORCA_CA_FILE=ca.pem\n',
      'settings',
      {
        certificate: 'ORCA_CERT',
        key: 'ORCA_KEY',
        passphrase: 'ORCA_PASSPHRASE',
        authorities: 'ORCA_CA_FILE',
      },
    ],
    [
      '.env',
      String.raw`DB_PASSWORD=y
ORCA_CLIENT=@DIR@/c\ 1.p12
ORCA_SECRET=x
ORCA_CLIENT_PASS=x
`,
      'env-file',
      { pathKey: 'ORCA_CLIENT', passwordKey: 'ORCA_CLIENT_PASS' },
    ],
  ])('a program’s own settings, and which keys hold what: %s', async (name, text, kind, keys) => {
    const place = await ward();
    const { p12, identity, password } = certificates.old;
    await place.put('files/c.p12', p12);
    await place.put('files/c 1.p12', p12);
    await place.put('files/c 1.crt', certificateToPem(identity.leaf.der));
    await place.put('files/c.key', encryptedKeyPem(identity, password).reveal());
    const path = await place.put(`project/${name}`, text.replaceAll('@DIR@', place.at('files')));
    const entry = kind === 'settings' ? { kind, path, keys } : { kind, path, ...keys };
    const [first, ...others] = await detect(place.inProject, 'clinic-a');
    expect(others).toStrictEqual([]);
    expect(first?.entry).toStrictEqual(entry);
    if (first === undefined) throw new Error('nothing was offered');
    await addConsumer(place.context, 'clinic-a', first.entry);
    expect(await offered(place)).toStrictEqual([]);
  });

  test('not what a backup holds, but what lies beside it under a longer name', async () => {
    const place = await ward();
    await place.put('project/kept/client.p12', certificates.old.p12);
    const copy = await place.put('project/kept-for-tests/client.p12', certificates.old.p12);
    await place.configure({ 'clinic-a': { backups: [place.at('project', 'kept')] } });
    expect(await offered(place)).toStrictEqual([{ kind: 'pkcs12', path: copy }]);
  });

  test('each with the command that writes the entry, which then is not offered again', async () => {
    const place = await ward();
    const env = await place.put('project/診療所 a.env', 'CERT=client.p12\nCERT_PASS=x\n');
    await place.put('project/client.p12', certificates.old.p12);
    const [first, ...others] = await detect(place.inProject, 'clinic-a');
    expect(others).toStrictEqual([]);
    expect(first?.command).toBe(
      `weborca-cert consumers add clinic-a env-file 'path=${env}' pathKey=CERT passwordKey=CERT_PASS`,
    );
    if (first === undefined) throw new Error('nothing was offered');
    await addConsumer(place.context, 'clinic-a', first.entry);
    expect(await offered(place)).toStrictEqual([]);
  });

  test('not settings whose .p12 keeps its password: nothing in them would change', async () => {
    const place = await ward();
    const p12 = await place.put('project/client.p12', certificates.old.p12);
    await place.put('project/.env', 'CERT=client.p12\nCERT_PASS=x\n');
    await place.configure({ 'clinic-a': { consumers: [{ kind: 'pkcs12', path: p12 }] } });
    expect(await offered(place)).toStrictEqual([]);
    const issued = { kind: 'pkcs12', path: p12, password: 'issued' };
    await place.configure({ 'clinic-a': { consumers: [issued] } });
    expect(await offered(place)).toHaveLength(1);
  });

  test('Chrome’s database and profiles of Firefox that have it', async () => {
    const place = await ward();
    const profile = place.at('.mozilla', 'firefox', '0a1b2c3d.default-release');
    await importInto(place, place.at('.pki', 'nssdb'), certificates.old);
    await importInto(place, profile, certificates.old);
    await importInto(
      place,
      place.at('.mozilla', 'firefox', 'ffffffff.empty'),
      certificates.renewed,
    );
    expect(await offered(place)).toStrictEqual([{ kind: 'nss' }, { kind: 'nss', path: profile }]);
    await place.configure({ 'clinic-a': { consumers: [{ kind: 'nss' }] } });
    expect(await offered(place)).toStrictEqual([{ kind: 'nss', path: profile }]);
  });

  test('the doctor lists them', async () => {
    const place = await ward();
    await place.put('project/.env', 'CERT=client.p12\nCERT_PASS=x\n');
    await place.put('project/client.p12', certificates.old.p12);
    const { findings } = await doctor(place.inProject, [], { offline: true });
    const found = findings.filter(({ code }) => code === 'consumer-offered');
    const path = join('~', 'project', '.env');
    expect(found.map(({ facts }) => facts)).toMatchObject([
      { kind: 'env-file', path, command: expect.stringContaining(`path=${path}`) },
    ]);
  });
});

test('the command is one that the shell of each system takes', () => {
  const entry = { kind: 'pem', certificate: String.raw`C:\診療所\it's.crt`, encryptKey: true };
  expect(addConsumerLine('本院', entry, 'win32')).toBe(
    String.raw`weborca-cert consumers add '本院' pem 'certificate=C:\診療所\it''s.crt' encryptKey=true`,
  );
  expect(addConsumerLine('a', { ...entry, certificate: "/it's" }, 'linux')).toBe(
    String.raw`weborca-cert consumers add a pem 'certificate=/it'\''s' encryptKey=true`,
  );
});

test('fields of a field are words of their own', () => {
  const entry = { kind: 'settings', path: '/a.yml', keys: { path: 'a.b', password: ['c', 'd'] } };
  expect(addConsumerLine('a', entry, 'linux')).toBe(
    `weborca-cert consumers add a settings path=/a.yml keys.path=a.b 'keys.password=["c","d"]'`,
  );
});

describe('who still uses the old one', () => {
  test('is told by status and the doctor: files, settings, and the browser’s database', async () => {
    const place = await ward({}, ['old', 'renewed']);
    const file = await place.put('client.p12', certificates.old.p12);
    await place.configure({ 'clinic-a': { consumers: [{ kind: 'pkcs12', path: file }] } });
    await importInto(place, place.at('.pki', 'nssdb'), certificates.old);
    const { fingerprint: found } = certificates.old;
    const wanted = [
      { path: file, how: 'holds', found },
      { path: place.at('.pki', 'nssdb'), how: 'store', found },
    ];
    for (const names of [[], ['clinic-a']]) {
      const [seen] = await status(place.context, names, { oldUses: true });
      expect(seen?.oldUses).toStrictEqual(wanted);
    }
    const { findings } = await doctor(place.context, ['clinic-a'], { offline: true });
    expect(findings.filter(({ code }) => code === 'old-in-use')).toHaveLength(2);
  });

  test('is found in the browser of those that have it, with one question to the system’s store', async () => {
    const place = await ward({}, ['old', 'renewed']);
    const database = place.at('.pki', 'nssdb');
    await place.configure({ 'clinic-a': {}, 'clinic-b': {} });
    const both = ['clinic-a', 'clinic-b', 'unknown'];
    expect(await behindInBrowser(place.context, both)).toStrictEqual([]);
    await importInto(place, database, certificates.old);
    expect(await behindInBrowser(place.context, both)).toStrictEqual(['clinic-a']);
    await importInto(place, database, certificates.renewed);
    expect(await behindInBrowser(place.context, both)).toStrictEqual([]);
  });

  test('one look at the system’s store tells all of an import, and one what is to be removed', async () => {
    const asked: string[] = [];
    const place = await ward({}, ['old', 'renewed']);
    const { old, renewed } = certificates;
    const stdout = [old, renewed].map((one) => certificateToPem(one.identity.leaf.der)).join('');
    const { effects } = place.context;
    const run: typeof effects.run = async (call) => {
      asked.push(call.args[0] ?? '');
      return { exitCode: 0, signal: null, stdout, stderr: '' };
    };
    const context = { ...place.context, effects: { ...effects, platform: 'darwin', run } } as const;
    expect(await imported(context, 'clinic-a')).toStrictEqual({
      there: true,
      beside: 1,
      old: [old.fingerprint],
    });
    expect(asked).toStrictEqual(['find-certificate']);
    expect(await removeOldImports(context, 'clinic-a')).toStrictEqual([old.fingerprint]);
    expect(asked).toStrictEqual(['find-certificate', 'find-certificate', 'delete-identity']);
  });

  test('is not looked for where there are many, or nobody asked', async () => {
    const place = await ward({}, ['old', 'renewed']);
    const many = Array.from({ length: 11 }, (_, index) => [`clinic-${index}`, {}]);
    await place.configure({ 'clinic-a': {}, ...Object.fromEntries(many) });
    const [seen] = await status(place.context, [], { oldUses: true });
    expect(seen).not.toHaveProperty('oldUses');
    const [named] = await status(place.context, ['clinic-a'], { oldUses: true });
    expect(named?.oldUses).toStrictEqual([]);
    const [plain] = await status(place.context, ['clinic-a']);
    expect(plain).not.toHaveProperty('oldUses');
  });

  test('the system’s store is asked once for all', async () => {
    const asked: string[] = [];
    const place = await ward({}, ['old', 'renewed']);
    const { effects } = place.context;
    const run: typeof effects.run = async (call) => {
      asked.push(call.program);
      return { exitCode: 0, signal: null, stdout: '', stderr: '' };
    };
    const context = { ...place.context, effects: { ...effects, platform: 'darwin', run } } as const;
    await place.configure({ 'clinic-a': {}, 'clinic-b': {} });
    for (const which of ['old', 'renewed'] as const) {
      await place.store('clinic-b', version(certificates[which]));
    }
    await status(context, [], { oldUses: true });
    expect(asked).toStrictEqual(['/usr/bin/security']);
  });
});

describe('a leftover', () => {
  test('is what was laid ready for a wizard, of a file that is not under care', async () => {
    const place = await ward();
    const file = join(place.context.places.stateDir, 'import', 'client.p12');
    await mkdir(dirname(file), { mode: 0o700 });
    await writeFile(file, await readFile(await place.put('x', 'x')), { mode: 0o600 });
    const later = { ...place.context.effects, now: () => new Date(Date.now() + 7_200_000) };
    const { findings } = await doctor({ ...place.context, effects: later }, [], { offline: true });
    expect(findings.filter(({ code }) => code === 'leftover-import')).toMatchObject([
      { facts: { name: null, path: expect.stringMatching(/import.client\.p12$/) } },
    ]);
  });
});
