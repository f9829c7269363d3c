import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readName } from '../../src/certificate/read.ts';
import { readClientAuth } from '../../src/connection/client-auth.ts';
import { shakeHands } from '../../src/connection/handshake.ts';
import type { Identity } from '../../src/pkcs12/types.ts';
import { caExtensions, issue } from './support/authority.ts';
import { cleanup } from './support/cleanup.ts';
import { hasCounterpart } from './support/counterpart.ts';
import { nginx } from './support/nginx.ts';
import { opensslServer } from './support/openssl-server.ts';
import { connectProxy } from './support/proxy.ts';
import { mutualServer } from './support/servers.ts';
import { sharedWorld } from './support/shared-world.ts';

const world = sharedWorld();
const closing = cleanup();

async function clientAuthAt(origin: URL, identity: Identity | null, proxy: URL | null = null) {
  const { sight } = await shakeHands({ origin, identity, ca: world().root.cert, proxy });
  const auth = sight?.clientAuth ?? null;
  if (auth === null) return null;
  return { ...auth, authorities: auth.authorities.map((name) => readName(name)) };
}

const suites = [
  { maxVersion: 'TLSv1.2' },
  { ciphers: 'TLS_AES_128_GCM_SHA256' },
  { ciphers: 'TLS_AES_256_GCM_SHA384' },
  { ciphers: 'TLS_CHACHA20_POLY1305_SHA256' },
  // No key share that a client guesses: the server asks for a second hello.
  { ecdhCurve: 'secp521r1' },
] as const;

describe('what is read off the wire', () => {
  test.each(suites)('asked for and sent, asked for and not, not asked for: %o', async (tls) => {
    const { identity } = world();
    const authorities = ['CN=root,O=Test'];
    const asking = closing(await mutualServer(world(), { tls }));
    expect(await clientAuthAt(asking.url, identity)).toEqual({
      asked: true,
      authorities,
      sent: true,
    });
    expect(await clientAuthAt(asking.url, null)).toEqual({ asked: true, authorities, sent: false });
    const open = closing(await mutualServer(world(), { tls: { ...tls, requestCert: false } }));
    expect(await clientAuthAt(open.url, identity)).toEqual({
      asked: false,
      authorities: [],
      sent: false,
    });
  });

  test('through a proxy as well', async () => {
    const server = closing(await mutualServer(world()));
    const tunnel = closing(await connectProxy({}));
    const proxy = new URL(`http://127.0.0.1:${tunnel.port}/`);
    expect(await clientAuthAt(server.url, world().identity, proxy)).toMatchObject({ sent: true });
  });

  test.each(['tls1_2', 'tls1_3'] as const)('openssl names others under %s', async (version) => {
    const { folder } = world();
    const root = await issue(folder, { name: `other-${version}`, extensions: caExtensions });
    const server = closing(await opensslServer({ ...world(), root }, version));
    expect(await clientAuthAt(server.url, world().identity)).toEqual({
      asked: true,
      authorities: [`CN=other-${version},O=Test`],
      sent: true,
    });
  });

  test.runIf(hasCounterpart('nginx', '-v'))('nginx names the authorities of its file', async () => {
    const server = closing(await nginx(world()));
    expect(await clientAuthAt(server.url, world().identity)).toEqual({
      asked: true,
      authorities: ['CN=root,O=Test'],
      sent: true,
    });
  });

  test('a server that is not trusted is heard, too', async () => {
    const server = closing(await mutualServer(world()));
    const target = { origin: server.url, identity: world().identity, ca: null, proxy: null };
    const handshake = await shakeHands(target);
    expect(handshake).toMatchObject({
      kind: 'untrusted',
      sight: { peer: `127.0.0.1:${server.port}`, clientAuth: { asked: true, sent: false } },
    });
  });
});

test('whatever came over a wire is read without an error', () => {
  const record = fc.tuple(fc.constantFrom(20, 21, 22, 23), fc.uint8Array({ maxLength: 80 }));
  const wire = fc
    .array(record, { maxLength: 6 })
    .map((all) =>
      Buffer.concat(all.map(([type, body]) => Buffer.from([type, 3, 3, 0, body.length, ...body]))),
    );
  fc.assert(
    fc.property(wire, wire, fc.array(fc.string(), { maxLength: 3 }), (server, client, keyLog) => {
      const read = readClientAuth({ server, client, keyLog });
      expect(read === null || typeof read.asked === 'boolean').toBe(true);
    }),
    { numRuns: 300 },
  );
});
