import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { connect } from '../../src/connection/connect.ts';
import type { ConnectionTarget } from '../../src/connection/types.ts';
import { verifyIdentity } from '../../src/connection/verify.ts';
import type { Identity } from '../../src/pkcs12/types.ts';
import {
  caExtensions,
  clientExtensions,
  identityOf,
  issue,
  serverExtensions,
  type Issued,
} from './support/authority.ts';
import { failureOf, get, post } from './support/calls.ts';
import { cleanup } from './support/cleanup.ts';
import { hasCounterpart } from './support/counterpart.ts';
import { nginx } from './support/nginx.ts';
import { opensslServer, type TlsVersion } from './support/openssl-server.ts';
import { mutualServer, rawServer } from './support/servers.ts';
import { sharedWorld } from './support/shared-world.ts';
import { leftOut } from '../support/left-out.ts';

const world = sharedWorld();
const opened = cleanup();
const signal = new AbortController().signal;

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

function clientBy(issuer: Issued, name: string, extensions: readonly string[], days = 30) {
  return issue(world().folder, { name, issuer, extensions, days });
}

function serverBy(issuer: Issued, name: string, extensions = serverExtensions, days = 30) {
  return issue(world().folder, { name, issuer, extensions, days });
}

/** What becomes of a POST to a server with these TLS settings. */
async function failureWith(
  tls: Readonly<Record<string, unknown>>,
  more?: Partial<ConnectionTarget>,
) {
  const server = opened(await mutualServer(world(), { tls }));
  const result = failureOf(await to(server.url, more).call(post(server.url)));
  expect(server.received).toStrictEqual([]);
  return result;
}

const now = (): Date => new Date();

/** As the one judge of a certificate says, which visits without one where it must. */
async function ask(weborca: URL, identity: Identity) {
  const road = { weborca, connect, ca: world().root.cert, proxy: null, signal, now };
  const { verdict, reason } = await verifyIdentity(road, identity);
  return { verdict, reason };
}

const hasOpenssl = hasCounterpart('openssl', 'version');
const noOpenssl = leftOut(hasOpenssl, 'no openssl');
describe.runIf(hasOpenssl)(`alerts of openssl s_server${noOpenssl}`, () => {
  describe.each<TlsVersion>(['tls1_2', 'tls1_3'])('%s', (version) => {
    const refusedFor = async (identity: Identity) => {
      const server = opened(await opensslServer(world(), version));
      const exchange = await to(server.url, { identity }).call(get(server.url));
      expect((await ask(server.url, identity)).verdict).toBe('refused');
      return failureOf(exchange);
    };

    test('an accepted certificate is answered', async () => {
      const server = opened(await opensslServer(world(), version));
      expect(await ask(server.url, world().identity)).toStrictEqual({
        verdict: 'accepted',
        reason: 'answered',
      });
    });

    test('unknown CA', async () => {
      const failure = await refusedFor(world().strangerIdentity);
      expect(failure).toStrictEqual(['service-refused-certificate', 'alert-unknown-ca', false]);
    });

    test('expired', async () => {
      const expired = await clientBy(world().root, `expired-${version}`, clientExtensions, -1);
      const failure = await refusedFor(identityOf(expired));
      expect(failure).toStrictEqual(['service-refused-certificate', 'alert-expired', false]);
    });

    test('not for client authentication', async () => {
      const wrong = await clientBy(world().root, `wrong-use-${version}`, [
        'extendedKeyUsage=serverAuth',
      ]);
      const [code, reason, mayHaveArrived] = await refusedFor(identityOf(wrong));
      expect([code, mayHaveArrived]).toStrictEqual(['service-refused-certificate', false]);
      expect(['alert-unsupported-certificate', 'alert-bad-certificate']).toContain(reason);
    });
  });
});

const hasNginx = hasCounterpart('nginx', '-v');
const noNginx = leftOut(hasNginx, 'no nginx');
describe.runIf(hasNginx)(`nginx with ssl_verify_client on${noNginx}`, () => {
  test('a certificate of its CA passes, another is refused with a 400', async () => {
    const server = opened(await nginx(world()));
    expect(await ask(server.url, world().identity)).toStrictEqual({
      verdict: 'accepted',
      reason: 'answered',
    });
    expect(await ask(server.url, world().strangerIdentity)).toStrictEqual({
      verdict: 'refused',
      reason: 'certificate-not-accepted',
    });
  });
});

test('Node closes without an alert: that says nothing about the certificate', async () => {
  const failure = await failureWith({}, { identity: world().strangerIdentity });
  expect(failure).toStrictEqual(['service-unreachable', 'closed', true]);
});

describe('a server that cannot be trusted gets no request', () => {
  test('its root is unknown', async () => {
    const failure = await failureWith({}, { ca: null });
    expect(failure).toStrictEqual(['service-untrusted', 'unknown-root', false]);
  });

  test('only its leaf was sent', async () => {
    const { folder, root } = world();
    const middle = await issue(folder, { name: 'middle', issuer: root, extensions: caExtensions });
    const { key, cert } = await serverBy(middle, 'below-middle');
    const failure = await failureWith({ key, cert });
    expect(failure).toStrictEqual(['service-untrusted', 'incomplete-chain', false]);
  });

  test('it is another host', async () => {
    const { key, cert } = await serverBy(world().root, 'other-host', [
      'subjectAltName=DNS:other.example',
    ]);
    const failure = await failureWith({ key, cert });
    expect(failure).toStrictEqual(['service-untrusted', 'other-host', false]);
  });

  test('its certificate has expired', async () => {
    const { key, cert } = await serverBy(world().root, 'old-server', serverExtensions, -1);
    const failure = await failureWith({ key, cert });
    expect(failure).toStrictEqual(['service-untrusted', 'server-certificate-expired', false]);
  });

  test('its certificate is for something else', async () => {
    const extensions = ['subjectAltName=IP:127.0.0.1', 'extendedKeyUsage=clientAuth'];
    const { key, cert } = await serverBy(world().root, 'wrong-use-server', extensions);
    const failure = await failureWith({ key, cert });
    expect(failure).toStrictEqual(['service-untrusted', 'server-key-usage', false]);
  });
});

describe('a service that cannot be reached', () => {
  test('nobody listens', async () => {
    const gone = await rawServer(() => undefined);
    await gone.stop();
    const url = new URL(`https://127.0.0.1:${gone.port}/`);
    const failure = failureOf(await to(url).call(post(url)));
    expect(failure).toStrictEqual(['service-unreachable', 'refused', false]);
  });

  test('it speaks plain HTTP', async () => {
    const plain = opened(
      await rawServer((socket) =>
        socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'),
      ),
    );
    const url = new URL(`https://127.0.0.1:${plain.port}/`);
    const failure = failureOf(await to(url).call(post(url)));
    expect(failure).toStrictEqual(['service-unreachable', 'not-tls', false]);
  });

  test('it closes before the handshake is over', async () => {
    const rude = opened(await rawServer((socket) => socket.once('data', () => socket.destroy())));
    const url = new URL(`https://127.0.0.1:${rude.port}/`);
    const failure = failureOf(await to(url).call(post(url)));
    expect(failure).toStrictEqual(['service-unreachable', 'closed', false]);
  });

  test('it speaks only a TLS version that is not offered', async () => {
    const old = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
    const failure = await failureWith(old);
    expect(failure).toStrictEqual(['service-unreachable', 'tls-version', false]);
  });

  test('it closes after the request was sent', async () => {
    const server = opened(
      await mutualServer(world(), { answer: (request) => request.socket.destroy() }),
    );
    const failure = failureOf(await to(server.url).call(post(server.url)));
    expect(failure).toStrictEqual(['service-unreachable', 'closed', true]);
  });

  test('it answers with something else than HTTP', async () => {
    const server = opened(
      await mutualServer(world(), {
        answer: (request) => request.socket.write('pass: x7Qk\r\n\r\n'),
      }),
    );
    const exchange = await to(server.url).call(post(server.url));
    expect(failureOf(exchange)).toStrictEqual(['service-unreachable', 'not-http', true]);
    expect(inspect(exchange, { depth: 10, showHidden: true })).not.toContain('x7Qk');
  });
});
