import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe as always, expect, it, vi } from 'vitest';
import { besidesOf } from '../../src/consumers/opened.ts';
import { openPkcs12 } from '../../src/pkcs12/open.ts';
import { sealPkcs12 } from '../../src/pkcs12/seal.ts';
import type { Pieces } from '../../src/pkcs12/types.ts';
import { Secret } from '../../src/secret.ts';
import { haveCounterparts } from '../support/counterparts.ts';
import { type Certificates, makeCertificates } from './support/certificates.ts';
import { makePlace, states, type Place } from './support/place.ts';

const describe = haveCounterparts('openssl', 'keytool') ? always : always.skip;

// Java starts slowly on machines that are busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const path = '~/keys/all.p12';
const storePassword = 'Keystore1';

let certificates: Certificates;
/** Ours, another client's that expires later, an authority that is trusted, and a secret key. */
let keystore: Uint8Array;
beforeAll(async () => {
  certificates = await makeCertificates();
  const folder = await mkdtemp(join(tmpdir(), 'keystore-'));
  keystore = await makeKeystore(folder, certificates);
  await rm(folder, { recursive: true });
});
afterAll(() => certificates.close());

function keytool(folder: string, ...args: readonly string[]): string {
  const english = ['-J-Duser.language=en', '-J-XX:TieredStopAtLevel=1'];
  const { status, stdout, stderr } = spawnSync('keytool', [...args, ...english], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`keytool ${args[0]}: ${stdout}${stderr}`);
  return stdout;
}

async function makeKeystore(folder: string, { old, caPem }: Certificates): Promise<Uint8Array> {
  await writeFile(`${folder}/old.p12`, await old.sealedBy(storePassword, '-name', 'orca'));
  await writeFile(`${folder}/ca.pem`, caPem);
  const to = ['-keystore', 'all.p12', '-storetype', 'PKCS12', '-storepass', storePassword];
  const key = ['-keyalg', 'EC', '-groupname', 'secp256r1', '-validity', '3000'];
  keytool(
    folder,
    '-genkeypair',
    ...to,
    ...key,
    '-alias',
    'other',
    '-dname',
    'CN=client002, O=Other',
  );
  const from = [
    '-srckeystore',
    'old.p12',
    '-srcstoretype',
    'PKCS12',
    '-srcstorepass',
    storePassword,
  ];
  const into = [
    '-destkeystore',
    'all.p12',
    '-deststoretype',
    'PKCS12',
    '-deststorepass',
    storePassword,
  ];
  keytool(folder, '-importkeystore', ...from, ...into, '-noprompt');
  keytool(folder, '-importcert', ...to, '-alias', 'root', '-file', 'ca.pem', '-noprompt');
  keytool(folder, '-genseckey', ...to, '-alias', 'session', '-keyalg', 'AES', '-keysize', '256');
  return new Uint8Array(await readFile(`${folder}/all.p12`));
}

async function placed(bytes: Uint8Array): Promise<Place> {
  const place = await makePlace(certificates.old, certificates.renewed);
  await mkdir(place.at('keys'));
  await writeFile(place.at('keys', 'all.p12'), bytes);
  await mkdir(place.at('store', 'clinic-a', 'consumers'), { recursive: true });
  return place;
}

const given = { passwords: [new Secret(storePassword)], keyPassword: null };

/** What Java finds: `alias type SHA-256`, the first certificate of each; no time, no salt. */
function entriesIn(place: Place, password: string): readonly string[] {
  const listed = keytool(
    place.at('keys'),
    ...['-list', '-v', '-keystore', 'all.p12', '-storetype', 'PKCS12', '-storepass', password],
  );
  return listed
    .split(/^Alias name: /m)
    .slice(1)
    .map((entry) => {
      const alias = /^.*/.exec(entry)?.[0] ?? '';
      const type = /Entry type: (\w+)/.exec(entry)?.[1] ?? '';
      const sha = /SHA256: ([0-9A-F:]+)/.exec(entry)?.[1]?.replaceAll(':', '').toLowerCase() ?? '';
      return `${alias} ${type} ${sha}`.trim();
    })
    .toSorted();
}

async function openKeystore(place: Place, password: Secret) {
  const { identity, others, pieces } = await openPkcs12(
    await readFile(place.at('keys', 'all.p12')),
    password,
  );
  return { all: [identity, ...others], pieces };
}

async function fingerprints(place: Place, password: Secret): Promise<readonly string[]> {
  const { all } = await openKeystore(place, password);
  return all.map(({ leaf }) => leaf.facts.fingerprintSha256);
}

const password = new Secret(storePassword);
const entry = { kind: 'pkcs12', path } as const;
const light = { format: 'modern', iterations: 1000 } as const;
const nothing: Pieces = { keys: [], certificates: [], locked: [], unknown: [] };

/** The keystore's other client. */
async function otherClient() {
  const opened = await openPkcs12(keystore, password);
  const other = [opened.identity, ...opened.others].find(
    ({ leaf }) => leaf.facts.commonName === 'client002',
  );
  if (other === undefined) throw new Error('client002');
  return { opened, other: { ...other, friendlyName: 'other' } };
}

describe('a keystore with several entries', () => {
  it('keeps those of others, what is trusted, and secret keys', async () => {
    const { old, renewed } = certificates;
    const place = await placed(keystore);
    const before = entriesIn(place, storePassword);
    expect(before).toHaveLength(4);
    expect(states(await place.deploy([entry], renewed, { given }))).toStrictEqual(['current']);
    const after = before.map((one) => one.replace(old.fingerprint, renewed.fingerprint));
    expect(after).not.toStrictEqual(before);
    expect(entriesIn(place, storePassword)).toStrictEqual(after);
    const bytes = await readFile(place.at('keys', 'all.p12'));
    expect(states(await place.deploy([entry], renewed))).toStrictEqual(['current']);
    expect(await readFile(place.at('keys', 'all.p12'))).toStrictEqual(bytes);
  });

  it('goes under the issued password with all its keys, or stays as it is', async () => {
    const { old, renewed } = certificates;
    const issued = { ...entry, password: 'issued' };
    const place = await placed(keystore);
    // The secret key would stay under the password that it has.
    expect(states(await place.deploy([issued], renewed, { given }))).toStrictEqual([
      'failed others-under-own-password',
    ]);
    expect(await readFile(place.at('keys', 'all.p12'))).toStrictEqual(Buffer.from(keystore));

    const { opened, other } = await otherClient();
    const besides = besidesOf(opened, other, other) ?? nothing;
    await writeFile(
      place.at('keys', 'all.p12'),
      await sealPkcs12(other, password, { ...light, besides: { ...besides, locked: [] } }),
    );
    const before = await fingerprints(place, password);
    expect(states(await place.deploy([issued], renewed, { given }))).toStrictEqual(['current']);
    expect((await fingerprints(place, renewed.password)).toSorted()).toStrictEqual(
      before.map((one) => (one === old.fingerprint ? renewed.fingerprint : one)).toSorted(),
    );
    const listed = entriesIn(place, renewed.password.reveal());
    expect(listed.map((one) => one.split(' ')[0])).toStrictEqual(['orca', 'other', 'root']);
  });

  it('in which no entry is ours is another client’s file', async () => {
    const { other } = await otherClient();
    const bytes = await sealPkcs12(other, password, light);
    const place = await placed(bytes);
    const subjects = new Set([certificates.old.identity.leaf.facts.subject]);
    const isOwn = (subject: string) => subjects.has(subject);
    expect(
      states(await place.deploy([entry], certificates.renewed, { given, isOwn })),
    ).toStrictEqual(['failed not-this-certificate']);
    expect(await readFile(place.at('keys', 'all.p12'))).toStrictEqual(Buffer.from(bytes));
  });

  it('has the old one beside the renewed one: the later is replaced, none goes', async () => {
    const { old, renewed } = certificates;
    const { opened, other } = await otherClient();
    const besides = besidesOf(opened, other, other) ?? nothing;
    const place = await placed(keystore);
    const both = { ...renewed.identity, friendlyName: 'new' };
    await writeFile(
      place.at('keys', 'all.p12'),
      await sealPkcs12(both, password, { ...light, besides }),
    );
    expect((await fingerprints(place, password)).toSorted()).toStrictEqual(
      [old.fingerprint, renewed.fingerprint].toSorted(),
    );
    expect(states(await place.deploy([entry], renewed, { given }))).toStrictEqual(['current']);
    expect(states(await place.deploy([entry], old, { given }))).toStrictEqual([
      'failed later-certificate',
    ]);
  });

  it('under two passwords: a key that nobody has told stays as it is', async () => {
    const { old, renewed } = certificates;
    const { opened, other } = await otherClient();
    const bytes = await sealPkcs12(other, password, {
      ...light,
      keyPassword: new Secret('Apart1'),
      besides: besidesOf(opened, other, other) ?? nothing,
    });
    const place = await placed(bytes);
    expect(await fingerprints(place, password)).toStrictEqual([old.fingerprint]);
    expect(states(await place.deploy([entry], renewed, { given }))).toStrictEqual(['current']);
    const now = await openPkcs12(await readFile(place.at('keys', 'all.p12')), password, {
      keyPassword: () => Promise.resolve(new Secret('Apart1')),
    });
    const found = [now.identity, ...now.others].map(({ leaf }) => leaf.facts.fingerprintSha256);
    expect(found.toSorted()).toStrictEqual(
      [renewed.fingerprint, other.leaf.facts.fingerprintSha256].toSorted(),
    );
  });
});
