import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Issued } from './authority.ts';
import { listen, type Running } from './servers.ts';

export interface TestProxy extends Running {
  /** `host:port` of every CONNECT, and the credentials that came with it. */
  readonly tunnels: { readonly authority: string; readonly authorization: string | undefined }[];
}

export interface TestProxyOptions {
  readonly host?: string;
  /** `user:password` it insists on. */
  readonly credentials?: string;
  /** Answers every CONNECT with this status instead of opening the tunnel. */
  readonly status?: number;
  /** `Proxy-Authenticate` of a 407, a line each. */
  readonly offers?: readonly string[];
  /** Speaks TLS itself. */
  readonly tls?: Issued;
}

/** A CONNECT proxy on loopback (RFC 9110, 9.3.6). */
export async function connectProxy(options: TestProxyOptions = {}): Promise<TestProxy> {
  const { credentials, status, offers = [], tls, host = '127.0.0.1' } = options;
  const expected =
    credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
  const tunnels: TestProxy['tunnels'][number][] = [];
  const upstreams = new Set<Socket>();
  const server =
    tls === undefined ? createHttpServer() : createHttpsServer({ key: tls.key, cert: tls.cert });
  server.on('connect', (request, client: Duplex) => {
    const authority = request.url ?? '';
    const authorization = request.headers['proxy-authorization'];
    client.on('error', () => undefined);
    const refusal = authorization === expected ? status : 407;
    if (refusal !== undefined) {
      const lines = [
        `HTTP/1.1 ${refusal} No`,
        ...offers.map((offer) => `Proxy-Authenticate: ${offer}`),
        'Content-Length: 0',
        'Connection: close',
      ];
      client.end(`${lines.join('\r\n')}\r\n\r\n`);
      return;
    }
    tunnels.push({ authority, authorization });
    const { hostname, port } = new URL(`http://${authority}`);
    const upstream = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstreams.add(upstream);
    upstream.on('error', () => client.destroy());
    upstream.once('close', () => client.destroy());
    client.once('close', () => upstream.destroy());
  });
  const running = await listen(server, host);
  const stop = async (): Promise<void> => {
    for (const upstream of upstreams) upstream.destroy();
    await running.stop();
  };
  return { ...running, stop, tunnels };
}
