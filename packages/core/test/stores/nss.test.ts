import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe as always, expect, it, vi } from 'vitest';
import { haveCounterparts } from '../support/counterparts.ts';
import { forgetImport, removeImported, startImport } from '../../src/stores/import-certificate.ts';
import { isImported } from './support/is-imported.ts';
import {
  chromeDatabase,
  importIntoNss,
  listNss,
  nicknamesIn,
} from '../../src/stores/nss-database.ts';
import { storedLike } from '../../src/consumers/stored-like.ts';
import { findOldUses } from '../../src/detection/who-uses-old.ts';
import {
  type Certificates,
  type Issued,
  makeCertificates,
} from '../consumers/support/certificates.ts';
import {
  makePlace as makePlaceHere,
  placeIn,
  states,
  type Place,
} from '../consumers/support/place.ts';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const describe = haveCounterparts('openssl', 'certutil', 'pk12util') ? always : always.skip;

// Real files, keys and programs, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const run = promisify(execFile);
let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates('rsa');
});
afterAll(() => certificates.close());

const entry = { kind: 'nss' };

/** Nothing of this machine's environment says where databases lie. */
async function makePlace(...versions: readonly Issued[]): Promise<Place> {
  const { root } = await makePlaceHere(...versions);
  return placeIn(root, { env: { PATH: process.env['PATH'] } });
}

/** A folder there that may not be looked at, as another user's. */
function forbidding(place: Place, ...parts: readonly string[]): Place {
  const { files } = place.effects;
  const forbidden = place.at(...parts);
  return placeIn(place.root, {
    env: place.effects.env,
    files: {
      ...files,
      status: async (path) => {
        if (!path.startsWith(`${forbidden}/`)) return files.status(path);
        throw Object.assign(new Error('EACCES'), { code: 'EACCES', path });
      },
    },
  });
}

describe('an NSS database', () => {
  it('is made, gets certificate and key, and is not filled twice', async () => {
    const { old, renewed } = certificates;
    const place = await makePlace(old, renewed);
    expect(states(await place.inspect([entry], renewed))).toStrictEqual(['behind']);
    expect(states(await place.deploy([entry], old))).toStrictEqual(['current']);
    expect(states(await place.deploy([entry], renewed))).toStrictEqual(['current']);
    const listed = await listNss(place.effects, await chromeDatabase(place.effects));
    const clients = listed.filter(({ hasKey }) => hasKey).map((one) => one.fingerprintSha256);
    expect(new Set(clients)).toStrictEqual(new Set([old.fingerprint, renewed.fingerprint]));
    const again = await place.deploy([entry], renewed);
    expect(again[0]).not.toHaveProperty('output');
    const folder = place.at('.local', 'share', 'pki', 'nssdb');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    // With it Chromium would leave the other one, and all that the user has in it.
    expect(await readdir(place.root)).not.toContain('.pki');
  });

  it.each([
    [['.pki/nssdb'], '.pki/nssdb'],
    [['.local/share/pki/nssdb'], '.local/share/pki/nssdb'],
    [['.pki/nssdb', '.local/share/pki/nssdb'], '.pki/nssdb'],
    [[], '.local/share/pki/nssdb'],
    [['snap/chromium/current'], 'snap/chromium/current/.local/share/pki/nssdb'],
    [['snap/chromium/current/.pki/nssdb'], 'snap/chromium/current/.pki/nssdb'],
    [['snap/chromium/current', '.pki/nssdb'], '.pki/nssdb'],
  ])('with %j is %s', async (there, wanted) => {
    const place = await makePlace();
    for (const folder of there) await mkdir(place.at(folder), { recursive: true });
    expect((await chromeDatabase(place.effects)).folder).toBe(place.at(wanted));
  });

  it('lies where XDG_DATA_HOME says, which has to be absolute', async () => {
    const place = await makePlace();
    const env = (value: string) => ({ ...place.effects, env: { XDG_DATA_HOME: value } });
    const folder = async (value: string) => (await chromeDatabase(env(value))).folder;
    expect(await folder(place.at('data'))).toBe(place.at('data', 'pki', 'nssdb'));
    expect(await folder('data')).toBe(place.at('.local', 'share', 'pki', 'nssdb'));
  });

  it('that may not be looked at stops nobody, and is named where it is asked for', async () => {
    const { old, renewed } = certificates;
    const place = await makePlace(old, renewed);
    const question = (effects: Place['effects']) => ({
      effects,
      certificate: { name: 'clinic-a', consumers: [entry] },
      configFile: place.at('config.json'),
      ownFolder: place.certificateFolder,
    });
    const elsewhere = forbidding(place, '.pki');
    const { leaf } = old.identity;
    expect(await storedLike(question(elsewhere.effects), leaf)).toStrictEqual([]);
    expect(states(await elsewhere.deploy([entry], renewed))).toStrictEqual(['current']);
    const nowhere = forbidding(place, '.local');
    expect(await storedLike(question(nowhere.effects), leaf)).toStrictEqual([]);
    const path = place.at('.local', 'share', 'pki', 'nssdb');
    const details = { kind: 'nss', path, reason: 'no-permission' };
    const look = isImported(nowhere.effects, renewed.fingerprint);
    await expect(look).rejects.toMatchObject({ code: 'consumer-failed', details });
    // What was done before is believed; a new certificate is told as failed, and nothing is thrown.
    expect(states(await nowhere.deploy([entry], renewed))).toStrictEqual(['current']);
    expect(states(await nowhere.deploy([entry], old))).toStrictEqual(['failed no-permission']);
    expect(states(await nowhere.inspect([entry], renewed))).toStrictEqual(['behind no-permission']);
  });

  it('is looked at, not remembered: a certificate that was removed comes back', async () => {
    const { renewed } = certificates;
    const place = await makePlace(renewed);
    await place.deploy([entry], renewed);
    const { fingerprint, identity } = renewed;
    await removeImported(place.effects, { fingerprintSha256: fingerprint, der: identity.leaf.der });
    expect(await isImported(place.effects, fingerprint)).toBe(false);
    expect(states(await place.deploy([entry], renewed))).toStrictEqual(['current']);
    expect(await isImported(place.effects, fingerprint)).toBe(true);
  });

  it('loses the old one only, though both have one name', async () => {
    const { old, renewed } = certificates;
    const place = await makePlace(old, renewed);
    await place.deploy([entry], old);
    await place.deploy([entry], renewed);
    const question = {
      effects: place.effects,
      certificate: { name: 'clinic-a', consumers: [entry] },
      configFile: place.at('config.json'),
      store: place.store,
      certificateFolder: place.certificateFolder,
      current: renewed.fingerprint,
      oldFingerprints: new Set([old.fingerprint]),
      stores: true,
    };
    const path = place.at('.local', 'share', 'pki', 'nssdb');
    expect(await findOldUses(question)).toStrictEqual([
      { path, how: 'store', found: old.fingerprint },
    ]);
    await removeImported(place.effects, {
      fingerprintSha256: old.fingerprint,
      der: old.identity.leaf.der,
    });
    expect(await findOldUses(question)).toStrictEqual([]);
    expect(await isImported(place.effects, renewed.fingerprint)).toBe(true);
  });

  it('with a password of its own takes it from a file', async () => {
    const { renewed } = certificates;
    const place = await makePlace(renewed);
    await mkdir(place.at('profile'));
    await writeFile(place.at('db-password'), 'secret-of-db\n', { mode: 0o600 });
    const d = `sql:${place.at('profile')}`;
    await run('certutil', ['-N', '-d', d, '-f', place.at('db-password')]);
    const firefox = { kind: 'nss', path: '~/profile', passwordFile: '~/db-password' };
    expect(states(await place.deploy([firefox], renewed))).toStrictEqual(['current']);
  });

  it('of a folder that is none is not invented', async () => {
    const { renewed } = certificates;
    const place = await makePlace(renewed);
    const wrong = { kind: 'nss', path: '~/typing-mistake' };
    const [status] = await place.deploy([wrong], renewed);
    expect(status?.state).toBe('failed');
    expect(await readdir(place.root)).not.toContain('typing-mistake');
  });

  it('gets no password as an argument', async () => {
    const { renewed } = certificates;
    const place = await makePlace(renewed);
    const seen: (readonly string[])[] = [];
    const effects = {
      ...place.effects,
      run: (call: Parameters<typeof place.effects.run>[0]) => {
        seen.push(call.args);
        return place.effects.run(call);
      },
    };
    const started = await startImport({
      effects,
      material: renewed,
      ownFolder: place.certificateFolder,
    });
    expect(started).toMatchObject({ route: 'nss', asksForPassword: false });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.flat().join(' ')).not.toContain('NewIssued2');
    expect(await isImported(place.effects, renewed.fingerprint)).toBe(true);
    expect(await readdir(place.certificateFolder)).not.toContain('import');
    await forgetImport({ effects, ownFolder: place.certificateFolder });
  });

  it('reads nicknames with blanks, and passes over the heading', () => {
    const output =
      '\nCertificate Nickname                 Trust Attributes\n' +
      '                                     SSL,S/MIME,JAR/XPI\n\n' +
      'client 001                           u,u,u\nclient 001                           ,,   \nca  CT,C,C\n';
    expect(nicknamesIn(output)).toStrictEqual(['client 001', 'ca']);
  });

  it('says when the tool is missing', async () => {
    const { renewed } = certificates;
    const place = await makePlace(renewed);
    const files = { ...place.effects.files, realPath: () => Promise.reject(new Error('none')) };
    const effects = { ...place.effects, files };
    const call = importIntoNss(effects, await chromeDatabase(effects), {
      p12File: 'x.p12',
      passwordFile: 'password',
    });
    await expect(call).rejects.toMatchObject({ code: 'tool-missing' });
    await expect(readFile(place.at('x'))).rejects.toThrow('ENOENT');
  });
});
