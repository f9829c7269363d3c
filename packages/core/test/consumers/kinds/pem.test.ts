import { identityOfPem } from '../../../src/consumers/pem-identity.ts';
import { createPrivateKey } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe as always, expect, it, vi } from 'vitest';
import { certificateToPem } from '../../../src/pkcs12/pem.ts';
import { haveCounterparts } from '../../support/counterparts.ts';
import { type Certificates, type Issued, makeCertificates } from '../support/certificates.ts';
import { makePlace, states } from '../support/place.ts';

const describe = haveCounterparts('openssl') ? always : always.skip;

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let certificates: Certificates;
let ofCurves: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates('rsa');
  ofCurves = await makeCertificates('ec');
});
afterAll(async () => {
  await certificates.close();
  await ofCurves.close();
});

const keyOf = ({ identity }: Issued) =>
  createPrivateKey({
    key: Buffer.from(identity.privateKey.reveal(), 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
const plainKey = (issued: Issued): string =>
  keyOf(issued).export({ format: 'pem', type: 'pkcs8' }).toString();
const leafOf = ({ identity }: Issued): string => certificateToPem(identity.leaf.der);

describe('certificate, key and more in one file', () => {
  it.each([
    ['the authority first', (leaf: string, key: string, ca: string) => ca + leaf + key],
    ['haproxy', (leaf: string, key: string, ca: string) => leaf + ca + key],
    ['the key first', (leaf: string, key: string, ca: string) => key + leaf + ca],
    [
      'with what is neither',
      (leaf: string, key: string, ca: string) =>
        `# 本番用\n${ca}\n${leaf}# DH\n-----BEGIN DH PARAMETERS-----\nMAYC\n-----END DH PARAMETERS-----\n${key}# end`,
    ],
    [
      'with the line ends of Windows',
      (leaf: string, key: string, ca: string) => (ca + leaf + key).replaceAll('\n', '\r\n'),
    ],
  ])('%s: the leaf is what fits the key, everything else stays', async (_, written) => {
    const { old, renewed, caPem } = certificates;
    const place = await makePlace(old, renewed);
    const file = place.at('bundle.pem');
    const entry = { kind: 'pem', certificate: file, key: file } as const;
    const ca = Buffer.from(caPem).toString();
    await writeFile(file, written(leafOf(old), plainKey(old), ca));
    expect(states(await place.inspect([entry], renewed))).toStrictEqual(['behind']);
    expect(states(await place.deploy([entry], renewed))).toStrictEqual(['current']);
    expect(await readFile(file, 'utf8')).toBe(written(leafOf(renewed), plainKey(renewed), ca));
    expect(states(await place.inspect([entry], renewed))).toStrictEqual(['current']);
  });
});

/** How a key is written, without what is different each time. */
const label = (pem: string): string =>
  pem
    .split('\n')
    .filter((line) => /^(?:-----BEGIN|Proc-Type|DEK-Info)/.test(line))
    .map((line) => line.replace(/,[0-9A-F]{16,}$/, ''))
    .join(' ');

describe('a key keeps its form', () => {
  it.each([
    ['plain, of RSA', { format: 'pem', type: 'pkcs1' }],
    ['plain', { format: 'pem', type: 'pkcs8' }],
    ['traditional, AES-256', { format: 'pem', type: 'pkcs1', cipher: 'aes-256-cbc' }],
    ['traditional, 3DES', { format: 'pem', type: 'pkcs1', cipher: 'des-ede3-cbc' }],
    ['encrypted', { format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc' }],
    ['plain, of a curve', { format: 'pem', type: 'sec1' }],
    ['of a curve, AES-128', { format: 'pem', type: 'sec1', cipher: 'aes-128-cbc' }],
  ] as const)('%s', async (_, form) => {
    const { old, renewed } = form.type === 'sec1' ? ofCurves : certificates;
    const place = await makePlace(old, renewed);
    const [certificate, key] = [place.at('c.crt'), place.at('c.key')];
    const passphrase = 'cipher' in form ? { passphrase: old.password.reveal() } : {};
    const before = keyOf(old)
      .export({ ...form, ...passphrase })
      .toString();
    await writeFile(certificate, leafOf(old));
    await writeFile(key, before);
    const entry = { kind: 'pem', certificate, key, password: 'keep' } as const;
    expect(states(await place.deploy([entry], renewed))).toStrictEqual(['current']);
    const after = await readFile(key, 'utf8');
    expect(label(after)).toBe(label(before));
    const opened = createPrivateKey({ key: after, ...passphrase });
    expect(opened.equals(keyOf(renewed))).toBe(true);
  });

  it('is opened, whatever of another one was left above it', async () => {
    const { old } = certificates;
    const passphrase = old.password.reveal();
    const form = { format: 'pem', type: 'pkcs1', cipher: 'aes-256-cbc', passphrase } as const;
    const text = `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${keyOf(old).export(form).toString()}`;
    const found = await identityOfPem(
      Buffer.from(leafOf(old)),
      [Buffer.from(text)],
      [old.password],
    );
    expect(found.kind).toBe('opened');
  });

  it('also where a root and its own certificate stand before it, and it is encrypted', async () => {
    const { old, renewed, caPem } = certificates;
    const place = await makePlace(old, renewed);
    const file = place.at('bundle.pem');
    const passphrase = old.password.reveal();
    const form = { format: 'pem', type: 'pkcs1', cipher: 'aes-256-cbc', passphrase } as const;
    const before = `${Buffer.from(caPem).toString()}${leafOf(old)}${keyOf(old).export(form).toString()}`;
    await writeFile(file, before);
    const entry = { kind: 'pem', certificate: file, key: file, password: 'keep' };
    expect(states(await place.deploy([entry], renewed))).toStrictEqual(['current']);
    const after = await readFile(file, 'utf8');
    expect(label(after)).toBe(label(before));
    expect(after.startsWith(`${Buffer.from(caPem).toString()}${leafOf(renewed)}`)).toBe(true);
    expect(createPrivateKey({ key: after, passphrase }).equals(keyOf(renewed))).toBe(true);
  });

  it('also where settings name it and have its passphrase', async () => {
    const { old, renewed } = certificates;
    const place = await makePlace(old, renewed);
    const passphrase = old.password.reveal();
    const form = { format: 'pem', type: 'pkcs1', cipher: 'des-ede3-cbc', passphrase } as const;
    const [certificate, key] = [place.at('c.crt'), place.at('c.key')];
    await writeFile(certificate, leafOf(old));
    await writeFile(key, keyOf(old).export(form).toString());
    const lines = [`:cert: '${certificate}'`, `:cert_key: '${key}'`, `:passphrase: ${passphrase}`];
    await writeFile(place.at('push.yml'), [...lines, ''].join('\n'));
    const entry = { kind: 'push-exchanger', path: '~/push.yml' };
    expect(states(await place.deploy([entry], renewed))).toStrictEqual(['current']);
    const after = await readFile(key, 'utf8');
    expect(label(after)).toContain(
      'BEGIN RSA PRIVATE KEY----- Proc-Type: 4,ENCRYPTED DEK-Info: DES',
    );
    const fresh = renewed.password.reveal();
    expect(createPrivateKey({ key: after, passphrase: fresh }).equals(keyOf(renewed))).toBe(true);
  });
});
