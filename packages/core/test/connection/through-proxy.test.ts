import { describe, expect, test } from 'vitest';
import { connect } from '../../src/connection/connect.ts';
import { roadTo } from '../../src/connection/proxy.ts';
import type { ConnectionTarget } from '../../src/connection/types.ts';
import { answerOf, failureOf, get, post } from './support/calls.ts';
import { cleanup } from './support/cleanup.ts';
import { hasCounterpart } from './support/counterpart.ts';
import { opensslServer } from './support/openssl-server.ts';
import { connectProxy, type TestProxyOptions } from './support/proxy.ts';
import { mutualServer, rawServer } from './support/servers.ts';
import { sharedWorld } from './support/shared-world.ts';
import { tinyproxy } from './support/tinyproxy.ts';
import { leftOut } from '../support/left-out.ts';

const world = sharedWorld();
const opened = cleanup();

function to(origin: URL, proxy: URL | string, more: Partial<ConnectionTarget> = {}) {
  const { identity, root } = world();
  return opened(connect({ origin, identity, ca: root.cert, proxy: new URL(proxy), ...more }));
}

async function serviceAndProxy(options: TestProxyOptions = {}) {
  const server = opened(await mutualServer(world()));
  const proxy = opened(await connectProxy(options));
  const scheme = options.tls === undefined ? 'http' : 'https';
  const at = (credentials: string): string => `${scheme}://${credentials}127.0.0.1:${proxy.port}`;
  return { server, proxy, at };
}

test.each([
  ['http', false],
  ['https', true],
])('POST and GET share one tunnel of an %s proxy and carry the certificate', async (_, secure) => {
  const { server, proxy, at } = await serviceAndProxy(secure ? { tls: world().server } : {});
  const connection = to(server.url, at(''));
  answerOf(await connection.call(post(server.url)));
  answerOf(await connection.call(get(server.url)));
  expect(server.connections()).toBe(1);
  expect(server.received).toMatchObject([
    { method: 'POST', client: 'client001', headers: { 'content-length': '2' } },
    { method: 'GET', client: 'client001' },
  ]);
  expect(proxy.tunnels).toStrictEqual([{ authority: server.url.host, authorization: undefined }]);
});

describe('credentials', () => {
  test('go to the proxy alone', async () => {
    const { server, at } = await serviceAndProxy({ credentials: 'user:pä ss%' });
    answerOf(await to(server.url, at('user:p%C3%A4%20ss%25@')).call(get(server.url)));
    expect(server.received[0]?.headers).not.toHaveProperty('proxy-authorization');
  });

  test.each([
    ['', 'proxy-credentials-missing'],
    ['user:wrong@', 'proxy-authentication'],
  ])('that are missing or wrong are said to be so: "%s"', async (given, reason) => {
    const { server, proxy, at } = await serviceAndProxy({
      credentials: 'user:right',
      offers: ['Basic realm="p"'],
    });
    const failure = failureOf(await to(server.url, at(given)).call(post(server.url)));
    expect(failure).toStrictEqual(['service-unreachable', reason, false]);
    expect(proxy.tunnels).toStrictEqual([]);
  });

  test.each([
    [['NTLM'], 'proxy-ntlm'],
    [['Negotiate', 'NTLM'], 'proxy-ntlm'],
    [['Negotiate TlRMTVNTUAACAAAA=='], 'proxy-ntlm'],
    [['Digest realm="Basic, NTLM", qop="auth", nonce="x"'], 'proxy-other-authentication'],
    [['NTLM, Basic realm="p"'], 'proxy-authentication'],
    [['Digest realm="a", basic="x"', 'BASIC'], 'proxy-authentication'],
    [[], 'proxy-authentication'],
  ])('a proxy that offers %j', async (offers, reason) => {
    const { server, at } = await serviceAndProxy({ credentials: 'user:right', offers });
    const failure = failureOf(await to(server.url, at('user:wrong@')).call(post(server.url)));
    expect(failure).toStrictEqual(['service-unreachable', reason, false]);
  });
});

test.each([
  [403, 'proxy-refused'],
  [502, 'proxy-failed'],
  [504, 'proxy-failed'],
])('a proxy that answers %i', async (status, reason) => {
  const { server, at } = await serviceAndProxy({ status });
  const failure = failureOf(await to(server.url, at('')).call(post(server.url)));
  expect(failure).toStrictEqual(['service-unreachable', reason, false]);
});

test('a user of a domain, with a password that nobody encoded', async () => {
  const credentials = 'CORP\\taro:s/e?c@r#t';
  const { server, proxy, at } = await serviceAndProxy({ credentials });
  const road = roadTo(server.url, null, { HTTPS_PROXY: `"${at(`${credentials}@`)}"` });
  expect(road).not.toHaveProperty('passedOver');
  answerOf(await to(server.url, road.proxy ?? '').call(get(server.url)));
  expect(proxy.tunnels).toHaveLength(1);
});

test('a variable that was passed over is named by the failure of what was tried instead', async () => {
  const gone = await rawServer(() => undefined);
  await gone.stop();
  const url = new URL(`https://127.0.0.1:${gone.port}/`);
  const road = roadTo(url, null, { HTTPS_PROXY: 'http://taro:secret@pro xy' });
  const { identity, root } = world();
  const connection = opened(connect({ origin: url, identity, ca: root.cert, ...road }));
  expect(await connection.call(get(url))).toMatchObject({
    error: { details: { host: url.host, reason: 'refused', passedOver: 'HTTPS_PROXY' } },
  });
});

describe('a proxy that is of no use', () => {
  const url = new URL('https://127.0.0.1:9/');

  test('is not there', async () => {
    const gone = await rawServer(() => undefined);
    await gone.stop();
    const failure = failureOf(await to(url, `http://127.0.0.1:${gone.port}`).call(post(url)));
    expect(failure).toStrictEqual(['service-unreachable', 'proxy-unreachable', false]);
  });

  test('never answers', async () => {
    const silent = opened(await rawServer(() => undefined));
    const connection = to(url, `http://127.0.0.1:${silent.port}`);
    const failure = failureOf(await connection.call(post(url, '/', { timeoutMs: 300 })));
    expect(failure).toStrictEqual(['service-unreachable', 'timeout', false]);
  });

  test('cannot be trusted', async () => {
    const { server, at } = await serviceAndProxy({ tls: world().stranger });
    const failure = failureOf(await to(server.url, at('')).call(post(server.url)));
    expect(failure).toStrictEqual(['service-untrusted', 'proxy-untrusted', false]);
  });
});

test('what goes wrong behind the proxy is told of the service', async () => {
  const { server, at } = await serviceAndProxy();
  const failure = failureOf(await to(server.url, at(''), { ca: null }).call(post(server.url)));
  expect(failure).toStrictEqual(['service-untrusted', 'unknown-root', false]);
});

const hasOpenssl = hasCounterpart('openssl', 'version');
test.skipIf(!hasOpenssl).each(['tls1_2', 'tls1_3'] as const)(
  `an alert is seen through the tunnel, %s${leftOut(hasOpenssl, 'no openssl')}`,
  async (version) => {
    const server = opened(await opensslServer(world(), version));
    const proxy = opened(await connectProxy());
    const identity = world().strangerIdentity;
    const connection = to(server.url, `http://127.0.0.1:${proxy.port}`, { identity });
    const failure = failureOf(await connection.call(get(server.url)));
    expect(failure).toStrictEqual(['service-refused-certificate', 'alert-unknown-ca', false]);
  },
);

const hasTinyproxy = hasCounterpart('tinyproxy', '-v');
describe.skipIf(!hasTinyproxy)(`tinyproxy${leftOut(hasTinyproxy, 'no tinyproxy')}`, () => {
  test('one tunnel with Basic credentials; without them proxy-authentication', async () => {
    const server = opened(await mutualServer(world()));
    const proxy = opened(await tinyproxy(world().folder, { user: 'user', password: 'secret' }));
    const connection = to(server.url, `http://user:secret@127.0.0.1:${proxy.port}`);
    answerOf(await connection.call(post(server.url)));
    answerOf(await connection.call(get(server.url)));
    expect([server.connections(), server.received[1]?.client]).toStrictEqual([1, 'client001']);
    const without = to(server.url, `http://127.0.0.1:${proxy.port}`);
    const failure = failureOf(await without.call(post(server.url)));
    expect(failure).toStrictEqual(['service-unreachable', 'proxy-credentials-missing', false]);
  });
});
