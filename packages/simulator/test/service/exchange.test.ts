import { openPkcs12, Secret } from '@weborca-cert/core';
import { Agent } from 'node:https';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { call, fieldsOf, get, post } from '../support/call.ts';
import { firstClient } from '../support/first-client.ts';
import { simulated } from '../support/simulated.ts';

// RSA keys and other programs, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

describe('the two calls', () => {
  test.each(['modern', 'old'] as const)('issue as the real service does: %s', async (p12) => {
    const simulator = await simulated({ p12, keys: 'fresh' });
    const asking = firstClient(simulator);
    const answer = await post(simulator, asking);
    expect(answer).toMatchObject({ status: 200, complete: true });
    expect(answer.headers['content-type']).toBe('application/json');
    const { uri, pass } = fieldsOf(answer);
    expect(uri).toMatch(new RegExp(`^${simulator.api}/[0-9a-f]{32}$`));
    expect(pass).toMatch(/^[A-Za-z0-9]{12}$/);

    const file = await get(uri, simulator.ca, asking);
    expect(file.status).toBe(200);
    expect(file.headers['content-disposition']).toBe(
      'attachment; filename="000000_JP_u00000000_client001.p12"',
    );
    const { identity, encryption } = await openPkcs12(file.body, new Secret(pass));
    const { leaf } = identity;
    expect(Buffer.from(leaf.subjectDer)).toEqual(Buffer.from(asking.leaf.subjectDer));
    expect(leaf.facts.issuer).toBe(asking.leaf.facts.issuer);
    expect(leaf.facts.serialNumber).not.toBe(asking.leaf.facts.serialNumber);
    expect(leaf.publicKeySha256).not.toBe(asking.leaf.publicKeySha256);
    const days = (leaf.facts.notAfter.getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(1094);
    expect(encryption[0]?.algorithm).toContain(p12 === 'modern' ? 'AES-256' : '3DES');

    // The old certificate stays valid, and so does the new one (guide, 更新およびインポート後).
    expect(await get(simulator.weborca, simulator.ca, identity)).toMatchObject({ status: 401 });
    expect(await get(simulator.weborca, simulator.ca, asking)).toMatchObject({ status: 401 });
  });

  test('another host name, an intermediate and TLS 1.2 work as well', async () => {
    const simulator = await simulated({
      host: 'localhost',
      intermediate: true,
      maxTlsVersion: 'TLSv1.2',
    });
    expect(simulator.api).toMatch(/^https:\/\/localhost:\d+\/api\/cert$/);
    const answer = await post(simulator, firstClient(simulator));
    const file = await get(fieldsOf(answer).uri, simulator.ca, firstClient(simulator));
    expect(file.status).toBe(200);
  });

  test('a uri is for the client that asked, whichever of its certificates it shows', async () => {
    const simulator = await simulated({ clients: 2 });
    const [first, second] = simulator.certificates.map(({ identity }) => identity);
    if (first === undefined || second === undefined) throw new Error('two clients');
    const { uri, pass } = fieldsOf(await post(simulator, first));
    expect((await get(uri, simulator.ca, second)).status).toBe(404);
    const file = await get(uri, simulator.ca, first);
    const { identity } = await openPkcs12(file.body, new Secret(pass));
    expect((await get(uri, simulator.ca, identity)).status).toBe(200);
  });

  test.each([
    { uriLife: 'lasting', statuses: [200, 200, 200] },
    { uriLife: 'once', statuses: [200, 410, 200] },
    { uriLife: 'latest', statuses: [410, 410, 200] },
  ] as const)('uris can be $uriLife', async ({ uriLife, statuses }) => {
    const simulator = await simulated({ uriLife });
    const asking = firstClient(simulator);
    const first = fieldsOf(await post(simulator, asking)).uri;
    const second = fieldsOf(await post(simulator, asking)).uri;
    const got: number[] = [];
    for (const uri of [first, first, second]) {
      got.push((await get(uri, simulator.ca, asking)).status);
    }
    expect(got).toEqual(statuses);
  });

  test.each([
    ['GET', '', 405],
    ['PUT', '', 405],
    ['GET', '/unknown', 404],
    ['POST', '/unknown', 404],
  ])('%s on <api>%s: %i', async (method, path, status) => {
    const simulator = await simulated();
    const url = simulator.api + path;
    const identity = firstClient(simulator);
    expect((await call({ url, method, identity, ca: simulator.ca })).status).toBe(status);
  });

  test('Date is by the clock of the service, which can be off', async () => {
    const now = new Date('2027-05-06T07:08:09Z');
    const simulator = await simulated({ now: () => now, dateOffsetMs: -3_600_000 });
    const { headers } = await post(simulator, firstClient(simulator));
    expect(headers.date).toBe('Thu, 06 May 2027 06:08:09 GMT');
  });

  test('requests and connections are counted', async () => {
    const simulator = await simulated();
    const identity = firstClient(simulator);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const common = { ca: simulator.ca, identity, agent };
    const body = {
      body: '{}',
      headers: { 'Content-Type': 'application/json', 'Content-Length': '2' },
    };
    const answer = await call({ ...common, ...body, url: simulator.api, method: 'POST' });
    await call({ ...common, url: fieldsOf(answer).uri });
    await get(simulator.weborca, simulator.ca, identity);
    const client = {
      commonName: 'client001',
      fingerprintSha256: identity.leaf.facts.fingerprintSha256,
    };
    expect(simulator.requests).toMatchObject([
      { method: 'POST', path: '/api/cert', connection: 1, client, listener: 'api' },
      { method: 'GET', connection: 1, client, listener: 'api' },
      { method: 'GET', path: '/', connection: 2, client, listener: 'weborca' },
    ]);
    expect(simulator.connections).toMatchObject([
      { connection: 1, listener: 'api', client, refused: null },
      { connection: 2, listener: 'weborca', client, refused: null },
    ]);
  });
});
