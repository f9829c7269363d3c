import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { createAuthority } from '../../src/authority/authority.ts';
import { pooledKeys } from '../../src/authority/keys.ts';
import { endingIn } from '../../src/authority/lifetime.ts';
import { encodeName } from '../../src/authority/names.ts';
import { toPem } from '../../src/authority/pem.ts';
import { run } from '../support/run.ts';
import { temporaryFolder } from '../support/simulated.ts';

// RSA keys and other programs, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const subjectDer = encodeName({ organization: '模擬 O', tenant: 'JP_u1', commonName: 'client001' });

describe('authority', () => {
  test.each([
    { algorithm: 'rsa-2048', intermediate: false },
    { algorithm: 'p-256', intermediate: true },
  ] as const)('openssl verifies what it issues: $algorithm', async (options) => {
    const authority = await createAuthority(options);
    const { leaf, chain } = await authority.issueClient({
      subjectDer,
      ...endingIn(new Date(), 45),
    });
    const server = await authority.issueServer(['127.0.0.1', 'localhost', '::1']);
    const folder = await temporaryFolder();
    const [ca, between, client, host] = ['ca', 'between', 'client', 'host'].map((name) =>
      join(folder, name),
    );
    await writeFile(String(ca), authority.ca);
    await writeFile(String(between), chain.map(({ der }) => toPem('CERTIFICATE', der)).join(''));
    await writeFile(String(client), toPem('CERTIFICATE', leaf.der));
    await writeFile(String(host), server.cert);

    const check = ['verify', '-x509_strict', '-CAfile', String(ca), '-untrusted', String(between)];
    await run('openssl', ...check, '-purpose', 'sslclient', String(client));
    await run('openssl', ...check, '-purpose', 'sslserver', '-verify_ip', '::1', String(host));
    await expect(run('openssl', ...check, '-purpose', 'sslserver', String(client))).rejects.toThrow(
      /unsuitable certificate purpose|unsupported certificate purpose/,
    );

    const text = await run('openssl', 'x509', '-in', String(client), '-noout', '-text');
    expect(text).toMatch(/Key Usage: critical\s+Digital Signature/);
    expect(text).toMatch(/Extended Key Usage:\s+TLS Web Client Authentication\n/);
    expect(text).toMatch(/Subject: C = JP, O = .*, OU = JP_u1, CN = client001\n/);
    expect(chain).toHaveLength(options.intermediate ? 2 : 1);
  });

  test('knows its own signatures', async () => {
    const [one, other] = await Promise.all([
      createAuthority({ algorithm: 'p-256' }),
      createAuthority({ algorithm: 'p-256' }),
    ]);
    const { leaf } = await one.issueClient({ subjectDer, ...endingIn(new Date(), 1) });
    expect(one.signed(leaf)).toBe(true);
    expect(other.signed(leaf)).toBe(false);
  });

  test('its servers are valid now for every TLS stack, whatever its clock says', async () => {
    const authority = await createAuthority({
      algorithm: 'p-256',
      now: () => new Date('2061-02-03T00:00:00Z'),
    });
    const server = new X509Certificate((await authority.issueServer(['localhost'])).cert);
    expect(server.validFromDate.getTime()).toBeLessThan(Date.now());
    expect(server.validToDate.getUTCFullYear()).toBeGreaterThan(2090);
  });

  test('days left are shown as asked for, and the lifetime is three years', async () => {
    const now = new Date('2026-11-22T10:00:00Z');
    const authority = await createAuthority({ algorithm: 'p-256' });
    const { leaf } = await authority.issueClient({ subjectDer, ...endingIn(now, 45) });
    expect(leaf.facts.notAfter).toEqual(new Date('2027-01-06T11:00:00Z'));
    expect(leaf.facts.notBefore).toEqual(new Date('2024-01-06T11:00:00Z'));
  });

  test('never gives the key that is to be replaced, when a pool comes round to it', async () => {
    const authority = await createAuthority({ algorithm: 'p-256', keys: pooledKeys(2) });
    const issue = (keyOtherThan = '') =>
      authority.issueClient({ subjectDer, keyOtherThan, ...endingIn(new Date(), 1) });
    const first = await issue();
    const second = await issue();
    const renewed = await issue(first.leaf.publicKeySha256);
    expect(renewed.leaf.publicKeySha256).toBe(second.leaf.publicKeySha256);
    const serials = [first, second, renewed].map(({ leaf }) => leaf.facts.serialNumber);
    expect(new Set(serials).size).toBe(3);
  });
});
