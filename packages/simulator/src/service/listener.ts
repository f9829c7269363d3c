import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { type SecureVersion, TLSSocket } from 'node:tls';
import { type Certificate, readCertificate } from '@weborca-cert/core';
import type { Authority, ServerIdentity } from '../authority/authority.ts';
import { type Admission, admit } from './admission.ts';
import { readBody } from './body.ts';
import { clientRecord, headerRecord, type ListenerName, type Records } from './records.ts';
import { nginxRefusal, type Reply } from './replies.ts';
import { send } from './send.ts';

/**
 * How a client without an acceptable certificate is turned away.
 * `alert`: TLS refuses it. OpenSSL sends an alert where there is no certificate; where there is a
 * wrong one, Node closes the connection. Both go by the machine's clock.
 * `close`: the connection is closed after the handshake, by the simulator's clock.
 * `http-400`: as nginx does it, an HTTP answer after a good handshake, by the simulator's clock.
 */
export type Refusal = 'alert' | 'close' | 'http-400';

/** A request whose sender was admitted. `body` is cut off at 64 KiB. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly client: Certificate;
}

export interface ListenerOptions {
  readonly name: ListenerName;
  readonly host: string;
  readonly port: number;
  readonly authority: Authority;
  readonly identity: ServerIdentity;
  readonly refusal: Refusal;
  readonly maxVersion: SecureVersion;
  readonly now: () => Date;
  /** What the Date header tells. */
  readonly dateNow: () => Date;
  readonly records: Records;
  readonly handle: (received: Received) => Promise<Reply>;
}

export interface Listener {
  readonly origin: string;
  /** Cuts every connection; returns when the port is free. */
  readonly stop: () => Promise<void>;
}

interface Visitor {
  readonly connection: number;
  readonly admission: Promise<Admission>;
}

/** Listens with mutual TLS (1.2 and up) and hands admitted requests over. */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const { name, host, records, now } = options;
  const stopping = new AbortController();
  const visitors = new WeakMap<TLSSocket, Visitor>();
  const sockets = new Set<Socket>();
  const server = createServer({
    ...options.identity,
    ca: [options.authority.ca],
    requestCert: true,
    rejectUnauthorized: options.refusal === 'alert',
    minVersion: 'TLSv1.2',
    maxVersion: options.maxVersion,
  });

  function record(connection: number, admission: Admission | null): void {
    records.addConnection({
      connection,
      at: now().toISOString(),
      listener: name,
      client: clientRecord(admission?.certificate ?? null),
      refused: admission === null ? 'handshake' : admission.admitted ? null : admission.reason,
    });
  }

  async function welcome(socket: TLSSocket, connection: number): Promise<Admission> {
    const raw = socket.getPeerX509Certificate()?.raw;
    const certificate = raw === undefined ? null : await readCertificate(Uint8Array.from(raw));
    const admission = admit(certificate, options.authority, now());
    record(connection, admission);
    if (!admission.admitted && options.refusal !== 'http-400') socket.destroy();
    return admission;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const visitor = request.socket instanceof TLSSocket ? visitors.get(request.socket) : undefined;
    const admission = await visitor?.admission;
    if (visitor === undefined || admission === undefined || response.destroyed) return;
    if (!admission.admitted && options.refusal !== 'http-400') return;
    const method = request.method ?? '';
    const path = request.url ?? '';
    const headers = headerRecord(request.headers);
    records.addRequest({
      at: now().toISOString(),
      method,
      path,
      headers,
      connection: visitor.connection,
      client: clientRecord(admission.certificate),
      listener: name,
    });
    const body = await readBody(request);
    const reply = admission.admitted
      ? await options.handle({ method, path, headers, body, client: admission.certificate })
      : nginxRefusal(admission.certificate !== null);
    await send(reply, response, options.dateNow, stopping.signal);
  }

  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('secureConnection', (socket: TLSSocket) => {
    socket.on('error', () => socket.destroy());
    const connection = records.nextConnection();
    const admission = welcome(socket, connection);
    admission.catch(() => socket.destroy());
    visitors.set(socket, { connection, admission });
  });
  server.on('tlsClientError', () => record(records.nextConnection(), null));
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    // A client that leaves in the middle is no error here; anything else cuts the connection.
    serve(request, response).catch(() => response.destroy());
  });

  const port = await bind(server, host, options.port);
  return {
    origin: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    async stop() {
      stopping.abort();
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function bind(server: Server, host: string, port: number): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
