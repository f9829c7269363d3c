import { describe, expect, test } from 'vitest';
import { shakeHands } from '../../src/connection/handshake.ts';
import { cleanup } from './support/cleanup.ts';
import { opensslServer } from './support/openssl-server.ts';
import { connectProxy } from './support/proxy.ts';
import { listen, mutualServer, rawServer } from './support/servers.ts';
import { sharedWorld } from './support/shared-world.ts';
import { createServer } from 'node:net';

const world = sharedWorld();
const closing = cleanup();

describe('shakeHands', () => {
  test('a server that is trusted: its chain, and not a byte of a request', async () => {
    const { identity, root } = world();
    const server = closing(await mutualServer(world()));
    const target = { origin: server.url, identity, ca: root.cert, proxy: null };
    const handshake = await shakeHands(target);
    expect(handshake).toMatchObject({
      kind: 'trusted',
      refusal: null,
      chain: [
        { subject: 'CN=server,O=Test', issuer: 'CN=root,O=Test' },
        { subject: 'CN=root,O=Test' },
      ],
    });
    expect(server.connections()).toBe(1);
    expect(server.received).toEqual([]);
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'one that is not trusted under %s: the connection is closed, its chain is told',
    async (maxVersion) => {
      const { identity } = world();
      const tls = { requestCert: false, maxVersion };
      const server = closing(await mutualServer(world(), { tls }));
      const handshake = await shakeHands({ origin: server.url, identity, ca: null, proxy: null });
      expect(handshake).toMatchObject({
        kind: 'untrusted',
        chain: [
          { subject: 'CN=server,O=Test', issuer: 'CN=root,O=Test' },
          { subject: 'CN=root,O=Test' },
        ],
      });
      expect(server.received).toEqual([]);
    },
  );

  test('NODE_TLS_REJECT_UNAUTHORIZED changes nothing', async () => {
    const server = closing(await mutualServer(world(), { tls: { requestCert: false } }));
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const target = { origin: server.url, identity: null, ca: null, proxy: null };
      expect(await shakeHands(target)).toMatchObject({ kind: 'untrusted' });
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
  });

  test('a certificate of another host', async () => {
    const { root } = world();
    const server = closing(await mutualServer(world(), { tls: { requestCert: false } }));
    const origin = new URL(`https://localhost:${server.port}/`);
    const handshake = await shakeHands({ origin, identity: null, ca: root.cert, proxy: null });
    expect(handshake).toMatchObject({ kind: 'untrusted', reason: 'other-host' });
  });

  // Under TLS 1.3 the alert comes after the handshake, under 1.2 it is the end of it.
  test.each([
    ['tls1_3', { kind: 'trusted', refusal: 'alert-unknown-ca' }],
    ['tls1_2', { kind: 'failed', reason: 'alert-unknown-ca' }],
  ] as const)('a certificate that is refused under %s', async (version, expected) => {
    const { strangerIdentity: identity, root } = world();
    const server = closing(await opensslServer(world(), version));
    const target = { origin: server.url, identity, ca: root.cert, proxy: null };
    expect(await shakeHands(target)).toMatchObject(expected);
  });

  test('through a proxy, with its credentials', async () => {
    const { identity, root } = world();
    const server = closing(await mutualServer(world()));
    const credentials = 'user:pässwört';
    const proxyServer = closing(await connectProxy({ credentials }));
    const proxy = new URL(`http://127.0.0.1:${proxyServer.port}/`);
    const target = { origin: server.url, identity, ca: root.cert, proxy };
    expect(await shakeHands(target)).toEqual({
      kind: 'failed',
      reason: 'proxy-credentials-missing',
    });
    proxy.username = 'user';
    proxy.password = 'pässwört';
    expect(await shakeHands(target)).toMatchObject({ kind: 'trusted' });
    expect(proxyServer.tunnels).toHaveLength(1);
  });

  test.each([
    [403, 'proxy-refused'],
    [502, 'proxy-failed'],
  ] as const)('a proxy that answers %s', async (status, reason) => {
    const proxyServer = closing(await connectProxy({ status }));
    const proxy = new URL(`http://127.0.0.1:${proxyServer.port}/`);
    const origin = new URL('https://weborca.invalid/');
    const handshake = await shakeHands({ origin, identity: null, ca: null, proxy });
    expect(handshake).toEqual({ kind: 'failed', reason });
  });

  test('nobody there, and something that speaks no TLS', async () => {
    const gone = await listen(createServer());
    await gone.stop();
    const target = { identity: null, ca: null, proxy: null };
    const nobody = new URL(`https://127.0.0.1:${gone.port}/`);
    expect(await shakeHands({ ...target, origin: nobody })).toMatchObject({ reason: 'refused' });
    const plain = closing(await rawServer((socket) => socket.end('HTTP/1.1 400 Bad\r\n\r\n')));
    const origin = new URL(`https://127.0.0.1:${plain.port}/`);
    expect(await shakeHands({ ...target, origin })).toMatchObject({ reason: 'not-tls' });
    const proxy = new URL(`http://127.0.0.1:${gone.port}/`);
    expect(await shakeHands({ ...target, origin, proxy })).toMatchObject({
      reason: 'proxy-unreachable',
    });
  });
});
