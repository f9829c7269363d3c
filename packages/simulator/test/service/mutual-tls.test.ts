import type { Identity } from '@weborca-cert/core';
import { describe, expect, test, vi } from 'vitest';
import type { Variant } from '../../src/authority/variants.ts';
import type { Refusal } from '../../src/service/listener.ts';
import type { Simulator } from '../../src/simulator.ts';
import { call, fieldsOf, get, post } from '../support/call.ts';
import { firstClient } from '../support/first-client.ts';
import { simulated } from '../support/simulated.ts';

// RSA keys and other programs, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const versions = ['TLSv1.2', 'TLSv1.3'] as const;
const refusals: readonly Refusal[] = ['alert', 'close', 'http-400'];
const strangers = [null, 'other-issuer', 'expired', 'not-yet-valid', 'no-client-auth'] as const;

async function identityOf(simulator: Simulator, variant: Variant | null): Promise<Identity | null> {
  if (variant === null) return null;
  return (await simulator.makeVariant(firstClient(simulator), variant)).identity;
}

/** The status of an answer, or `refused` when there was none. */
async function tried(
  url: string,
  ca: string,
  identity: Identity | null,
  tls: 'TLSv1.2' | 'TLSv1.3',
) {
  const method = url.endsWith('/api/cert') ? 'POST' : 'GET';
  return call({ url, ca, identity, tls, method }).then(
    ({ status }) => status,
    () => 'refused',
  );
}

describe.each(versions)('mutual TLS, %s', (tls) => {
  test.each(refusals)(
    '%s: nobody without a certificate of this authority gets in',
    async (refusal) => {
      const simulator = await simulated({ refusal, maxTlsVersion: tls });
      const own = firstClient(simulator);
      const { uri } = fieldsOf(await post(simulator, own));
      const seen = simulator.requests.length;
      for (const variant of strangers) {
        const identity = await identityOf(simulator, variant);
        for (const url of [simulator.api, uri, simulator.weborca]) {
          const result = await tried(url, simulator.ca, identity, tls);
          expect([variant, url, result]).toEqual([
            variant,
            url,
            refusal === 'http-400' ? 400 : 'refused',
          ]);
        }
      }
      const answered = refusal === 'http-400' ? 15 : 0;
      expect(simulator.requests).toHaveLength(seen + answered);
      expect(simulator.issuances).toMatchObject([{ downloads: 0 }]);
      expect(simulator.connections.filter(({ refused }) => refused !== null)).toHaveLength(15);
      expect(await tried(uri, simulator.ca, own, tls)).toBe(200);
    },
  );

  test('TLS itself sends an alert where no certificate is sent', async () => {
    const simulator = await simulated({ maxTlsVersion: tls });
    const alert = tls === 'TLSv1.3' ? 'alert number 116' : 'alert number 40';
    await expect(
      call({ url: simulator.weborca, ca: simulator.ca, identity: null }),
    ).rejects.toThrow(alert);
    expect(simulator.connections).toMatchObject([{ listener: 'weborca', refused: 'handshake' }]);
  });
});

describe('mutual TLS', () => {
  test.each([
    [null, 'No required SSL certificate was sent', 'none'],
    ['other-issuer', 'The SSL certificate error', 'foreign'],
    ['expired', 'The SSL certificate error', 'expired'],
    ['not-yet-valid', 'The SSL certificate error', 'not-yet-valid'],
    ['no-client-auth', 'The SSL certificate error', 'no-client-auth'],
  ] as const)('as nginx: %s gets "%s"', async (variant, text, refused) => {
    const simulator = await simulated({ refusal: 'http-400' });
    const identity = await identityOf(simulator, variant);
    const answer = await call({ url: simulator.weborca, ca: simulator.ca, identity });
    expect(answer.body.toString()).toContain(text);
    expect(simulator.connections).toMatchObject([{ refused }]);
  });

  test('the clock that was given judges the dates', async () => {
    let now = new Date('2031-01-01T00:00:00Z');
    const simulator = await simulated({ now: () => now, daysLeft: 10 });
    const url = simulator.weborca;
    const identity = firstClient(simulator);
    expect((await get(url, simulator.ca, identity)).status).toBe(401);
    now = new Date('2031-01-12T00:00:00Z');
    await expect(get(url, simulator.ca, identity)).rejects.toThrow(/socket|reset/i);
  });

  test('a resumed session is known by its certificate too', async () => {
    const simulator = await simulated({ refusal: 'http-400' });
    const { Agent } = await import('node:https');
    const agent = new Agent({ keepAlive: false, maxCachedSessions: 10 });
    const common = { url: simulator.weborca, ca: simulator.ca, identity: firstClient(simulator) };
    expect((await call({ ...common, agent })).status).toBe(401);
    expect((await call({ ...common, agent })).status).toBe(401);
    expect(simulator.connections).toHaveLength(2);
  });
});
