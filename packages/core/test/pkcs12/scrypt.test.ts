import { createCipheriv, scryptSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { octetString, seq } from '../../src/pkcs12/der.ts';
import { openPkcs12 } from '../../src/pkcs12/open.ts';
import { Secret } from '../../src/secret.ts';
import { certificateBag, pfx, plainSafe, scryptPbes2, shroudedKeyBag } from './support/build.ts';
import { sampleIdentity } from './support/identity.ts';
import { publicKeySha256, judge, verdict } from './support/judge.ts';

test.each([
  [16_384, 8, 1],
  [1024, 8, 4],
])('a key under scrypt (RFC 7914) with N %d, r %d, p %d', async (N, r, p) => {
  const identity = await sampleIdentity('p256');
  const key = scryptSync('パスワード', Buffer.alloc(8), 32, { N, r, p });
  const cipher = createCipheriv('aes-256-cbc', key, Buffer.alloc(16));
  const pkcs8 = Buffer.from(identity.privateKey.reveal(), 'base64');
  const ciphertext = Buffer.concat([cipher.update(pkcs8), cipher.final()]);
  const bag = shroudedKeyBag(seq(scryptPbes2(N, r, p), octetString(ciphertext)));
  const file = pfx([plainSafe(bag, certificateBag(identity.leaf.der))]);
  const opened = await openPkcs12(file, new Secret('パスワード'));
  expect(publicKeySha256(opened.identity)).toBe(publicKeySha256(identity));
  expect(opened.encryption).toContainEqual({
    for: 'key',
    algorithm: 'PBES2 AES-256-CBC, scrypt',
    iterations: N,
  });
  expect(verdict(await judge(file, new Secret('other')))).toBe('password-wrong');
});
