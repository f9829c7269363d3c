import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { WeborcaError } from '../../src/errors.ts';
import { choose } from '../../src/receive/choose.ts';
import { findInZip } from '../../src/receive/zip.ts';
import { openPkcs12, toPem } from '../../src/pkcs12/api.ts';
import { encryptedKeyPem } from '../../src/pkcs12/pem.ts';
import type { Identity } from '../../src/pkcs12/types.ts';
import { Secret } from '../../src/secret.ts';
import { zipOf } from './support/zip-of.ts';

const vectors = join(import.meta.dirname, '../vectors/pkcs12');
const p12 = readFileSync(join(vectors, 'ossl30-default-p256.p12'));
const password = 'testpass123';
const nobody = async (): Promise<null> => null;

async function taken(zip: Uint8Array, given: () => Promise<Secret | null> = nobody) {
  const { found } = await findInZip(zip, { path: 'site.zip', password: given, randomBytes });
  return choose(found, {});
}

async function codeOf(zip: Uint8Array): Promise<unknown> {
  try {
    return (await taken(zip)).opened.password.reveal();
  } catch (error) {
    return error instanceof WeborcaError ? `${error.code} ${JSON.stringify(error.details)}` : error;
  }
}

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const sjis = Buffer.from([0x83, 0x70, 0x83, 0x58, 0x83, 0x8f, 0x81, 0x5b, 0x83, 0x68, 0x81, 0x46]);

describe('certificate and password in a zip are found by content', () => {
  test.each([
    ['the whole text', 'pass.txt', password],
    ['with a line end', 'pass.txt', `${password}\r\n`],
    ['with a BOM', 'pass.txt', `\ufeff${password}\n`],
    ['after a label', 'readme.txt', `クライアント証明書\r\nパスワード：${password}\r\n`],
    ['after a label in Shift_JIS', 'readme.txt', Buffer.concat([sjis, Buffer.from(password)])],
    ['as Notepad saves "Unicode"', 'password.txt', utf16(`\ufeff${password}\r\n`)],
    ['as "Unicode big endian"', 'password.txt', utf16(`\ufeff${password}\r\n`).swap16()],
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
    const found = await taken(zip, async () => new Secret(password));
    expect(found.opened.identity.leaf.facts.commonName).toBe('clinic-p256');
    await expect(taken(zip, async () => new Secret('no'))).rejects.toMatchObject({
      code: 'password-wrong',
    });
  });
});

/** As Explorer in Japan writes them: CP932, without the flag for UTF-8. */
async function named(hex: string): Promise<Buffer> {
  const name = Buffer.from(hex, 'hex');
  const stand = 'x'.repeat(name.length);
  const zip = await zipOf([stand, p12], ['p.txt', password]);
  for (let at = zip.indexOf(stand); at >= 0; at = zip.indexOf(stand, at)) name.copy(zip, at);
  // The general purpose flags of the local header, and of the central directory's entry.
  for (const [signature, flags] of [
    ['504b0304', 6],
    ['504b0102', 8],
  ] as const) {
    const at = zip.indexOf(Buffer.from(signature, 'hex')) + flags;
    zip.writeUInt16LE(zip.readUInt16LE(at) & ~0x800, at);
  }
  return zip;
}

describe('names in a zip are no paths, and no matter', () => {
  test.each([
    ['表.p12', '955c2e703132', '表.p12'],
    ['ソフト/能.p12', '835c83748367 2f 945c2e703132', '能.p12'],
    ['予申十/c.p12', '975c905c8f5c 2f 632e703132', 'c.p12'],
    ['client001\\c.p12', '636c69656e743030315c632e703132', 'c.p12'],
    ['../../c.p12', '2e2e2f2e2e2f632e703132', 'c.p12'],
    ['/c.p12', '2f632e703132', 'c.p12'],
    ['C:\\Users\\c.p12', '433a5c55736572735c632e703132', 'c.p12'],
    ['..', '2e2e', '..'],
    ['bytes of neither encoding', 'fffe81', '\u00ff\u00fe\u0081'],
  ])('%s', async (_, hex, fileName) => {
    const zip = await named(hex.replaceAll(' ', ''));
    const found = await taken(zip);
    expect(found).toMatchObject({ fileName });
    expect(found.opened.password.reveal()).toBe(password);
  });
});

async function pemFiles(
  passphrase?: string,
): Promise<{ identity: Identity; certificate: string; key: string }> {
  const { identity } = await openPkcs12(p12, new Secret(password));
  const { certificate, key } = await toPem(identity);
  const encrypted = passphrase === undefined ? null : new Secret(passphrase);
  const pem = encrypted === null ? key : encryptedKeyPem(identity, encrypted);
  return { identity, certificate, key: pem.reveal() };
}

describe('certificate and key as PEM', () => {
  test('in two files, the key under the password that lies beside them', async () => {
    const { identity, certificate, key } = await pemFiles('鍵の Passphrase');
    const zip = await zipOf(
      ['a.txt', 'パスワード：鍵の Passphrase'],
      ['x', certificate],
      ['y', key],
    );
    const found = await taken(zip);
    expect(found.opened.password.reveal()).toBe('鍵の Passphrase');
    expect(found.opened.identity.leaf.facts).toStrictEqual(identity.leaf.facts);
    expect(found.opened.identity.privateKey.reveal()).toBe(identity.privateKey.reveal());
  });

  test('in one file, with a plain key: under a random password', async () => {
    const { certificate, key } = await pemFiles();
    const found = await taken(await zipOf(['x', certificate + key]));
    expect(found.opened.password.reveal()).toMatch(/^[A-Za-z0-9]{20}$/);
    const again = await openPkcs12(found.p12, found.opened.password);
    expect(again.identity.leaf.facts.commonName).toBe('clinic-p256');
  });

  test('a key that is hashed for hours is refused, before it is begun', async () => {
    const { certificate, key } = await pemFiles('x');
    const der = Buffer.from(key.replaceAll(/-----.*-----/g, ''), 'base64');
    // PBKDF2-params (RFC 8018, A.2): 2,048 as Node writes it becomes 32,000 and more.
    const at = der.indexOf(Buffer.from('02020800', 'hex'));
    expect(at).toBeGreaterThan(0);
    const body = Buffer.concat([
      ...[der.subarray(0, at), Buffer.from('02047fffffff', 'hex'), der.subarray(at + 4)],
    ]);
    for (const length of lengthsAround(body, at)) body[length] = (body[length] ?? 0) + 2;
    const pem = `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${body.toString('base64')}\n-----END ENCRYPTED PRIVATE KEY-----\n`;
    const zip = await zipOf(['p.txt', 'x'], ['c', certificate], ['k', pem]);
    expect(await codeOf(zip)).toMatch(/^pkcs12-limit .*iterations/);
  });
});

/** Where the lengths of the elements stand that an offset lies in: DER, lengths of one or two bytes. */
function lengthsAround(der: Uint8Array, offset: number): readonly number[] {
  const found: number[] = [];
  for (let at = 0; at < offset;) {
    const long = (der[at + 1] ?? 0) > 0x80;
    const header = long ? (der[at + 1] === 0x82 ? 4 : 3) : 2;
    const length = long
      ? Buffer.from(der.subarray(at + 2, at + header)).readUIntBE(0, header - 2)
      : (der[at + 1] ?? 0);
    const holds = offset < at + header + length;
    if (holds) found.push(at + header - 1);
    at += holds ? header : header + length;
  }
  return found;
}

test('a PKCS#12 without a key does not hide the one with it', async () => {
  const trust = readFileSync(join(vectors, 'ossl30-nokeys.p12'));
  const zip = await zipOf(['0-ca.p12', trust], ['client.p12', p12], ['p.txt', password]);
  expect(await codeOf(zip)).toBe(password);
  const alone = await zipOf(['0-ca.p12', trust], ['p.txt', password]);
  expect(await codeOf(alone)).toMatch(/^not-a-certificate/);
});

describe('hostile zips are refused', () => {
  test('no certificate inside', async () => {
    expect(await codeOf(await zipOf(['a.txt', 'x']))).toMatch(/^not-a-certificate/);
  });

  test('cut off', async () => {
    const zip = await zipOf(['a.p12', p12], ['p.txt', password]);
    expect(await codeOf(zip.subarray(0, zip.length - 30))).toMatch(/^pkcs12-damaged/);
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
