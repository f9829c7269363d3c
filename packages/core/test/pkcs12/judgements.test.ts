import { describe, expect, test } from 'vitest';
import { seq, int, nul, octetString, oid } from '../../src/pkcs12/der.ts';
import { sealPkcs12 } from '../../src/pkcs12/seal.ts';
import { Secret } from '../../src/secret.ts';
import {
  certificateBag,
  encryptedSafe,
  keyBag,
  macData,
  pbes2,
  pfx,
  plainSafe,
} from './support/build.ts';
import { sampleIdentity } from './support/identity.ts';
import { judge, verdict } from './support/judge.ts';
import { vectorBytes } from './support/vectors.ts';

const password = new Secret('testpass123');
const identity = await sampleIdentity('p256');
const pkcs8 = Buffer.from(identity.privateKey.reveal(), 'base64');
const modern = vectorBytes('ossl30-default-p256.p12');
const legacy = vectorBytes('ossl30-legacy-p256.p12');

async function verdictOf(bytes: Uint8Array, secret = password): Promise<string> {
  return verdict(await judge(bytes, secret));
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

describe('a damaged file is not a wrong password', () => {
  test.each([
    ['modern', modern],
    ['legacy', legacy],
  ])('%s: a changed MAC, under the right password', async (_, bytes) => {
    const at = Buffer.from(bytes).lastIndexOf(Buffer.from([0x04, bytes === modern ? 32 : 20]));
    expect(await verdictOf(flipped(bytes, at + 5))).toBe('pkcs12-damaged (MAC)');
    expect(await verdictOf(flipped(bytes, at + 5), new Secret('other'))).toBe('password-wrong');
  });

  test('cut off at any length', async () => {
    for (let length = 30; length < modern.length; length += 97) {
      expect(await verdictOf(modern.subarray(0, length))).toMatch(/^pkcs12-damaged/);
    }
  });

  test('other version', async () => {
    expect(await verdictOf(pfx([]).with(4, 4))).toBe('not-a-certificate (unknown)');
  });

  test('ciphertext that is not made of whole blocks', async () => {
    const safe = encryptedSafe(
      pbes2('2.16.840.1.101.3.4.1.42', new Uint8Array(16)),
      Buffer.alloc(17),
    );
    expect(await verdictOf(pfx([safe]))).toBe('pkcs12-damaged (encrypted part)');
  });

  test('what follows the file does not matter', async () => {
    expect(await verdictOf(Buffer.concat([modern, Buffer.from('\r\n')]))).toBe('opened');
  });
});

describe('an unsupported algorithm is named', () => {
  test.each([
    ['2.16.840.1.101.3.4.1.46', 'AES-256-GCM'],
    ['1.2.156.10197.1.104.2', 'SM4-CBC'],
    ['1.2.3.4.5', '1.2.3.4.5'],
  ])('cipher %s', async (id, name) => {
    const safe = encryptedSafe(pbes2(id, new Uint8Array(16)), Buffer.alloc(16));
    expect(await verdictOf(pfx([safe]))).toBe(`pkcs12-unsupported (${name})`);
  });

  test('scheme with MD2', async () => {
    const algorithm = seq(oid('1.2.840.113549.1.5.1'), seq(octetString(Buffer.alloc(8)), int(1)));
    const safe = encryptedSafe(algorithm, Buffer.alloc(16));
    expect(await verdictOf(pfx([safe]))).toBe('pkcs12-unsupported (PBES1 DES-CBC, MD2)');
  });

  test('MAC with a hash of GOST', async () => {
    const file = pfx([plainSafe(keyBag(pkcs8))], macData('1.2.643.7.1.1.2.2', 32, 1));
    expect(await verdictOf(file)).toBe('pkcs12-unsupported (GOST R 34.11-2012 (256))');
  });

  test('integrity by a signature instead of a password', async () => {
    const signed = seq(int(3), seq(oid('1.2.840.113549.1.7.2'), nul()));
    expect(await verdictOf(signed)).toMatch(/^pkcs12-unsupported \(signedData/);
  });
});

describe('what holds no identity is named', () => {
  const leaf = certificateBag(identity.leaf.der);

  test.each([
    ['nothing', pfx([]), 'not-a-certificate (empty)'],
    ['certificates', pfx([plainSafe(leaf)]), 'not-a-certificate (certificate only)'],
    ['a key', pfx([plainSafe(keyBag(pkcs8))]), 'not-a-certificate (key only)'],
    ['both', pfx([plainSafe(leaf, keyBag(pkcs8))]), 'opened'],
  ])('%s', async (_, file, expected) => {
    expect(await verdictOf(file)).toBe(expected);
  });

  test('a key and a certificate that do not belong together', async () => {
    const other = certificateBag((await sampleIdentity('rsa2048')).leaf.der);
    const file = pfx([plainSafe(other, keyBag(pkcs8))]);
    expect(await verdictOf(file)).toBe('not-a-certificate (key without its certificate)');
  });

  test('a bag that nobody knows does no harm', async () => {
    const unknown = seq(oid('1.2.840.113549.1.12.10.1.4'), seq(nul()).with(0, 0xa0));
    expect(await verdictOf(pfx([plainSafe(unknown, leaf, keyBag(pkcs8))]))).toBe('opened');
  });
});

test('errors name the path that was given', async () => {
  const { openPkcs12 } = await import('../../src/pkcs12/open.ts');
  const opening = openPkcs12(modern, new Secret('x'), { path: 'a.p12' });
  await expect(opening).rejects.toMatchObject({
    code: 'password-wrong',
    details: { path: 'a.p12' },
  });
});

test('without a MAC the parts decide', async () => {
  const nomac = vectorBytes('ossl30-legacy-nomac.p12');
  expect(await verdictOf(nomac, new Secret('wrong'))).toBe('password-wrong');
  expect((await judge(nomac, password)).opened?.notes).toEqual(['no-mac']);
});

test('a sealed file with another password says so in both formats', async () => {
  for (const format of ['modern', 'compatible'] as const) {
    const bytes = await sealPkcs12(identity, new Secret('one'), { format, iterations: 100 });
    expect(await verdictOf(bytes, new Secret('two'))).toBe('password-wrong');
    expect(await verdictOf(bytes, new Secret('one'))).toBe('opened');
  }
});
