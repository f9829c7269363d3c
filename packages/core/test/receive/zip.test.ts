import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { WeborcaError } from '../../src/errors.ts';
import { findInZip } from '../../src/receive/zip.ts';
import { Secret } from '../../src/secret.ts';

const vectors = join(import.meta.dirname, '../vectors/pkcs12');
const p12 = readFileSync(join(vectors, 'ossl30-default-p256.p12'));
const password = 'testpass123';
const nobody = async (): Promise<null> => null;

async function zipOf(
  ...files: readonly (readonly [string, Uint8Array | string])[]
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of files) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

async function codeOf(zip: Uint8Array): Promise<unknown> {
  try {
    const found = await findInZip(zip, 'site.zip', nobody);
    return found.password.reveal();
  } catch (error) {
    return error instanceof WeborcaError ? `${error.code} ${JSON.stringify(error.details)}` : error;
  }
}

const sjis = Buffer.from([0x83, 0x70, 0x83, 0x58, 0x83, 0x8f, 0x81, 0x5b, 0x83, 0x68, 0x81, 0x46]);

describe('certificate and password in a zip are found by content', () => {
  test.each([
    ['the whole text', 'pass.txt', password],
    ['with a line end', 'pass.txt', `${password}\r\n`],
    ['with a BOM', 'pass.txt', `\ufeff${password}\n`],
    ['after a label', 'readme.txt', `クライアント証明書\r\nパスワード：${password}\r\n`],
    ['after a label in Shift_JIS', 'readme.txt', Buffer.concat([sjis, Buffer.from(password)])],
    ['whatever it is called', 'certificate.dat', `password = ${password}`],
  ])('%s', async (_, name, text) => {
    const zip = await zipOf(
      ['読んでください.txt', 'ご利用ありがとうございます。'],
      [name, text],
      ['x/証明書', p12],
    );
    expect(await codeOf(zip)).toBe(password);
  });

  test('a password of a person is tried when there is none inside', async () => {
    const zip = await zipOf(['a.p12', p12]);
    expect(await codeOf(zip)).toBe('password-missing {"path":"site.zip"}');
    const found = await findInZip(zip, 'site.zip', async () => new Secret(password));
    expect(found.opened.identity.leaf.facts.commonName).toBe('clinic-p256');
    await expect(findInZip(zip, 'site.zip', async () => new Secret('no'))).rejects.toMatchObject({
      code: 'password-wrong',
    });
  });
});

describe('hostile zips are refused', () => {
  test('no certificate inside', async () => {
    expect(await codeOf(await zipOf(['a.txt', 'x']))).toMatch(/^not-a-certificate/);
  });

  test('cut off', async () => {
    const zip = await zipOf(['a.p12', p12], ['p.txt', password]);
    expect(await codeOf(zip.subarray(0, zip.length - 30))).toMatch(/^pkcs12-damaged/);
  });

  test('a name that climbs', async () => {
    const zip = await zipOf(['aa/aa.p12', p12], ['p.txt', password]);
    const climbing = Buffer.from(zip.toString('latin1').replaceAll('aa/aa', '../aa'), 'latin1');
    expect(await codeOf(climbing)).toMatch(/^pkcs12-damaged/);
  });

  test('too many files', async () => {
    const many = [...Array(65).keys()].map((n) => [`${n}.txt`, 'x'] as const);
    expect(await codeOf(await zipOf(...many))).toMatch(/^pkcs12-limit .*zip-entries/);
  });

  test('a bomb', async () => {
    const bomb = await zipOf(['zeros', new Uint8Array(3 * 1024 * 1024)]);
    expect(bomb.length).toBeLessThan(10_000);
    expect(await codeOf(bomb)).toMatch(/^pkcs12-limit .*zip-entry-size/);
  });

  test('thousands of passwords to try', async () => {
    const texts = [...Array(40).keys()].map(
      (n) => [`${n}.txt`, [...Array(12).keys()].map((m) => `guess-${n}-${m}`).join('\n')] as const,
    );
    const zip = await zipOf(['a.p12', p12], ...texts);
    expect(await codeOf(zip)).toMatch(/^pkcs12-limit .*derivations/);
  });

  test('a symbolic link', async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from('/etc/passwd'), 'link', { mode: 0o120777 });
    zip.end();
    const parts: Buffer[] = [];
    for await (const part of zip.outputStream) parts.push(Buffer.from(part));
    expect(await codeOf(Buffer.concat(parts))).toMatch(/^pkcs12-limit .*zip-link/);
  });
});
