import { expect, test } from 'vitest';
import { cleanup } from './support/cleanup.ts';
import { connectProxy } from './support/proxy.ts';
import { mutualServer } from './support/servers.ts';
import { sharedWorld } from './support/shared-world.ts';
import { inVscodeHost, type HostTask } from './support/vscode-task.ts';

const world = sharedWorld();
const opened = cleanup();
// VS Code's patches leave localhost and 127.0.0.1 alone.
const host = '127.0.0.2';

function taskFor(url: URL, more: Partial<HostTask> = {}): HostTask {
  const { client, intermediate, root } = world();
  const chain = [intermediate];
  return { url: url.href, client, chain, ca: root.cert, proxy: null, tryNaive: false, ...more };
}

/** Answers everybody, and tells those with a certificate apart. */
async function lenientServer() {
  return opened(await mutualServer(world(), { host, tls: { rejectUnauthorized: false } }));
}

test('the patches are there: an https.Agent loses its certificate without an error', async () => {
  const server = await lenientServer();
  const report = await inVscodeHost(taskFor(server.url, { tryNaive: true }));
  expect(report.naive).toBe(200);
  expect(server.received.map(({ client }) => client)).toStrictEqual([
    'client001',
    'client001',
    null,
  ]);
});

test('core keeps the certificate and the one connection, direct', async () => {
  const server = opened(await mutualServer(world(), { host }));
  const report = await inVscodeHost(taskFor(server.url));
  expect(report.core).toStrictEqual([200, 200]);
  expect(server.received).toMatchObject([
    { method: 'POST', client: 'client001', connection: 1 },
    { method: 'GET', client: 'client001', connection: 1 },
  ]);
});

test('core keeps them through a CONNECT proxy', async () => {
  const server = opened(await mutualServer(world(), { host }));
  const proxy = opened(await connectProxy({ host, credentials: 'user:password' }));
  const task = taskFor(server.url, { proxy: `http://user:password@${host}:${proxy.port}` });
  const report = await inVscodeHost(task);
  expect(report.core).toStrictEqual([200, 200]);
  expect(server.received).toMatchObject([
    { client: 'client001', connection: 1 },
    { client: 'client001', connection: 1 },
  ]);
  expect(proxy.tunnels).toHaveLength(1);
});

test.each(['direct', 'through a proxy'])(
  'NODE_TLS_REJECT_UNAUTHORIZED=0 opens nothing to an untrusted server, %s',
  async (way) => {
    const server = await lenientServer();
    const proxy = opened(await connectProxy({ host }));
    const through = way === 'direct' ? null : `http://${host}:${proxy.port}`;
    const task = taskFor(server.url, { ca: null, proxy: through });
    const report = await inVscodeHost(task, { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    const refusal = { host: server.url.host, reason: 'unknown-root' };
    expect(report.core).toStrictEqual([refusal, refusal]);
    expect(server.received).toStrictEqual([]);
  },
);
