import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { readRecord, type ExchangeRecord } from '@weborca-cert/core';
import type { ServiceRules } from '@weborca-cert/simulator';
import { afterEach, describe, expect, test } from 'vitest';
import { openClinic, type Clinic } from '../support/clinic.ts';
import { earlyIsAllowed, isUnder, oldStaysAccepted } from '../support/service-rule.ts';
import { disguises } from './support/canaries.ts';
import { startConnectProxy } from './support/connect-proxy.ts';

let clinic: Clinic;
afterEach(() => clinic.close());

const proxyPassword = 'Pr0xy-Kanari';

async function opened(rules: Partial<ServiceRules> = {}): Promise<Clinic> {
  clinic = await openClinic({ algorithm: 'p-256', clients: 2, rules });
  await clinic.add('Kanari-Clinic');
  return clinic;
}

/** The record of one run, as it is handed on. */
function recorded(folder: string, number = 1): { text: string; read: ExchangeRecord } {
  const file = path.join(folder, `renewal-record-${number}.json`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = readFileSync(file, 'utf8');
  const read = readRecord(text);
  if (read === null) throw new Error('no record');
  return { text, read };
}

describe('renew --record', { timeout: 60_000 }, () => {
  test('writes what the exchange looked like, once for each run, owner-only', async () => {
    const { cli, folder } = await opened();
    const to = path.join(folder, 'records', 'first');
    const { code, stderr } = await cli(['renew', 'Kanari-Clinic', '--record', to]);
    expect(code).toBe(0);
    expect(stderr).toContain(to);
    const { calls, outcomes } = recorded(to).read;
    expect(calls.map(({ purpose, answer }) => [purpose, answer?.status])).toEqual([
      ['request', isUnder('issued-status=201') ? 201 : 200],
      ['download', 200],
      ['verification', 401],
    ]);
    const [request, download] = calls;
    expect(request?.sentHeaderNames).toEqual(['accept', 'content-type']);
    expect(request?.sentBytes).toBe(2);
    expect(request?.newConnection?.tls).toBe('TLSv1.3');
    // The download goes over the request's connection.
    expect(download?.newConnection).toBe(null);
    expect(request?.answer?.body.json).toEqual({
      type: 'object',
      keys: {
        pass: { type: 'string', length: 12, form: 'letters-and-digits' },
        uri: { type: 'string', length: expect.any(Number), form: 'https-on-the-origin-asked' },
      },
    });
    expect(download?.issued).toMatchObject({
      opens: 'with-its-password',
      integrity: { algorithm: 'HMAC-SHA-256', iterations: 100 },
      certificate: { publicKey: 'EC P-256', against: [] },
    });
    expect(outcomes).toEqual([
      { outcome: 'renewed', acceptedByWebOrca: true, code: null, reason: null },
    ]);
    expect(statSync(to).mode & 0o777).toBe(0o700);

    await cli(['renew', '--record', to]);
    expect(readdirSync(to).toSorted()).toEqual(['renewal-record-1.json', 'renewal-record-2.json']);
    expect(recorded(to, 2).read).toMatchObject({ calls: [], outcomes: [{ outcome: 'not-due' }] });
  });

  test('writes it when the renewal fails, and changes nothing of how it ends', async () => {
    const { cli, folder, simulator } = await opened();
    const to = path.join(folder, 'record');
    simulator.arm('post-403-user-not-in-tenantdb');
    const { code, stdout } = await cli(['renew', '--json', '--record', to]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      results: [{ error: { code: 'service-refused-certificate' } }],
    });
    const { calls, outcomes } = recorded(to).read;
    expect(calls).toHaveLength(1);
    expect(calls[0]?.answer?.body.says).toBe('user-not-in-tenantdb');
    expect(outcomes[0]?.code).toBe('service-refused-certificate');
  });

  test('a run that never began leaves no record', async () => {
    const { cli, folder } = await opened();
    const to = path.join(folder, 'record');
    const { code, stderr } = await cli(['renew', 'nobody', '--record', to]);
    expect(code).toBe(2);
    expect(stderr).not.toContain(to);
    expect(existsSync(to)).toBe(false);
  });

  test('one certificate only, and no rehearsal', async () => {
    const { cli, folder } = await opened();
    await clinic.add('second', 1);
    const to = path.join(folder, 'record');
    for (const more of [[], ['--dry-run'], ['Kanari-Clinic', '--rehearse']]) {
      expect((await cli(['renew', ...more, '--record', to])).code).toBe(2);
    }
  });

  test('a folder that cannot be made stops before anything is asked', async () => {
    const { cli, p12, simulator } = await opened();
    const { code, stdout } = await cli(['renew', '--json', '--record', path.join(p12(0), 'x')]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'destination-not-writable' } });
    expect(simulator.requests).toEqual([]);
  });

  test('has no value of the exchange in it, however it is written', async () => {
    const { cli, folder, simulator } = await opened({ ...oldStaysAccepted, ...earlyIsAllowed });
    const to = path.join(folder, 'record');
    const proxy = await startConnectProxy();
    const env = {
      HTTPS_PROXY: `http://nurse-Kanari:${proxyPassword}@127.0.0.1:${proxy.port}`,
    };
    try {
      for (const fault of ['post-redirect', 'hostile-friendly-name', 'wrong-password'] as const) {
        simulator.arm(fault);
        await cli(['renew', '--force', '--record', to], { env });
      }
      await cli(['renew', '--force', '--record', to], { env });
    } finally {
      await proxy.stop();
    }
    expect(simulator.issuances.length).toBe(3);
    const { certificates, issuances, requests, api, weborca, siteZip } = simulator;
    const subjects = [...certificates, ...issuances].flatMap(({ identity }) => {
      const { subject, issuer, serialNumber, fingerprintSha256 } = identity.leaf.facts;
      const parts = `${subject},${issuer}`.split(',').map((part) => part.split('=')[1] ?? part);
      return parts.concat(serialNumber, fingerprintSha256);
    });
    const values = [
      'Kanari',
      proxyPassword,
      ...certificates.map(({ password }) => password),
      ...issuances.flatMap(({ id, pass }) => [id, pass]),
      ...subjects,
      ...[api, weborca].flatMap((url) => [new URL(url).host, new URL(url).hostname, url]),
      ...requests.map(({ path: at }) => at),
      ...requests.flatMap(({ headers }) => Object.values(headers)),
      ...certificates.flatMap(({ p12 }) => (p12 === null ? [] : [path.basename(p12)])),
      path.basename(siteZip ?? 'x.zip'),
      folder,
      // A country is two letters; `keep-alive` is a header's name as well.
    ].filter((value) => value.length > 3 && value !== 'keep-alive');
    expect(values.length).toBeGreaterThan(40);
    for (const number of [1, 2, 3, 4]) {
      const { text } = recorded(to, number);
      const shown = values.filter((value) => disguises(value).some((one) => text.includes(one)));
      expect(shown).toEqual([]);
    }
  });
});
