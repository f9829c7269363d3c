import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { int, nul, octetString, oid, seq } from '../../src/pkcs12/der.ts';
import { encrypt } from '../../src/pkcs12/encryption.ts';
import { derive } from '../../src/pkcs12/kdf.ts';
import { openPkcs12 } from '../../src/pkcs12/open.ts';
import { passwordForm } from '../../src/pkcs12/password.ts';
import { Secret } from '../../src/secret.ts';
import {
  certificateBag,
  encryptedSafe,
  keyBag,
  pfx,
  plainSafe,
  shroudedKeyBag,
} from './support/build.ts';
import { clientCertificate, clientKey } from './support/client.ts';

const fixed = (size: number): Uint8Array => new Uint8Array(size).fill(7);

async function under(password: string, plain: Uint8Array) {
  return encrypt(plain, passwordForm(password), {
    format: 'modern',
    iterations: 10,
    randomBytes: fixed,
  });
}

async function shrouded(password: string): Promise<Uint8Array> {
  const { algorithm, ciphertext } = await under(password, clientKey);
  return shroudedKeyBag(seq(algorithm, octetString(ciphertext)));
}

async function certificates(password: string): Promise<Uint8Array> {
  const { algorithm, ciphertext } = await under(password, seq(certificateBag(clientCertificate)));
  return encryptedSafe(algorithm, ciphertext);
}

/** RFC 7292, 4: MacData over the safes, with SHA-256. */
async function sealed(password: string, safes: readonly Uint8Array[]): Promise<Uint8Array> {
  const salt = fixed(8);
  const key = await derive(
    { kind: 'pkcs12', hash: 'sha256', salt, iterations: 10, purpose: 3, length: 32 },
    passwordForm(password),
  );
  const digest = createHmac('sha256', key)
    .update(seq(...safes))
    .digest();
  const info = seq(seq(oid('2.16.840.1.101.3.4.2.1'), nul()), octetString(digest));
  return pfx(safes, seq(info, octetString(salt), int(10)));
}

async function opened(bytes: Uint8Array, password: string, key?: string): Promise<unknown> {
  const keyPassword = key === undefined ? {} : { keyPassword: async () => new Secret(key) };
  try {
    const { identity, keyApart, notes } = await openPkcs12(
      bytes,
      new Secret(password),
      keyPassword,
    );
    return [identity.leaf.facts.commonName, keyApart, notes];
  } catch (error) {
    return error instanceof Error && 'details' in error ? [error.message, error.details] : error;
  }
}

describe('a key under another password than its file, as Java writes it', () => {
  test.each([true, false])('with a MAC: %s', async (mac) => {
    const safes = [await certificates('file'), plainSafe(await shrouded('own'))];
    const bytes = mac ? await sealed('file', safes) : pfx(safes);
    const notes = mac ? [] : ['no-mac'];
    expect(await opened(bytes, 'file')).toEqual([expect.anything(), { of: 'key' }]);
    expect(await opened(bytes, 'file', 'other')).toEqual([expect.anything(), { of: 'key-given' }]);
    expect(await opened(bytes, 'file', 'own')).toEqual(['client001', true, notes]);
    expect(await opened(bytes, 'file\n', 'own\n')).toEqual([
      'client001',
      true,
      ['password-line-end-dropped', ...notes],
    ]);
    expect(await opened(bytes, 'own', 'own')).toEqual([expect.anything(), {}]);
  });

  test('beside one that opens, it is left alone, and that is said', async () => {
    const safes = [
      await certificates('file'),
      plainSafe(await shrouded('own'), await shrouded('file')),
    ];
    const bytes = await sealed('file', safes);
    expect(await opened(bytes, 'file')).toEqual(['client001', false, ['key-locked']]);
  });
});

test('a stated key length is no matter where the cipher has its own: NSS of 2017 states 288', async () => {
  const salt = fixed(16);
  const iv = fixed(16);
  // The reference: PBKDF2 of Node, and the length that AES-128 has.
  const key = pbkdf2Sync('pw', salt, 10, 16, 'sha256');
  const cipher = createCipheriv('aes-128-cbc', key, iv);
  const plain = seq(certificateBag(clientCertificate), keyBag(clientKey));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  const prf = seq(oid('1.2.840.113549.2.9'), nul());
  const kdf = seq(oid('1.2.840.113549.1.5.12'), seq(octetString(salt), int(10), int(288), prf));
  const aes = seq(oid('2.16.840.1.101.3.4.1.2'), octetString(iv));
  const algorithm = seq(oid('1.2.840.113549.1.5.13'), seq(kdf, aes));
  const bytes = await sealed('pw', [encryptedSafe(algorithm, ciphertext)]);
  expect(await opened(bytes, 'pw')).toEqual(['client001', false, []]);
});

test('bytes behind the file are said, blanks and line ends are not', async () => {
  const bytes = await sealed('pw', [
    plainSafe(certificateBag(clientCertificate), keyBag(clientKey)),
  ]);
  const behind = (text: string) => opened(Buffer.concat([bytes, Buffer.from(text)]), 'pw');
  expect(await behind('\r\n')).toEqual(['client001', false, ['unencrypted-key']]);
  expect(await behind('payload')).toEqual([
    'client001',
    false,
    ['unencrypted-key', 'trailing-bytes'],
  ]);
});
