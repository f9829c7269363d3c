import { mkdir, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectionAccounts } from '../../src/doctor/connection-cause.ts';
import { describeFinding } from '../../src/messages/doctor.ts';
import { sealPkcs12 } from '../../src/pkcs12/api.ts';
import type { Identity } from '../../src/pkcs12/types.ts';
import { connectionReport } from '../../src/porcelain/connection-report.ts';
import { Secret } from '../../src/secret.ts';
import { connectionCauses } from '../../src/words/connection-causes.ts';
import { finding } from '../../src/findings/levels.ts';
import {
  caExtensions,
  clientExtensions,
  identityOf,
  issue,
} from '../connection/support/authority.ts';
import { cleanup } from '../connection/support/cleanup.ts';
import { hasCounterpart } from '../connection/support/counterpart.ts';
import { nginx } from '../connection/support/nginx.ts';
import { opensslServer } from '../connection/support/openssl-server.ts';
import { connectProxy } from '../connection/support/proxy.ts';
import { listen, mutualServer, type MutualServerOptions } from '../connection/support/servers.ts';
import { sharedWorld } from '../connection/support/shared-world.ts';
import { clinic } from '../support/clinic.ts';
import { sampleFindings } from './support/samples.ts';

const world = sharedWorld();
const closing = cleanup();
const canary = 'c4nary-Passw0rd!';

interface At {
  readonly weborca: string;
  readonly ca?: string | null;
  readonly identity?: Identity;
  readonly proxy?: string;
}

/** The report of a clinic whose service is there. */
async function reportAt({ weborca, ca, identity = world().identity, proxy }: At) {
  const place = await clinic({ now: () => new Date() });
  await writeFile(place.at('root.pem'), ca ?? world().root.cert);
  const service = {
    weborca,
    ca: ca === null ? null : place.at('root.pem'),
    ...(proxy === undefined ? {} : { proxy }),
  };
  await place.configure({ 'clinic-a': { service: 'test' } }, { services: { test: service } });
  await place.store('clinic-a', {
    p12: await sealPkcs12(identity, new Secret(canary), { format: 'modern', iterations: 2048 }),
    password: new Secret(canary),
    facts: identity.leaf.facts,
    fileName: '000000_JP_u00000000_client001.p12',
    origin: 'added',
  });
  const report = await connectionReport(place.context, 'clinic-a');
  // Nothing secret in it, in whatever language.
  const said = report.hosts.flatMap(({ findings }) =>
    (['ja', 'en'] as const).map((language) => findings.map((f) => describeFinding(f, language))),
  );
  expect(JSON.stringify([report, said])).not.toContain(canary);
  return report;
}

async function causeAt(at: At) {
  const { hosts } = await reportAt(at);
  return hosts.map(({ cause }) => cause);
}

async function server(options: MutualServerOptions = {}): Promise<string> {
  return closing(await mutualServer(world(), options)).url.href;
}

const saying = (status: number, body = '') => ({
  answer: (_: unknown, response: ServerResponse) => void response.writeHead(status).end(body),
});

describe('why mutual TLS works or does not', () => {
  test('accepted: the way there, step by step', async () => {
    const { hosts } = await reportAt({ weborca: await server(saying(401)) });
    expect(hosts.map(({ cause }) => cause)).toEqual(['accepted']);
    expect(hosts[0]?.findings.map(({ code }) => code)).toEqual([
      'tcp-connected',
      'tls-trusted',
      'tls-certificate-sent',
      'weborca-accepts',
    ]);
    expect(hosts[0]?.findings[2]?.facts).toMatchObject({ authorities: ['CN=root,O=Test'] });
  });

  test.each([
    [403, '{"Code":403,"Message":"NOT PERMITTED CERTIFICATE"}', 'not-permitted'],
    [403, 'user_not_in tenantdb', 'user-not-in-tenant'],
    [403, 'ON_PREMISES_ONLY_TENANT', 'on-premises-only-tenant'],
    [403, 'Forbidden', 'unclear'],
    [503, 'GINBEE_MAINTENANCE', 'busy'],
    [400, 'No required SSL certificate was sent', 'lost-on-the-way'],
    [400, 'The SSL certificate error', 'refused'],
  ] as const)('an answer %s %s: %s', async (status, body, cause) => {
    expect(await causeAt({ weborca: await server(saying(status, body)) })).toEqual([cause]);
  });

  test('a page for everybody, from a server that asks for nothing', async () => {
    const weborca = await server({ ...saying(200), tls: { requestCert: false } });
    expect(await causeAt({ weborca })).toEqual(['not-asked']);
  });

  test('a page for everybody, from one that asks', async () => {
    const weborca = await server({ ...saying(200), tls: { rejectUnauthorized: false } });
    expect(await causeAt({ weborca })).toEqual(['answers-anyone']);
  });

  test.each(['tls1_2', 'tls1_3'] as const)(
    'openssl says that it does not know us, %s',
    async (v) => {
      const running = closing(await opensslServer(world(), v));
      // Its issuer is called as ours is: only the alert tells.
      const folder = join(world().folder, v);
      await mkdir(folder);
      const impostor = await issue(folder, { name: 'root', extensions: caExtensions });
      const order = { name: 'client001', issuer: impostor, extensions: clientExtensions };
      const stranger = await issue(folder, order);
      const { hosts } = await reportAt({
        weborca: running.url.href,
        identity: identityOf(stranger),
      });
      expect(hosts[0]?.cause).toBe('refused');
      const refusal = hosts[0]?.findings.find(({ code }) => code === 'tls-refuses-certificate');
      // decrypt_error, unknown_ca or bad_certificate: by which step of the check it fails.
      expect(refusal?.facts).toMatchObject({ alert: expect.any(Number) });
    },
  );

  test.each(['tls1_2', 'tls1_3'] as const)('openssl wants another authority, %s', async (v) => {
    const { folder } = world();
    const root = await issue(folder, { name: `elsewhere-${v}`, extensions: caExtensions });
    const running = closing(await opensslServer({ ...world(), root }, v));
    const { hosts } = await reportAt({ weborca: running.url.href });
    expect(hosts[0]?.cause).toBe('other-authorities');
    expect(hosts[0]?.findings.find(({ code }) => code === 'tls-asks-others')?.facts).toMatchObject({
      authorities: [`CN=elsewhere-${v},O=Test`],
    });
  });

  test.runIf(hasCounterpart('nginx', '-v'))(
    'nginx takes ours, and says no to a stranger',
    async () => {
      const weborca = closing(await nginx(world())).url.href;
      expect(await causeAt({ weborca })).toEqual(['accepted']);
      const identity = world().strangerIdentity;
      expect(await causeAt({ weborca, identity })).toEqual(['other-authorities']);
    },
  );

  test('untrusted, gone, speaking no TLS, no such name', async () => {
    expect(await causeAt({ weborca: await server(), ca: null })).toEqual(['untrusted']);
    const gone = await listen(createServer());
    await gone.stop();
    expect(await causeAt({ weborca: `https://127.0.0.1:${gone.port}/` })).toEqual(['unreachable']);
    expect(await causeAt({ weborca: 'https://weborca.invalid/' })).toEqual(['no-name']);
  });

  test('the proxy wants a password, and its own is not told', async () => {
    const { port } = closing(await connectProxy({ credentials: `user:${canary}` }));
    const weborca = await server();
    expect(await causeAt({ weborca, proxy: `http://127.0.0.1:${port}/` })).toEqual(['proxy']);
    const proxy = `http://user:${encodeURIComponent(canary)}@127.0.0.1:${port}/`;
    expect(await causeAt({ weborca, proxy })).toEqual(['accepted']);
  });
});

test('whatever was found, each host has a cause, and nothing is told twice', () => {
  const { hosts, rest } = connectionAccounts(sampleFindings());
  const told = [...hosts.flatMap(({ findings }) => findings), ...rest];
  expect(told).toHaveLength(new Set(told).size);
  for (const { cause } of hosts) expect(Object.keys(connectionCauses)).toContain(cause);
});

test('a name that is looked up for the proxy is on the way to the host', () => {
  const host = 'weborca.example:8443';
  const proxy = 'http://proxy.example:8080';
  const { hosts, rest } = connectionAccounts([
    finding('proxy-used', { host, proxy, from: 'configuration', authenticated: false }),
    finding('dns-by-proxy', { host }),
    finding('dns-failed', { host: 'proxy.example', reason: 'no-such-name' }),
    finding('tls-failed', { host, reason: 'proxy-unreachable' }),
  ]);
  expect(rest).toEqual([]);
  expect(hosts).toMatchObject([{ host, cause: 'no-name' }]);
});
