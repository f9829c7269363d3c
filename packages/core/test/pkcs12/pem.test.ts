import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { encryptedKeyPem, identityToPem } from '../../src/pkcs12/pem.ts';
import { readPemOrDer } from '../../src/pkcs12/read-pem-or-der.ts';
import { Secret } from '../../src/secret.ts';
import { sampleIdentity } from './support/identity.ts';
import { vectorBytes } from './support/vectors.ts';

const identity = await sampleIdentity();
const pem = identityToPem(identity);

test('leaf and intermediates, no root, and a key that belongs to them', () => {
  const { certificates } = readPemOrDer(Buffer.from(pem.certificate));
  expect(certificates.map(({ facts }) => facts.fingerprintSha256)).toEqual(
    [identity.leaf, identity.chain[0]].map((certificate) => certificate?.facts.fingerprintSha256),
  );
  const leaf = new X509Certificate(pem.certificate);
  expect(leaf.checkPrivateKey(createPrivateKey(pem.key.reveal()))).toBe(true);
});

test('what does not belong to the chain is left out', () => {
  const [intermediate, root] = identity.chain;
  if (intermediate === undefined || root === undefined) throw new Error('the sample has a chain');
  const unordered = identityToPem({ ...identity, chain: [root, intermediate] });
  expect(readPemOrDer(Buffer.from(unordered.certificate)).certificates).toHaveLength(1);
});

test('an encrypted key opens with its password only', () => {
  const key = encryptedKeyPem(identity, new Secret('パスワード')).reveal();
  expect(key).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
  const opened = createPrivateKey({ key, passphrase: 'パスワード' });
  expect(new X509Certificate(identity.leaf.der).checkPrivateKey(opened)).toBe(true);
  expect(() => createPrivateKey({ key, passphrase: 'x' })).toThrow(/bad decrypt|BAD_DECRYPT/);
});

test('reads certificates from PEM with whatever is around them, and sees the key', () => {
  const text = `\ufeffsubject: x\r\n${pem.certificate.replaceAll('\n', '\r\n')}${pem.key.reveal()}`;
  const read = readPemOrDer(Buffer.from(text));
  expect(read.certificates).toHaveLength(2);
  expect(read.hasPrivateKey).toBe(true);
});

test('reads DER', () => {
  const read = readPemOrDer(identity.leaf.der);
  expect(read.certificates[0]?.facts).toEqual(identity.leaf.facts);
  expect(read.hasPrivateKey).toBe(false);
});

test.each([
  ['a key in PEM', Buffer.from(pem.key.reveal()), 'key only'],
  [
    'an encrypted key',
    Buffer.from(encryptedKeyPem(identity, new Secret('x')).reveal()),
    'key only',
  ],
  ['a key in DER', Buffer.from(identity.privateKey.reveal(), 'base64'), 'key only'],
  ['a PKCS#12', vectorBytes('ossl30-default-p256.p12'), 'PKCS#12'],
  ['HTML', Buffer.from('<html>'), 'HTML'],
  ['nothing', Buffer.alloc(0), 'empty'],
  ['PEM of something else', Buffer.from('-----BEGIN X-----\nAA==\n-----END X-----'), 'PEM'],
  [
    'broken PEM',
    Buffer.from('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'),
    'unknown',
  ],
])('says that it is %s', (_, bytes, found) => {
  expect(() => readPemOrDer(bytes)).toThrow(
    expect.objectContaining({ code: 'not-a-certificate', details: { found } }),
  );
});
