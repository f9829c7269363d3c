/**
 * A process with VS Code's network patches, as its extension host has them. Reads a task from
 * stdin, calls through core's connection, and writes what became of it to stdout.
 */
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { text } from 'node:stream/consumers';
import tls from 'node:tls';
import {
  createHttpPatch,
  createNetPatch,
  createProxyResolver,
  createTlsPatch,
  LogLevel,
  type ProxyAgentParams,
} from '@vscode/proxy-agent';
import { connect } from '../../../src/connection/connect.ts';
import { identityOf } from './authority.ts';
import { get, post } from './calls.ts';
import type { HostReport, HostTask } from './vscode-task.ts';

const quiet = (): void => undefined;
const params: ProxyAgentParams = {
  resolveProxy: () => Promise.resolve('DIRECT'),
  getProxyURL: () => undefined,
  getProxySupport: () => 'override',
  isAdditionalFetchSupportEnabled: () => true,
  isWebSocketPatchEnabled: () => true,
  addCertificatesV1: () => false,
  addCertificatesV2: () => true,
  loadSystemCertificatesFromNode: () => true,
  loadAdditionalCertificates: () => Promise.resolve([]),
  log: { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet },
  getLogLevel: () => LogLevel.Off,
  proxyResolveTelemetry: quiet,
  isUseHostProxyEnabled: () => true,
  env: {},
};
const { resolveProxyWithRequest } = createProxyResolver(params);
Object.assign(http, createHttpPatch(params, { ...http }, resolveProxyWithRequest));
Object.assign(https, createHttpPatch(params, { ...https }, resolveProxyWithRequest));
Object.assign(net, createNetPatch(params, { ...net }));
Object.assign(tls, createTlsPatch(params, { ...tls }));
syncBuiltinESMExports();

/** What an extension would write that knows nothing of the patches. */
function naive({ url, client, ca }: HostTask): Promise<number | string> {
  const agent = new https.Agent({
    key: client.key,
    cert: client.cert,
    ...(ca === null ? {} : { ca }),
  });
  return new Promise((resolve) => {
    https
      .get(url, { agent, rejectUnauthorized: true }, (response) => {
        response.resume().once('end', () => resolve(response.statusCode ?? 0));
      })
      .once('error', ({ name }) => resolve(name));
  });
}

const task: HostTask = JSON.parse(await text(process.stdin));
const origin = new URL(task.url);
const connection = connect({
  origin,
  identity: identityOf(task.client, task.chain),
  ca: task.ca,
  proxy: task.proxy === null ? null : new URL(task.proxy),
});
const said: HostReport['core'][number][] = [];
for (const call of [post(origin), get(origin)]) {
  const exchange = await connection.call(call);
  said.push(exchange.kind === 'answer' ? exchange.answer.status : exchange.error.details);
}
await connection.close();
const report: HostReport = { core: said, naive: task.tryNaive ? await naive(task) : null };
// The patched https keeps a timer of ten minutes.
process.stdout.write(JSON.stringify(report), () => process.exit());
