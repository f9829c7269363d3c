import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { World } from './authority.ts';

export interface Running {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Listens on a free port of `host`; `stop` also ends the connections that are still open. */
export async function listen(server: Server, host = '127.0.0.1'): Promise<Running> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, host, resolve);
  });
  return {
    port: portOf(server.address()),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  /** Counts the TLS connections the server saw. */
  readonly connection: number;
  /** CN of the client certificate, when it was verified. */
  readonly client: string | null;
}

export interface MutualServer extends Running {
  readonly url: URL;
  readonly received: Received[];
  readonly connections: () => number;
}

export interface MutualServerOptions {
  readonly host?: string;
  readonly tls?: ServerOptions;
  readonly answer?: RequestListener;
}

/** A real TLS server that wants a client certificate of `world`, and writes down what it gets. */
export async function mutualServer(
  world: World,
  options: MutualServerOptions = {},
): Promise<MutualServer> {
  const { host = '127.0.0.1', tls = {}, answer } = options;
  const received: Received[] = [];
  let connections = 0;
  const numbers = new WeakMap<object, number>();
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await collect(request);
    received.push({
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body,
      connection: numbers.get(request.socket) ?? 0,
      client: clientOf(request.socket),
    });
    if (answer === undefined) response.end('{"ok":true}');
    else answer(request, response);
  };
  const server = createHttpsServer(
    {
      key: world.server.key,
      cert: world.server.cert,
      ca: world.root.cert,
      requestCert: true,
      rejectUnauthorized: true,
      ...tls,
    },
    (request, response) => void serve(request, response),
  );
  server.on('secureConnection', (socket) => {
    connections += 1;
    numbers.set(socket, connections);
  });
  const running = await listen(server, host);
  const url = new URL(`https://${host}:${running.port}/`);
  return { ...running, url, received, connections: () => connections };
}

async function collect(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function clientOf(socket: Socket): string | null {
  if (!isTls(socket) || !socket.authorized) return null;
  const name: unknown = socket.getPeerCertificate().subject?.CN;
  return typeof name === 'string' ? name : null;
}

function isTls(socket: Socket): socket is TLSSocket {
  return 'encrypted' in socket;
}

/** A TCP server that does whatever `serve` does. */
export function rawServer(serve: (socket: Socket) => void): Promise<Running> {
  return listen(createServer(serve));
}
