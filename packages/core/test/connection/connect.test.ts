import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { connect } from '../../src/connection/connect.ts';
import type { ConnectionTarget } from '../../src/connection/types.ts';
import { identityOf, issue } from './support/authority.ts';
import { answerOf, failureOf, get, post, text } from './support/calls.ts';
import { cleanup } from './support/cleanup.ts';
import { mutualServer, rawServer } from './support/servers.ts';
import { sharedWorld } from './support/shared-world.ts';

const world = sharedWorld();
const opened = cleanup();

function to(origin: URL, more: Partial<ConnectionTarget> = {}) {
  const target = {
    origin,
    identity: world().identity,
    ca: world().root.cert,
    proxy: null,
    ...more,
  };
  return opened(connect(target));
}

async function serve(answer: RequestListener) {
  return opened(await mutualServer(world(), { answer }));
}

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('%s', (version) => {
  test('POST and at once GET share one connection and carry the certificate', async () => {
    const tls = { minVersion: version, maxVersion: version };
    const server = opened(await mutualServer(world(), { tls }));
    const connection = to(server.url);
    expect(answerOf(await connection.call(post(server.url))).status).toBe(200);
    const answer = answerOf(await connection.call(get(server.url, '/api/cert/1?a=b')));
    expect(text(answer.body)).toBe('{"ok":true}');
    expect(server.connections()).toBe(1);
    expect(server.received).toMatchObject([
      { method: 'POST', path: '/api/cert', body: '{}', connection: 1, client: 'client001' },
      { method: 'GET', path: '/api/cert/1?a=b', body: '', connection: 1, client: 'client001' },
    ]);
  });
});

test('an RSA identity works as well', async () => {
  const { folder, root, intermediate } = world();
  const extensions = ['extendedKeyUsage=clientAuth'];
  const order = { name: 'rsa001', keys: 'rsa', issuer: intermediate, extensions } as const;
  const identity = identityOf(await issue(folder, order), [intermediate, root]);
  const server = opened(await mutualServer(world()));
  answerOf(await to(server.url, { identity }).call(get(server.url)));
  expect(server.received).toMatchObject([{ client: 'rsa001' }]);
});

test('the body goes out with its length and is never chunked', async () => {
  const server = opened(await mutualServer(world()));
  await to(server.url).call(post(server.url));
  const [request] = server.received;
  expect(request?.headers).toMatchObject({
    'content-length': '2',
    'content-type': 'application/json',
  });
  expect(request?.headers).not.toHaveProperty('transfer-encoding');
  expect(request?.headers).not.toHaveProperty('authorization');
});

test('without its intermediates the same server refuses the certificate', async () => {
  const server = opened(await mutualServer(world()));
  const identity = identityOf(world().client);
  const exchange = await to(server.url, { identity }).call(get(server.url));
  expect(exchange.kind).toBe('failure');
});

test('a redirect is an answer like any other', async () => {
  const server = await serve((_, response) => response.writeHead(302, { location: '/else' }).end());
  const answer = answerOf(await to(server.url).call(get(server.url)));
  expect(answer).toMatchObject({ status: 302, headers: { location: '/else' } });
  expect(server.received).toHaveLength(1);
});

test('header names are lower case, several values are joined', async () => {
  const server = await serve((_, response) => {
    response.setHeader('X-Several', ['a', 'b']).end();
  });
  const answer = answerOf(await to(server.url).call(get(server.url)));
  expect(answer.headers).toMatchObject({ 'x-several': 'a, b' });
});

test('a body of exactly maxBytes is complete, one byte more is not', async () => {
  const server = await serve((_, response) => response.end('12345'));
  const connection = to(server.url);
  const whole = answerOf(await connection.call(get(server.url, '/', { maxBytes: 5 })));
  expect([text(whole.body), whole.complete]).toStrictEqual(['12345', true]);
  const cut = answerOf(await connection.call(get(server.url, '/', { maxBytes: 4 })));
  expect([text(cut.body), cut.complete]).toStrictEqual(['1234', false]);
  const again = answerOf(await connection.call(get(server.url)));
  expect(again.complete).toBe(true);
});

test('a body without end is read to maxBytes only', async () => {
  const server = await serve((_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(16_384)));
    };
    response.on('drain', more);
    more();
  });
  const answer = answerOf(await to(server.url).call(get(server.url, '/', { maxBytes: 100_000 })));
  expect([answer.body.length, answer.complete]).toStrictEqual([100_000, false]);
});

test('a body that breaks off is an incomplete answer', async () => {
  const server = await serve((request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => request.socket.destroy());
  });
  const answer = answerOf(await to(server.url).call(get(server.url)));
  expect([answer.status, text(answer.body), answer.complete]).toStrictEqual([200, 'half', false]);
});

test('a body that stops coming is an incomplete answer after the call’s time', async () => {
  const server = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half');
  });
  const answer = answerOf(await to(server.url).call(get(server.url, '/', { timeoutMs: 300 })));
  expect([text(answer.body), answer.complete]).toStrictEqual(['half', false]);
});

describe('a call ends', () => {
  test('after its time, when no answer comes; the next one connects anew', async () => {
    let requests = 0;
    const server = await serve((_, response) => {
      requests += 1;
      if (requests > 1) response.end('late');
    });
    const connection = to(server.url);
    const exchange = await connection.call(get(server.url, '/', { timeoutMs: 300 }));
    expect(failureOf(exchange)).toStrictEqual(['service-unreachable', 'timeout', true]);
    expect(text(answerOf(await connection.call(get(server.url))).body)).toBe('late');
    expect(server.connections()).toBe(2);
  });

  test('after its time, when the handshake never ends', async () => {
    const silent = opened(await rawServer(() => undefined));
    const url = new URL(`https://127.0.0.1:${silent.port}/`);
    const exchange = await to(url).call(post(url, '/', { timeoutMs: 300 }));
    expect(failureOf(exchange)).toStrictEqual(['service-unreachable', 'timeout', false]);
  });

  test('when the signal says so, before anything was sent', async () => {
    const server = opened(await mutualServer(world()));
    const exchange = await to(server.url).call(get(server.url), AbortSignal.abort());
    expect(failureOf(exchange)).toStrictEqual(['interrupted', 'connection', false]);
    expect(server.connections()).toBe(0);
  });

  test('when the signal says so, during the handshake', async () => {
    const stop = new AbortController();
    const silent = opened(await rawServer((socket) => socket.once('data', () => stop.abort())));
    const url = new URL(`https://127.0.0.1:${silent.port}/`);
    const exchange = await to(url).call(post(url), stop.signal);
    expect(failureOf(exchange)).toStrictEqual(['interrupted', 'connection', false]);
  });

  test('when the signal says so, while waiting for the answer', async () => {
    const stop = new AbortController();
    const server = await serve(() => stop.abort());
    const exchange = await to(server.url).call(post(server.url), stop.signal);
    expect(failureOf(exchange)).toStrictEqual(['interrupted', 'connection', true]);
  });
});

test('a connection that the server closed between two calls is opened again', async () => {
  const server = await serve((_, response) => response.setHeader('connection', 'close').end('x'));
  const connection = to(server.url);
  answerOf(await connection.call(get(server.url)));
  answerOf(await connection.call(get(server.url)));
  expect(server.connections()).toBe(2);
});

describe('what a caller must not do', () => {
  test.each(['https://127.0.0.1:1/', 'https://127.0.0.2/', 'http://127.0.0.1/'])(
    'the certificate goes to no other origin: %s',
    async (other) => {
      const server = opened(await mutualServer(world()));
      const call = to(server.url).call(get(new URL(other)));
      await expect(call).rejects.toMatchObject({
        code: 'internal',
        details: { reason: 'other-origin' },
      });
      expect(server.connections()).toBe(0);
    },
  );

  test('a connection is https', () => {
    expect(() => to(new URL('http://127.0.0.1/'))).toThrow('internal');
  });

  test('one call at a time, and none after close', async () => {
    const server = opened(await mutualServer(world()));
    const connection = to(server.url);
    const first = connection.call(get(server.url));
    await expect(connection.call(get(server.url))).rejects.toMatchObject({
      details: { reason: 'connection-busy' },
    });
    answerOf(await first);
    await connection.close();
    await expect(connection.call(get(server.url))).rejects.toMatchObject({
      details: { reason: 'connection-closed' },
    });
  });

  test('a key that is not the certificate’s is found before anything is sent', async () => {
    const server = opened(await mutualServer(world()));
    const { identity, strangerIdentity } = world();
    const mixed = { ...identity, privateKey: strangerIdentity.privateKey };
    const call = to(server.url, { identity: mixed }).call(get(server.url));
    await expect(call).rejects.toMatchObject({
      code: 'pkcs12-damaged',
      details: { at: 'key pair' },
    });
    expect(server.connections()).toBe(0);
  });
});
