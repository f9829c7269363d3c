import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe as always, expect, it, vi } from 'vitest';
import { bindConsumer } from '../../../src/consumers/bind.ts';
import type { ConsumerConfiguration } from '../../../src/consumers/types.ts';
import { nodeEffects } from '../../../src/node-effects.ts';
import { openPkcs12 } from '../../../src/pkcs12/open.ts';
import { certificateToPem, encryptedKeyPem } from '../../../src/pkcs12/pem.ts';
import { Secret } from '../../../src/secret.ts';
import { haveCounterparts } from '../../support/counterparts.ts';
import { type Certificates, makeCertificates } from '../support/certificates.ts';
import {
  flat,
  haveJava,
  javaProperties,
  phpJson,
  pythonJson,
  pythonYaml,
  rubyYaml,
  type Reader,
} from '../support/languages.ts';
import { makePlace, type Place, states } from '../support/place.ts';

const describe = haveCounterparts('openssl') ? always : always.skip;

// Real files, keys and programs, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.close());

async function program(name: string, text: string | Buffer): Promise<Place & { file: string }> {
  const { old, renewed } = certificates;
  const place = await makePlace(old, renewed);
  const file = place.at(name);
  await mkdir(dirname(file), { recursive: true });
  const filled =
    typeof text === 'string' ? Buffer.from(text.replaceAll('@DIR@', place.root)) : text;
  await writeFile(file, filled, { mode: 0o600 });
  await writeFile(place.at('client.p12'), old.p12, { mode: 0o600 });
  await writeFile(place.at('client.crt'), certificateToPem(old.identity.leaf.der));
  await writeFile(place.at('client.pem'), encryptedKeyPem(old.identity, old.password).reveal(), {
    mode: 0o600,
  });
  return { ...place, file };
}

async function fingerprintIn(path: string, password: string): Promise<string> {
  const { identity } = await openPkcs12(await readFile(path), new Secret(password));
  return identity.leaf.facts.fingerprintSha256;
}

async function fingerprintOfPair(place: Place, password: string): Promise<string> {
  const crt = new X509Certificate(await readFile(place.at('client.crt')));
  const pem = await readFile(place.at('client.pem'));
  expect(crt.checkPrivateKey(createPrivateKey({ key: pem, passphrase: password }))).toBe(true);
  return crt.fingerprint256.replaceAll(':', '').toLowerCase();
}

const node: Reader = {
  available: true,
  read: (files) =>
    Promise.all(
      files.map(async (file): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'))),
    ),
};

interface Row {
  readonly program: string;
  readonly name: string;
  readonly text: string;
  readonly keys: Readonly<Record<string, unknown>>;
  readonly reader: Reader;
  /** What the language reads differently afterwards. */
  readonly changes: Readonly<Record<string, string>>;
}

const rows: readonly Row[] = [
  {
    program: 'an integration in Node',
    name: 'config.json',
    text: '{\n  "path": "@DIR@/client.p12",\n  "password": "OldIssued1",\n  "expiry": "2026-01-01"\n}\n',
    keys: { path: 'path', password: 'password', expiry: 'expiry' },
    reader: node,
    changes: { password: 'NewIssued2', expiry: '@DAY@' },
  },
  {
    program: 'an integration in PHP',
    name: 'settings.json',
    text: '{"orca":{"hosts":["a","b"],"cert":"@DIR@\\/client.crt","key":"@DIR@\\/client.pem","passphrase":"OldIssued1"},"debug":false}',
    keys: { certificate: 'orca.cert', key: 'orca.key', passphrase: 'orca.passphrase' },
    reader: phpJson,
    changes: { 'orca.passphrase': 'NewIssued2' },
  },
  {
    program: 'an integration in Python, JSON',
    name: 'config.json',
    text: '{"clients": [{"p12": "@DIR@/client.p12", "pass": "OldIssued1", "until": "2026-01-01T00:00:00Z"}, {"pass": "x"}]}',
    keys: { path: 'clients[0].p12', password: 'clients[0].pass', expiry: 'clients[0].until' },
    reader: pythonJson,
    changes: { 'clients[0].pass': 'NewIssued2', 'clients[0].until': '@SECOND@' },
  },
  {
    program: 'an integration in Python, YAML',
    name: 'settings.yaml',
    text: 'orca:\r\n  # 証明書\r\n  cert: @DIR@/client.crt\r\n  key: "@DIR@/client.pem" # 鍵\r\n  password: \'OldIssued1\'\r\n  hosts:\r\n  - a\r\n',
    keys: { certificate: 'orca.cert', key: 'orca.key', passphrase: 'orca.password' },
    reader: pythonYaml,
    changes: { 'orca.password': 'NewIssued2' },
  },
  {
    program: 'an integration in Ruby',
    name: 'orca.yml',
    text: 'default: &default\n  timeout: 5\nproduction:\n  <<: *default\n  p12_path: client.p12\n  p12_password: OldIssued1\n',
    keys: { path: 'production.p12_path', password: 'production.p12_password' },
    reader: rubyYaml,
    changes: { 'production.p12_password': 'NewIssued2' },
  },
  {
    program: 'Spring, properties',
    name: 'application.properties',
    text: '# TLS\nserver.port=8443\nspring.ssl.bundle.jks.orca.keystore.location=file:@DIR@/client.p12\nspring.ssl.bundle.jks.orca.keystore.password=OldIssued1\nname=\\u8A3A\\u7642\n',
    keys: {
      path: 'spring.ssl.bundle.jks.orca.keystore.location',
      password: 'spring.ssl.bundle.jks.orca.keystore.password',
    },
    reader: { available: haveJava, read: javaProperties },
    changes: { 'spring.ssl.bundle.jks.orca.keystore.password': 'NewIssued2' },
  },
  {
    program: 'Spring, YAML',
    name: 'application.yml',
    text: 'server:\n  port: 8443\n  ssl:\n    key-store: "file:@DIR@/client.p12"\n    key-store-type: PKCS12\n    key-store-password: OldIssued1\n',
    keys: { path: 'server.ssl.key-store', password: 'server.ssl.key-store-password' },
    reader: pythonYaml,
    changes: { 'server.ssl.key-store-password': 'NewIssued2' },
  },
];

describe('a program of one’s own', () => {
  for (const { program: title, name, text, keys, reader, changes } of rows) {
    it.skipIf(!reader.available)(
      `${title}: its language reads what is new, and all else as it was`,
      async () => {
        const place = await program(name, text);
        const entry = { kind: 'settings', path: `~/${name}`, keys };
        const { renewed } = certificates;
        const [before] = await reader.read([place.file]);
        expect(states(await place.deploy([entry], renewed))).toStrictEqual(['current']);
        const [after] = await reader.read([place.file]);
        const { notAfter } = renewed.identity.leaf.facts;
        const day = notAfter.toLocaleDateString('sv-SE');
        const second = `${notAfter.toISOString().slice(0, 19)}Z`;
        const wanted = new Map(flat(before));
        for (const [key, value] of Object.entries(changes)) {
          wanted.set(key, value.replace('@DAY@', day).replace('@SECOND@', second));
        }
        expect(flat(after)).toStrictEqual(wanted);
        const used =
          'path' in keys
            ? await fingerprintIn(place.at('client.p12'), 'NewIssued2')
            : await fingerprintOfPair(place, 'NewIssued2');
        expect(used).toBe(renewed.fingerprint);
        // The second time there is nothing to do.
        const [again] = await place.deploy([entry], renewed);
        expect(again).not.toHaveProperty('changes');
      },
    );
  }

  it('without a key for the password the .p12 stays under the one it has, and the settings as they are', async () => {
    const text = '{"p12": "./client.p12"}';
    const place = await program('config.json', text);
    const entry = { kind: 'settings', path: '~/config.json', keys: { path: 'p12' } };
    expect(states(await place.deploy([entry], certificates.renewed))).toStrictEqual(['current']);
    expect(await readFile(place.file, 'utf8')).toBe(text);
    const { fingerprint } = certificates.renewed;
    expect(await fingerprintIn(place.at('client.p12'), 'OldIssued1')).toBe(fingerprint);
  });

  it('goes with settings that have the passphrase of its key, and not with those that have their own', async () => {
    const place = await program('key.json', '{"c": "client.crt", "k": "client.pem", "pass": "x"}');
    const { old, renewed } = certificates;
    await writeFile(place.at('client.pem'), 'no key');
    const key = { certificate: 'c', key: 'k', passphrase: 'pass' };
    const broken = { kind: 'settings', path: '~/key.json', keys: key };
    await writeFile(
      place.at('own.json'),
      '{"p12": "client.p12", "pass": "OldIssued1", "other": "x"}',
    );
    const own = { kind: 'settings', path: '~/own.json', keys: { path: 'p12', password: 'pass' } };
    expect(states(await place.deploy([broken, own], renewed))).toStrictEqual([
      'failed not-a-key',
      'current',
    ]);
    await writeFile(place.at('client.p12'), old.p12);
    await writeFile(
      place.at('own.json'),
      '{"p12": "client.p12", "pass": "OldIssued1", "other": "x"}',
    );
    const both = { ...own, keys: { ...own.keys, passphrase: 'other' } };
    expect(states(await place.deploy([broken, both], renewed))).toStrictEqual([
      'failed not-a-key',
      'behind others-failed',
    ]);
  });

  it('several keys may hold the same', async () => {
    const text = 'A=client.p12\nB="client.p12"\nPASS_A=OldIssued1\nPASS_B="Old$Issued1"\n';
    const place = await program('.env', text);
    const keys = { path: ['A', 'B'], password: ['PASS_A', 'PASS_B'] };
    const entry = { kind: 'settings', path: '~/.env', keys };
    expect(states(await place.deploy([entry], certificates.renewed))).toStrictEqual(['current']);
    expect(await readFile(place.file, 'utf8')).toBe(
      'A=client.p12\nB="client.p12"\nPASS_A=NewIssued2\nPASS_B="NewIssued2"\n',
    );
  });

  it('authorities, where the service has some', async () => {
    const place = await program(
      'config.json',
      '{"ca": "ca.pem", "c": "client.crt", "k": "client.pem"}',
    );
    await writeFile(place.at('ca.pem'), 'old');
    const keys = { certificate: 'c', key: 'k', authorities: 'ca' };
    const ca = certificates.caPem;
    await place.deploy([{ kind: 'settings', path: '~/config.json', keys }], {
      ...certificates.renewed,
      ca,
    });
    expect(await readFile(place.at('ca.pem'))).toStrictEqual(Buffer.from(ca));
    expect(await fingerprintOfPair(place, 'OldIssued1')).toBe(certificates.renewed.fingerprint);
  });

  it.each<readonly [string, string, string, object, string]>([
    [
      'a key that is not there',
      'c.json',
      '{"p12": "client.p12"}',
      { path: 'p12', password: 'pass' },
      'key-not-there',
    ],
    [
      'a nested key that is not there',
      'c.yml',
      'a:\n  p12: client.p12\n',
      { path: 'a.p12', password: 'a.pass' },
      'key-not-there',
    ],
    [
      'a path that is not there',
      'c.json',
      '{"pass": "x"}',
      { path: 'p12', password: 'pass' },
      'key-not-there',
    ],
    [
      'an anchored value',
      'c.yml',
      'p12: client.p12\npass: &x OldIssued1\n',
      { path: 'p12', password: 'pass' },
      'value-not-single-line',
    ],
    [
      'a number',
      'c.json',
      '{"p12": "client.p12", "pass": 1}',
      { path: 'p12', password: 'pass' },
      'value-not-single-line',
    ],
    [
      'a date of a form that is not known',
      'c.json',
      '{"p12": "client.p12", "pass": "", "e": "Nov 22"}',
      { path: 'p12', password: 'pass', expiry: 'e' },
      'expiry-form-unknown',
    ],
    [
      'a file that is cut off',
      'c.json',
      '{"p12": "client.p12"',
      { path: 'p12' },
      'settings-not-readable',
    ],
    ['a file that is not there', 'other.json', '{}', { path: 'p12' }, 'missing'],
    ['a path that is empty', 'c.json', '{"p12": ""}', { path: 'p12' }, 'not-named'],
    ['a path that is no text', 'c.json', '{"p12": 1}', { path: 'p12' }, 'value-not-single-line'],
    [
      'a path that may be two, with neither there',
      '.env',
      'A=no\\ne.p12\n',
      { path: 'A' },
      'path-unclear',
    ],
  ])('refuses %s, and changes nothing', async (_what, name, text, keys, reason) => {
    const place = await program(name === 'other.json' ? 'c.json' : name, text);
    const before = await readFile(place.at('client.p12'));
    const entry = { kind: 'settings', path: `~/${name}`, keys };
    const answer = states(await place.deploy([entry], certificates.renewed));
    expect(answer).toStrictEqual([`failed ${reason}`]);
    expect(await readFile(place.file, 'utf8')).toBe(text);
    expect(await readFile(place.at('client.p12'))).toStrictEqual(before);
  });

  it('what a flat file lacks is added beside its path', async () => {
    const place = await program('app.properties', 'cert.file=@DIR@/client.p12\nz=1\n');
    const keys = { path: 'cert.file', password: 'cert.password' };
    const entry = { kind: 'settings', path: '~/app.properties', keys };
    expect(states(await place.deploy([entry], certificates.renewed))).toStrictEqual(['current']);
    expect(await readFile(place.file, 'utf8')).toBe(
      `cert.file=${place.root}/client.p12\ncert.password=NewIssued2\nz=1\n`,
    );
  });

  it('a path in an .env that readers take differently is the file that is there', async () => {
    const place = await program(
      '.env',
      String.raw`ORCA_CERT_PATH=業務\ 用/client.p12
ORCA_CERT_PASS="Old$Issued1"
`,
    );
    await mkdir(place.at('業務 用'));
    await writeFile(place.at('業務 用', 'client.p12'), certificates.old.p12);
    const entry = {
      kind: 'env-file',
      path: '~/.env',
      pathKey: 'ORCA_CERT_PATH',
      passwordKey: ['ORCA_CERT_PASS'],
    };
    expect(states(await place.deploy([entry], certificates.renewed))).toStrictEqual(['current']);
    const { fingerprint } = certificates.renewed;
    expect(await fingerprintIn(place.at('業務 用', 'client.p12'), 'NewIssued2')).toBe(fingerprint);
    expect(await readFile(place.file, 'utf8')).toBe(
      String.raw`ORCA_CERT_PATH=業務\ 用/client.p12
ORCA_CERT_PASS="NewIssued2"
`,
    );
  });
});

describe('two entries on one file', () => {
  it('each change their own values, and the file is written once', async () => {
    const text =
      '{"a": {"p12": "client.p12", "pass": "OldIssued1"}, "b": {"c": "client.crt", "k": "client.pem", "pass": "OldIssued1", "other": "x"}}';
    const place = await program('config.json', text);
    const path = '~/config.json';
    const entries = [
      { kind: 'settings', path, keys: { path: 'a.p12', password: 'a.pass' } },
      { kind: 'settings', path, keys: { certificate: 'b.c', key: 'b.k', passphrase: 'b.pass' } },
      { kind: 'settings', path, keys: { path: 'a.p12', password: 'b.other' } },
    ];
    const { renewed } = certificates;
    const shown = await place.deploy(entries, renewed, { dryRun: true });
    expect(states(shown)).toStrictEqual(['behind', 'behind', 'behind']);
    expect(states(await place.deploy(entries, renewed))).toStrictEqual([
      'current',
      'current',
      'current',
    ]);
    expect(await readFile(place.file, 'utf8')).toBe(
      text.replaceAll('OldIssued1', 'NewIssued2').replace('"x"', '"NewIssued2"'),
    );
    expect(await fingerprintOfPair(place, 'NewIssued2')).toBe(renewed.fingerprint);
    expect(states(await place.inspect(entries, renewed))).toStrictEqual([
      'current',
      'current',
      'current',
    ]);
  });

  it('that want different things of one key are a conflict', async () => {
    const text = '{"p12": "client.p12", "pass": "x"}';
    const place = await program('config.json', text);
    const path = '~/config.json';
    const entries = [
      { kind: 'settings', path, keys: { path: 'p12', password: 'pass' } },
      { kind: 'settings', path, keys: { path: 'p12' } },
    ];
    const answer = states(await place.deploy(entries, certificates.renewed));
    expect(answer).toContain('failed conflict');
    expect(await readFile(place.file, 'utf8')).toBe(text);
  });
});

const bound = (entry: ConsumerConfiguration) =>
  bindConsumer(entry, {
    effects: { ...nodeEffects({ command: 'test' }), homeDir: '/home/clinic', platform: 'linux' },
    configFile: '/home/clinic/config.json',
  });

describe('two entries', () => {
  it('on one file with other keys are two consumers, whatever the order of their fields', () => {
    const path = '~/c.json';
    const one = bound({ kind: 'settings', path, keys: { path: 'a', password: 'b' } });
    const same = bound({ kind: 'settings', path, keys: { password: ['b'], path: 'a' } });
    const other = bound({ kind: 'settings', path, keys: { path: 'c', password: 'b' } });
    expect(one.place).toBe('/home/clinic/c.json');
    expect(one.id).toMatch(/^[0-9a-f]{16}$/);
    expect(same.id).toBe(one.id);
    expect(other.id).not.toBe(one.id);
  });

  it('an env-file keeps the id that it always had', () => {
    const entry = { kind: 'env-file', path: '/srv/.env', passwordKey: 'A' };
    expect(bound(entry).id).toBe(bound({ ...entry, passwordKey: ['B', 'C'], pathKey: 'D' }).id);
  });

  it('a name that tells no format is a problem of the entry', () => {
    const { consumer } = bound({ kind: 'settings', path: '/etc/app.conf', keys: { path: 'a' } });
    expect(consumer).toMatchObject({ form: 'problem', field: 'format' });
    const said = bound({
      kind: 'settings',
      path: '/etc/app.conf',
      format: 'yaml',
      keys: { path: 'a' },
    });
    expect(said.consumer.form).toBe('files');
  });
});
