import { execFileSync } from 'node:child_process';
import { Utf8String } from 'asn1js';
import { AttributeTypeAndValue, Certificate as X509, RelativeDistinguishedNames } from 'pkijs';
import { describe, expect, test } from 'vitest';
import { shortText } from '../../src/certificate/clean.ts';
import { readCertificate } from '../../src/certificate/read.ts';
import { readFacts } from '../../src/store/record.ts';

/** A self-signed certificate in DER, made by openssl. */
function made(key: readonly string[], subject: string, ...more: readonly string[]): Buffer {
  const args = ['req', '-x509', '-newkey', ...key, '-nodes', '-keyout', '/dev/null', '-days', '43'];
  return execFileSync(
    'openssl',
    [...args, '-utf8', '-nameopt', 'utf8', '-subj', subject, '-outform', 'DER', ...more],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
}

function askOpenssl(der: Buffer, ...what: readonly string[]): string {
  const args = ['x509', '-inform', 'DER', '-noout', ...what];
  return execFileSync('openssl', args, { input: der, encoding: 'utf8' }).trim();
}

const usage = (value: string): readonly string[] => ['-addext', `extendedKeyUsage=${value}`];

const p256 = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];

/** A certificate with other bytes for its notAfter; nothing here looks at the signature. */
function endingWith(tag: number, text: string): Buffer {
  const der = made(p256, '/O=Sample Clinic/OU=JP_u00000000/CN=client001');
  // The validity is a SEQUENCE of two UTCTimes of 13 characters.
  const at = der.indexOf(Buffer.from([0x30, 0x1e, 0x17, 0x0d]));
  const end = at + 2 + 15;
  const time = Buffer.concat([Buffer.from([tag, text.length]), Buffer.from(text)]);
  const changed = Buffer.concat([der.subarray(0, end), time, der.subarray(end + 15)]);
  const grown = time.length - 15;
  changed[at + 1] = 0x1e + grown;
  // Certificate and tbsCertificate have lengths of two bytes.
  for (const place of [2, 6]) changed.writeUInt16BE(changed.readUInt16BE(place) + grown, place);
  return changed;
}

const utc = 0x17;
const generalized = 0x18;

describe('times', () => {
  test.each([
    [utc, '281231150000Z'],
    [utc, '491231235959Z'],
    [utc, '500101000000Z'],
    [utc, '280229000000Z'],
    [generalized, '20511231150000Z'],
    [generalized, '99991231235959Z'],
  ])('%d %s is what openssl reads', (tag, text) => {
    const der = endingWith(tag, text);
    const end = new Date(askOpenssl(der, '-enddate').replace('notAfter=', ''));
    expect(readCertificate(der).facts.notAfter).toEqual(end);
  });

  test.each([
    ['an offset', utc, '290101000000+0900'],
    ['an offset', generalized, '20290101000000+0900'],
    ['no seconds', utc, '2812311500Z'],
    ['no zone', generalized, '20281231150000'],
    ['letters', utc, '28123115AB00Z'],
    ['30 February', utc, '280230000000Z'],
    ['29 February', utc, '270229000000Z'],
    ['the 24th hour', generalized, '20281231240000Z'],
    ['a 60th second', utc, '281231235960Z'],
    ['month 0', utc, '280030000000Z'],
    ['another type', 0x13, '281231150000Z'],
  ])('%s is an error that names the field: %d %s', (_, tag, text) => {
    expect(() => readCertificate(endingWith(tag, text))).toThrow(
      expect.objectContaining({
        code: 'not-a-certificate',
        details: { found: 'invalid notAfter' },
      }),
    );
  });
});

describe('readCertificate agrees with openssl', () => {
  test.each([
    [['rsa:2048'], 'RSA 2048', 112],
    [['rsa:3072'], 'RSA 3072', 128],
    [p256, 'EC P-256', 128],
    [['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'], 'EC P-384', 192],
    [['ed25519'], 'Ed25519', 128],
  ])('%j is %s', (key, publicKey, strength) => {
    const certificate = readCertificate(made(key, '/CN=client001'));
    expect(certificate.facts.publicKey).toBe(publicKey);
    expect(certificate.strength).toBe(strength);
  });

  test('fingerprint, serial number, dates', () => {
    const der = made(p256, '/CN=client001');
    const { facts } = readCertificate(der);
    const fingerprint = askOpenssl(der, '-fingerprint', '-sha256').replace(/^[^=]*=/, '');
    expect(facts.fingerprintSha256).toBe(fingerprint.replaceAll(':', '').toLowerCase());
    expect(`serial=${facts.serialNumber}`).toBe(askOpenssl(der, '-serial'));
    const end = new Date(askOpenssl(der, '-enddate').replace('notAfter=', ''));
    expect(facts.notAfter).toEqual(end);
  });

  test.each([
    '/C=JP/O=Sample/OU=JP_u00000000/CN=client001',
    '/C=JP/O=見本クリニック/CN=髙橋',
    '/O=a, "b" <c>; d+e/CN= leading and trailing ',
    '/CN=#hash',
  ])('the subject %s, as RFC 4514 writes it', (subject) => {
    const der = made(p256, subject);
    const told = askOpenssl(der, '-subject', '-nameopt', 'RFC2253,-esc_msb,utf8,sname');
    expect(`subject=${readCertificate(der).facts.subject}`).toBe(told);
  });

  test('a subject cannot rewrite what a person reads', () => {
    const { facts } = readCertificate(made(p256, '/CN=client001\u202e\u001b[2J\u0007'));
    expect(facts.commonName).toBe('client001\ufffd\ufffd[2J\ufffd');
    expect(facts.subject).not.toMatch(/\p{Cc}|\u202e/u);
  });

  test('authority and client authentication', () => {
    const end = ['-addext', 'basicConstraints=critical,CA:FALSE'];
    expect(readCertificate(made(p256, '/CN=a')).isCa).toBe(true);
    expect(readCertificate(made(p256, '/CN=a', ...end))).toMatchObject({
      isCa: false,
      clientAuth: true,
    });
    const server = readCertificate(made(p256, '/CN=a', ...end, ...usage('serverAuth')));
    expect(server.clientAuth).toBe(false);
    const both = readCertificate(made(p256, '/CN=a', ...end, ...usage('serverAuth,clientAuth')));
    expect(both.clientAuth).toBe(true);
  });

  test('the CN is the last of several', () => {
    expect(readCertificate(made(p256, '/CN=first/CN=client002')).facts.commonName).toBe(
      'client002',
    );
  });
});

/** openssl makes none: it knows the upper bounds. The signature is not looked at. */
function named(...values: readonly (readonly [type: string, value: string])[]): Buffer {
  const x509 = X509.fromBER(Uint8Array.from(made(p256, '/CN=x')).buffer);
  const typesAndValues = values.map(
    ([type, value]) => new AttributeTypeAndValue({ type, value: new Utf8String({ value }) }),
  );
  x509.subject = new RelativeDistinguishedNames({ typesAndValues });
  x509.issuer = x509.subject;
  return Buffer.from(x509.toSchema(true).toBER());
}

describe('a certificate with names without an end', () => {
  const commonName = '2.5.4.3';
  const unit = '2.5.4.11';

  test('is shown with their beginning', () => {
    const { facts } = readCertificate(
      named([unit, '𠮷'.repeat(60_000)], [commonName, 'a'.repeat(60_000)]),
    );
    expect(facts.commonName).toBe(`${'a'.repeat(64)}…`);
    expect(facts.subject).toBe(`CN=${'a'.repeat(64)}…,OU=${'𠮷'.repeat(256)}…`);
    expect(facts.issuer).toBe(facts.subject);
  });

  test('nor with hundreds of them', () => {
    const many = Array.from({ length: 200 }, (_, n) => [unit, `unit ${n}`] as const);
    expect(readCertificate(named(...many)).facts.subject.length).toBe(1025);
  });

  test('nor out of a manifest that has them', () => {
    const { facts } = readCertificate(named([commonName, 'client001']));
    const long = '\u001b'.repeat(60_000);
    const told = readFacts({
      ...JSON.parse(JSON.stringify(facts)),
      ...{ subject: long, commonName: long, issuer: long, serialNumber: long, publicKey: long },
    });
    for (const text of Object.values(told ?? {})) {
      if (typeof text !== 'string') continue;
      expect(text.length).toBeLessThanOrEqual(1025);
      expect(text).not.toContain('\u001b');
    }
    expect(told?.commonName).toBe(`${'\ufffd'.repeat(64)}…`);
  });

  test('what was cut is not cut again', () => {
    const once = shortText('x'.repeat(100), 'commonName');
    expect(shortText(once, 'commonName')).toBe(once);
    expect(shortText('x'.repeat(64), 'commonName')).toBe('x'.repeat(64));
  });
});
