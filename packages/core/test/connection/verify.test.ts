import { describe, expect, test } from 'vitest';
import { connect } from '../../src/connection/connect.ts';
import type { Exchange } from '../../src/connection/types.ts';
import { judgeVerification, requestVerification } from '../../src/connection/verify.ts';
import { WeborcaError } from '../../src/errors.ts';
import { cleanup } from './support/cleanup.ts';
import { mutualServer } from './support/servers.ts';
import { sharedWorld } from './support/shared-world.ts';

const world = sharedWorld();
const opened = cleanup();

function answer(status: number, body = ''): Exchange {
  return {
    kind: 'answer',
    answer: { status, headers: {}, body: Buffer.from(body), complete: true },
  };
}

test.each([200, 204, 301, 302, 304, 401, 404, 405])('%i: accepted', (status) => {
  expect(judgeVerification(answer(status))).toStrictEqual({
    verdict: 'accepted',
    reason: 'answered',
  });
});

test.each([
  [400, '<center>No required SSL certificate was sent</center>', 'certificate-not-accepted'],
  [400, '<title>400 The SSL certificate error</title>', 'certificate-not-accepted'],
  [403, 'NOT PERMITTED CERTIFICATE', 'not-permitted-certificate'],
  [403, '{"error":"not_permitted_certificate"}', 'not-permitted-certificate'],
  [403, 'Not_Permitted Certificate\n', 'not-permitted-certificate'],
])('%i %s: refused', (status, body, reason) => {
  expect(judgeVerification(answer(status, body))).toStrictEqual({ verdict: 'refused', reason });
});

test.each([
  [400, 'Bad Request'],
  [400, ''],
  [403, 'USER NOT IN TENANTDB'],
  [403, 'ON PREMISES ONLY TENANT'],
  [403, ''],
  [410, 'NOT PERMITTED CERTIFICATE'],
  [407, ''],
  [429, ''],
  [500, 'NOT PERMITTED CERTIFICATE'],
  [503, 'GINBEE_MAINTENANCE'],
])('%i %s: inconclusive', (status, body) => {
  expect(judgeVerification(answer(status, body))).toStrictEqual({
    verdict: 'inconclusive',
    reason: 'unexpected-answer',
  });
});

describe('a call that failed', () => {
  const host = 'weborca.example';

  test.each([
    [
      new WeborcaError('service-refused-certificate', { host, reason: 'alert-expired' }),
      'refused',
      'alert-expired',
    ],
    [new WeborcaError('service-unreachable', { host, reason: 'closed' }), 'inconclusive', 'closed'],
    [
      new WeborcaError('service-untrusted', { host, reason: 'unknown-root' }),
      'inconclusive',
      'unknown-root',
    ],
    [new WeborcaError('interrupted', { during: 'connection' }), 'inconclusive', 'interrupted'],
  ])('%s', (error, verdict, reason) => {
    const exchange: Exchange = { kind: 'failure', error, mayHaveArrived: false };
    expect(judgeVerification(exchange)).toStrictEqual({ verdict, reason });
  });
});

test('the request is one GET of the configured address, without Basic', async () => {
  const server = opened(await mutualServer(world()));
  const { identity, root } = world();
  const connection = opened(connect({ origin: server.url, identity, ca: root.cert, proxy: null }));
  const exchange = await requestVerification(connection, server.url, new AbortController().signal);
  expect(judgeVerification(exchange).verdict).toBe('accepted');
  expect(server.received).toMatchObject([
    { method: 'GET', path: '/', body: '', client: 'client001' },
  ]);
  expect(server.received[0]?.headers).not.toHaveProperty('authorization');
});
