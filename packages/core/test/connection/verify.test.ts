import type { RequestListener } from 'node:http';
import { TLSSocket } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { connect } from '../../src/connection/connect.ts';
import type { Exchange } from '../../src/connection/types.ts';
import {
  judgeBare,
  judgeVerification,
  verifyCandidate,
  verifyIdentity,
  verifyInUse,
  type WeborcaTarget,
} from '../../src/connection/verify.ts';
import { WeborcaError } from '../../src/errors.ts';
import type { UnreachableReason } from '../../src/words/reasons/connection.ts';
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

test.each([401, 404, 405])('%i: accepted', (status) => {
  expect(judgeVerification(answer(status))).toStrictEqual({
    verdict: 'accepted',
    reason: 'answered',
  });
});

test.each([200, 204, 301, 302, 304])('%i: proves nothing by itself', (status) => {
  expect(judgeVerification(answer(status)).verdict).toBe('unproven');
});

test.each([
  [400, '<center>No required SSL certificate was sent</center>', 'certificate-not-sent'],
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
    status,
  });
});

test.each([
  ['USER NOT IN TENANTDB', 'user-not-in-tenant'],
  ['on_premises_only_tenant', 'on-premises-only-tenant'],
])('403 %s is told apart, and no verdict either', (body, reason) => {
  const verdict = { verdict: 'inconclusive', reason, status: 403 };
  expect(judgeVerification(answer(403, body))).toStrictEqual(verdict);
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

const failed = (error: Extract<Exchange, { kind: 'failure' }>['error']): Exchange => ({
  kind: 'failure',
  error,
  mayHaveArrived: false,
});

const asking = (url: URL): WeborcaTarget => ({
  weborca: url,
  connect,
  ca: world().root.cert,
  proxy: null,
  signal: new AbortController().signal,
  now: () => new Date(),
});
const replying = (status: number): RequestListener => {
  return (_request, response) => void response.writeHead(status).end();
};

/** 403 to `client001`, what `others` says to everybody else. */
async function refusing(others: number): Promise<URL> {
  const answerTo: RequestListener = (request, response) => {
    const { socket } = request;
    const refused = socket instanceof TLSSocket && commonNameOf(socket) === 'client001';
    if (refused) response.writeHead(403).end('NOT PERMITTED CERTIFICATE');
    else response.writeHead(others).end();
  };
  const tls = { rejectUnauthorized: false };
  return opened(await mutualServer(world(), { tls, answer: answerTo })).url;
}

const box: RequestListener = (_request, response) =>
  void response.writeHead(400).end('No required SSL certificate was sent');

describe('what a 2xx or 3xx is worth, by what comes without a certificate', () => {
  const host = 'weborca.example';
  const unreachable = (reason: UnreachableReason): Exchange =>
    failed(new WeborcaError('service-unreachable', { host, reason }));
  const alert = { host, reason: 'alert-no-certificate' } as const;

  test.each([
    ['an alert', failed(new WeborcaError('service-refused-certificate', alert))],
    ['the page of nginx', answer(400, 'No required SSL certificate was sent')],
    ['403', answer(403, 'client certificate required')],
    ['a closed connection', unreachable('closed')],
  ])('%s: accepted', (_what, bare) => {
    expect(judgeBare(bare)).toStrictEqual({ verdict: 'accepted', reason: 'answered' });
  });

  test.each([
    ['the same', answer(200, 'page 1'), 'answers-anyone'],
    ['another page of the filter', answer(302), 'answers-anyone'],
    ['a server without mutual TLS', answer(401), 'answers-anyone'],
    ['an outage at just that moment', answer(502), 'unexpected-answer'],
    ['too many requests', answer(429), 'unexpected-answer'],
    ['no answer in time', unreachable('timeout'), 'timeout'],
  ])('%s: inconclusive', (_what, bare, reason) => {
    expect(judgeBare(bare)).toMatchObject({ verdict: 'inconclusive', reason });
  });
});

describe('asked over real TLS', () => {
  test('one GET of the configured address, without Basic, where the answer is proof enough', async () => {
    const server = opened(await mutualServer(world(), { answer: replying(401) }));
    const { verdict } = await verifyIdentity(asking(server.url), world().identity);
    expect(verdict).toBe('accepted');
    expect(server.received).toMatchObject([
      { method: 'GET', path: '/', body: '', client: 'client001' },
    ]);
    expect(server.received[0]?.headers).not.toHaveProperty('authorization');
  });

  test.each([200, 302])('%i to who has a certificate, an alert to who has none', async (status) => {
    const server = opened(await mutualServer(world(), { answer: replying(status) }));
    const proof = await verifyIdentity(asking(server.url), world().identity);
    expect(proof).toMatchObject({ verdict: 'accepted', error: null });
    expect(server.received.map(({ client }) => client)).toEqual(['client001']);
  });

  test('200 to everybody: two visits, the second without a certificate, and no proof', async () => {
    const tls = { rejectUnauthorized: false };
    const server = opened(await mutualServer(world(), { tls, answer: replying(200) }));
    const proof = await verifyIdentity(asking(server.url), world().identity);
    expect(proof).toMatchObject({ verdict: 'inconclusive', reason: 'answers-anyone' });
    expect(server.received.map(({ client }) => client)).toEqual(['client001', null]);
  });

  test.each([
    [401, 'refused'],
    [502, 'inconclusive'],
  ])('refused, and the one in use gets %i: %s', async (others, verdict) => {
    const { identity, strangerIdentity } = world();
    const url = await refusing(others);
    const proof = await verifyCandidate(asking(url), identity, strangerIdentity);
    expect(proof).toMatchObject({ verdict, reason: 'not-permitted-certificate' });
  });

  test('the one in use alone: refused is said; that none arrived is not its fault', async () => {
    const { identity } = world();
    expect((await verifyInUse(asking(await refusing(401)), identity)).verdict).toBe('refused');
    const server = opened(await mutualServer(world(), { answer: box }));
    expect(await verifyInUse(asking(server.url), identity)).toMatchObject({
      verdict: 'inconclusive',
      reason: 'certificate-not-sent',
    });
  });
});

function commonNameOf(socket: TLSSocket): unknown {
  return socket.getPeerCertificate().subject?.CN;
}
