import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe as always, expect, it, vi } from 'vitest';
import { haveCounterparts } from '../../support/counterparts.ts';
import { openPkcs12 } from '../../../src/pkcs12/open.ts';
import { Secret } from '../../../src/secret.ts';
import { type Certificates, makeCertificates } from '../support/certificates.ts';
import { makePlace, states } from '../support/place.ts';

const describe = haveCounterparts('openssl') ? always : always.skip;

// Real files, keys and programs, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.close());

const entry = { kind: 'pkcs12', path: '~/証明書/client.p12' } as const;

async function placed(bytes: Uint8Array, mode = 0o640) {
  const place = await makePlace(certificates.old, certificates.renewed);
  await mkdir(place.at('証明書'));
  const file = place.at('証明書', 'client.p12');
  await writeFile(file, bytes);
  await chmod(file, mode);
  return { place, file };
}

describe('a .p12 that is kept up to date where it lies', () => {
  it('keeps its password and format, its rights, and the file it was', async () => {
    const { old, renewed } = certificates;
    const { place, file } = await placed(old.p12);

    expect(states(await place.inspect([entry], renewed))).toStrictEqual(['behind']);
    expect(states(await place.deploy([entry], renewed))).toStrictEqual(['current']);

    const now = await openPkcs12(await readFile(file), old.password);
    expect(now.identity.leaf.facts.fingerprintSha256).toBe(renewed.fingerprint);
    expect(now.encryption.every(({ algorithm }) => algorithm.startsWith('PBES2'))).toBe(true);
    expect((await stat(file)).mode & 0o777).toBe(0o640);
    const names = await readdir(place.at('証明書'));
    expect(names).toHaveLength(2);
    const kept = names.find((name) => /^client\.p12\.old-\d{8}$/.test(name)) ?? '';
    expect(await readFile(place.at('証明書', kept))).toStrictEqual(Buffer.from(old.p12));
    expect((await stat(place.at('証明書', kept))).mode & 0o777).toBe(0o640);
    expect(states(await place.inspect([entry], renewed))).toStrictEqual(['current']);
  });

  it.each([
    ['the password it has', 'keep'],
    ['the one that was issued', 'issued'],
  ] as const)('keeps the name in it, which Java asks by, under %s', async (_, password) => {
    const { old, renewed } = certificates;
    const { place, file } = await placed(await old.sealedBy('OldIssued1', '-name', 'user'));
    await place.deploy([{ ...entry, password }], renewed);
    const secret = password === 'keep' ? old.password : renewed.password;
    const now = await openPkcs12(await readFile(file), secret);
    expect(now.identity.friendlyName).toBe('user');
    expect(now.identity.leaf.facts.fingerprintSha256).toBe(renewed.fingerprint);
  });

  it.each(['modern', 'compatible', 'same'])(
    'keeps that name in the format %s, and none where there is none',
    async (format) => {
      const { old, renewed } = certificates;
      const nameIn = async (file: string) =>
        (await openPkcs12(await readFile(file), old.password)).identity.friendlyName;
      const named = await placed(await old.sealedBy('OldIssued1', '-name', '本番 キー'));
      await named.place.deploy([{ ...entry, format }], renewed);
      expect(await nameIn(named.file)).toBe('本番 キー');
      const { sealPkcs12 } = await import('../../../src/pkcs12/seal.ts');
      const identity = { ...old.identity, friendlyName: null };
      const bare = await placed(await sealPkcs12(identity, old.password, { format: 'modern' }));
      await bare.place.deploy([{ ...entry, format }], renewed);
      expect(await nameIn(bare.file)).toBeNull();
    },
  );

  it('keeps the name of an .env file’s .p12, too', async () => {
    const { old, renewed } = certificates;
    const { place, file } = await placed(await old.sealedBy('OldIssued1', '-name', 'user'));
    await writeFile(place.at('.env'), `P12=${file}\nPASS=OldIssued1\n`);
    const env = { kind: 'env-file', path: '~/.env', pathKey: 'P12', passwordKey: 'PASS' };
    expect(states(await place.deploy([env], renewed))).toStrictEqual(['current']);
    const now = await openPkcs12(await readFile(file), renewed.password);
    expect(now.identity.friendlyName).toBe('user');
  });

  it('does nothing the second time', async () => {
    const { old, renewed } = certificates;
    const { place, file } = await placed(old.p12);
    await place.deploy([entry], renewed);
    const before = await readFile(file);
    expect(states(await place.deploy([entry], renewed))).toStrictEqual(['current']);
    expect(await readFile(file)).toStrictEqual(before);
    expect(await readdir(place.at('証明書'))).toHaveLength(2);
  });

  it('remembers a password that is in no version any more', async () => {
    const { old, renewed } = certificates;
    const { place, file } = await placed(await old.sealedBy('theirs'));
    expect(states(await place.deploy([entry], renewed))).toStrictEqual(['failed password-unknown']);
    await writeFile(file, old.p12);
    await place.deploy([entry], renewed);
    const { rm } = await import('node:fs/promises');
    await rm(place.at('store', 'clinic-a', 'versions'), { recursive: true });
    expect(states(await place.deploy([entry], old, { allowEarlier: true }))).toStrictEqual([
      'current',
    ]);
    const back = await openPkcs12(await readFile(file), old.password);
    expect(back.identity.leaf.facts.fingerprintSha256).toBe(old.fingerprint);
  });

  it('writes the issued bytes themselves with password issued', async () => {
    const { old, renewed } = certificates;
    const { place, file } = await placed(old.p12);
    await place.deploy([{ ...entry, password: 'issued' }], renewed);
    expect(await readFile(file)).toStrictEqual(Buffer.from(renewed.p12));
  });

  it('makes 3DES of RC2-40 and never goes from modern to compatible by itself', async () => {
    const { old, renewed } = certificates;
    const legacy = await old.sealedBy('OldIssued1', '-legacy');
    const { place, file } = await placed(legacy);
    await place.deploy([entry], renewed);
    const now = await openPkcs12(await readFile(file), old.password);
    expect(now.encryption.map(({ algorithm }) => algorithm).join()).not.toMatch(/RC2|AES/);
    expect(now.encryption.every(({ algorithm }) => algorithm.includes('3DES'))).toBe(true);
  });

  it('has no fewer iterations than before', async () => {
    const { old, renewed } = certificates;
    const { place, file } = await placed(await old.sealedBy('OldIssued1', '-iter', '150000'));
    await place.deploy([entry], renewed);
    const now = await openPkcs12(await readFile(file), old.password);
    expect(now.encryption.every(({ iterations }) => iterations >= 150_000)).toBe(true);
  });

  it('never replaces a later certificate by an earlier one, unless told', async () => {
    const { old, renewed } = certificates;
    const { place, file } = await placed(renewed.p12);
    expect(states(await place.deploy([entry], old))).toStrictEqual(['failed later-certificate']);
    expect(await readFile(file)).toStrictEqual(Buffer.from(renewed.p12));
    expect(states(await place.deploy([entry], old, { allowEarlier: true }))).toStrictEqual([
      'current',
    ]);
  });

  it('does not follow a symbolic link', async () => {
    const { old, renewed } = certificates;
    const { place, file } = await placed(old.p12);
    await symlink(file, place.at('link.p12'));
    const linked = { kind: 'pkcs12', path: '~/link.p12' };
    expect(states(await place.deploy([linked], renewed))).toStrictEqual(['failed symbolic-link']);
    expect(await readFile(file)).toStrictEqual(Buffer.from(old.p12));
  });

  it('refuses unknown fields and what is not a PKCS#12', async () => {
    const { renewed } = certificates;
    const { place } = await placed(Buffer.from('hello'));
    const statuses = await place.deploy([{ ...entry, passwort: 'keep' }, entry], renewed);
    expect(states(statuses)).toStrictEqual(['failed field-invalid', 'failed not-a-pkcs12']);
    expect(statuses[0]?.error?.at).toContain('passwort');
  });

  it('changes nothing in a dry run and says what it would', async () => {
    const { old, renewed } = certificates;
    const { place, file } = await placed(old.p12);
    const [status] = await place.deploy([entry], renewed, { dryRun: true });
    expect(status).toMatchObject({ state: 'behind', changes: [{ path: file, what: 'replace' }] });
    expect(await readdir(place.at('証明書'))).toStrictEqual(['client.p12']);
    expect(JSON.stringify(status)).not.toContain(new Secret('OldIssued1').reveal());
  });
});
