import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHmac } from 'node:crypto';
import { explicitly, int, nul, octetString, oid, seq } from '../../src/pkcs12/der.ts';
import { derive } from '../../src/pkcs12/kdf.ts';
import { content } from '../../src/pkcs12/oids.ts';
import { type PasswordForm, passwordForms, wide } from '../../src/pkcs12/password.ts';
import { sealPkcs12 } from '../../src/pkcs12/seal.ts';
import { Secret } from '../../src/secret.ts';
import { certificateBag, keyBag, plainSafe } from './support/build.ts';
import { sampleIdentity } from './support/identity.ts';
import { judge, verdict } from './support/judge.ts';
import { vectorBytes } from './support/vectors.ts';

const identity = await sampleIdentity('p256');

async function sealed(password: string, format: 'modern' | 'compatible'): Promise<Uint8Array> {
  return sealPkcs12(identity, new Secret(password), { format, iterations: 10 });
}

describe.each(['modern', 'compatible'] as const)('%s', (format) => {
  test('any text can be a password', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 40 }), async (password) => {
        const { opened } = await judge(await sealed(password, format), new Secret(password));
        expect(opened?.password.reveal()).toBe(password);
        expect(opened?.notes).toEqual([]);
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  test.each(['\n', '\r\n', '\r'])(
    'a line end %j is dropped after it failed, and said',
    async (end) => {
      const { opened } = await judge(await sealed('pw', format), new Secret(`pw${end}`));
      expect(opened?.notes).toEqual(['password-line-end-dropped']);
      expect(opened?.password.reveal()).toBe('pw');
    },
  );

  test('a line end that belongs to the password stays', async () => {
    const { opened } = await judge(await sealed('pw\n', format), new Secret('pw\n'));
    expect(opened?.notes).toEqual([]);
    expect(opened?.password.reveal()).toBe('pw\n');
  });

  test('only one line end is dropped', async () => {
    expect(verdict(await judge(await sealed('pw', format), new Secret('pw\n\n')))).toBe(
      'password-wrong (white-space)',
    );
  });

  test('white space around it is told, not dropped', async () => {
    const bytes = await sealed('pw', format);
    expect((await judge(bytes, new Secret(' pw '))).error?.details).toEqual({
      fitsWithout: 'white-space',
    });
    expect((await judge(bytes, new Secret(' no '))).error?.details).toEqual({});
  });

  test('white space that belongs to the password stays', async () => {
    const { opened } = await judge(await sealed(' pw ', format), new Secret(' pw '));
    expect(opened?.password.reveal()).toBe(' pw ');
  });
});

test('UTF-16 beyond the BMP is written as surrogate pairs, with two zero bytes after it', () => {
  expect(Buffer.from(wide('𠮷a')).toString('hex')).toBe('d842dfb700610000');
});

/** A file whose MAC is made with exactly these bytes of password. */
async function withMacOf(form: PasswordForm): Promise<Uint8Array> {
  const pkcs8 = Buffer.from(identity.privateKey.reveal(), 'base64');
  const safes = seq(plainSafe(certificateBag(identity.leaf.der), keyBag(pkcs8)));
  const salt = Buffer.from('salt');
  const key = await derive(
    { kind: 'pkcs12', hash: 'sha1', salt, iterations: 1, purpose: 3, length: 20 },
    form,
  );
  const digest = createHmac('sha1', key).update(safes).digest();
  const mac = seq(seq(seq(oid('1.3.14.3.2.26'), nul()), octetString(digest)), octetString(salt));
  return seq(int(3), seq(oid(content.data), explicitly(0, octetString(safes))), mac);
}

const none = new Uint8Array();

test.each([
  ['zero-length', { wide: Buffer.alloc(2), narrow: none }, []],
  ['absent', { wide: none, narrow: none }, ['password-empty-as-null']],
])('the empty password, %s', async (_, form, notes) => {
  const { opened } = await judge(await withMacOf(form), new Secret(''));
  expect(opened?.notes).toEqual([...notes, 'unencrypted-key']);
});

const text = 'がっこう';

test.each([
  ['composed', text.normalize('NFC'), text.normalize('NFD')],
  ['decomposed', text.normalize('NFD'), text.normalize('NFC')],
])('kana %s in the file and not in the password', async (_, inFile, given) => {
  const bytes = await withMacOf({ wide: wide(inFile), narrow: none });
  const { opened } = await judge(bytes, new Secret(given));
  expect(opened?.notes).toContain('password-alternative-encoding');
  expect(opened?.password.reveal()).toBe(given);
});

test.each(['ossl30-default-pw-sjisbytes.p12', 'ossl30-legacy-pw-sjisbytes.p12'])(
  '%s: raw Shift_JIS is recognised and said, also with a line end',
  async (file) => {
    const { opened } = await judge(vectorBytes(file), new Secret('医療パスワード\n'));
    expect(opened?.notes).toEqual(['password-alternative-encoding']);
    expect(opened?.password.reveal()).toBe('医療パスワード');
  },
);

test('ASCII has one spelling only', () => {
  expect(passwordForms('abc 123')).toHaveLength(1);
  expect(passwordForms('abc\r\n')).toHaveLength(2);
});
