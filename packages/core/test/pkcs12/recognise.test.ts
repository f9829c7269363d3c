import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { recognise } from '../../src/pkcs12/recognise.ts';
import { sampleIdentity } from './support/identity.ts';
import { vectorBytes, vectors } from './support/vectors.ts';

const identity = await sampleIdentity('p256');

test.each(vectors.filter(({ file }) => !file.startsWith('wrap-')))(
  '$file is a PKCS#12',
  ({ file }) => {
    expect(recognise(vectorBytes(file))).toBe('pkcs12');
  },
);

test.each([
  ['nothing', '', 'empty'],
  ['white space', ' \r\n', 'empty'],
  ['PEM', '-----BEGIN CERTIFICATE-----\nMII', 'pem'],
  ['PEM after a text', 'Bag Attributes\n  x: y\n-----BEGIN CERTIFICATE-----', 'pem'],
  ['PEM with a byte order mark', '\ufeff-----BEGIN CERTIFICATE-----', 'pem'],
  ['a login page', '<!DOCTYPE html><html>', 'html'],
  ['HTML after white space', '\n\n <html lang="ja">', 'html'],
  ['JSON', '{"uri": "https://localhost/1"}', 'json'],
  ['a JSON array', '[{"a":1}]', 'json'],
  ['text', 'service unavailable', 'unknown'],
])('%s', (_, text, kind) => {
  expect(recognise(Buffer.from(text))).toBe(kind);
});

test.each([
  ['zip', Buffer.from('504b0304', 'hex'), 'zip'],
  ['Java keystore', Buffer.from('feedfeed00000002', 'hex'), 'java-keystore'],
  ['certificate', identity.leaf.der, 'der-certificate'],
  ['PKCS#8', Buffer.from(identity.privateKey.reveal(), 'base64'), 'der-key'],
  ['PKCS#7', Buffer.from('308082010006092a864886f70d010702', 'hex'), 'unknown'],
  ['PEM of a PKCS#12', vectorBytes('wrap-pem.p12.pem'), 'pem-pkcs12'],
  ['base64 of a PKCS#12', vectorBytes('wrap-base64.p12.txt'), 'base64-pkcs12'],
  ['UTF-16 text', Buffer.from('\ufeff<html>', 'utf16le'), 'html'],
])('%s', (_, bytes, kind) => {
  expect(recognise(bytes)).toBe(kind);
});

test('never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(recognise(bytes)).toBeTypeOf('string');
    }),
  );
});
