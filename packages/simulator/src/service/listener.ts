import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server as HttpsServer } from 'node:https';
import {
  type AddressInfo,
  createServer as createNetServer,
  type Server,
  type Socket,
} from 'node:net';
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

/** Something on the way that answers in place of the service, and asks for no certificate. */
export interface InBetween {
  readonly stands: () => boolean;
  /** @param shown whether a certificate was shown */
  readonly answer: (shown: boolean) => Reply;
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
  readonly between?: InBetween;
  /** Asked for each connection: the number of the TLS alert that is all it gets; null: none. */
  readonly alert: () => number | null;
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
  const filtered = new WeakMap<TLSSocket, InBetween>();
  const sockets = new Set<Socket>();
  const server = tlsServer(options, options.refusal === 'alert');
  const open = tlsServer(options, false);

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
    if (!admission.admitted && options.refusal !== 'http-400' && !filtered.has(socket)) {
      socket.destroy();
    }
    return admission;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const socket = request.socket instanceof TLSSocket ? request.socket : null;
    const visitor = socket === null ? undefined : visitors.get(socket);
    const between = socket === null ? undefined : filtered.get(socket);
    const admission = await visitor?.admission;
    if (visitor === undefined || admission === undefined || response.destroyed) return;
    if (!admission.admitted && options.refusal !== 'http-400' && between === undefined) return;
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
    const reply =
      between !== undefined
        ? between.answer(admission.certificate !== null)
        : admission.admitted
          ? await options.handle({ method, path, headers, body, client: admission.certificate })
          : nginxRefusal(admission.certificate !== null);
    await send(reply, response, options.dateNow, stopping.signal);
  }

  function greet(socket: TLSSocket, between: InBetween | undefined): void {
    socket.on('error', () => socket.destroy());
    if (between !== undefined) filtered.set(socket, between);
    const connection = records.nextConnection();
    const admission = welcome(socket, connection);
    admission.catch(() => socket.destroy());
    visitors.set(socket, { connection, admission });
  }

  server.on('secureConnection', (socket: TLSSocket) => greet(socket, undefined));
  open.on('secureConnection', (socket: TLSSocket) => greet(socket, options.between));
  server.on('tlsClientError', () => record(records.nextConnection(), null));
  for (const one of [server, open]) {
    one.on('request', (request: IncomingMessage, response: ServerResponse) => {
      // A client that leaves in the middle is no error here; anything else cuts the connection.
      serve(request, response).catch(() => response.destroy());
    });
  }
  const front = createNetServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const alert = options.alert();
    if (alert !== null) return sendAlert(socket, alert);
    const stands = options.between?.stands() ?? false;
    (stands ? open : server).emit('connection', socket);
  });

  const port = await bind(front, host, options.port);
  return {
    origin: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    async stop() {
      stopping.abort();
      const closed = once(front, 'close');
      front.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** In the clear, in answer to the greeting: a fatal alert (RFC 8446, 6; RFC 5246, 7.2). */
function sendAlert(socket: Socket, number: number): void {
  socket.on('error', () => socket.destroy());
  socket.once('data', () => socket.end(Uint8Array.of(21, 3, 3, 0, 2, 2, number)));
}

/** Speaks TLS with the sockets that it is handed. */
function tlsServer(options: ListenerOptions, rejectUnauthorized: boolean): HttpsServer {
  return createServer({
    ...options.identity,
    ca: [options.authority.ca],
    requestCert: true,
    rejectUnauthorized,
    minVersion: 'TLSv1.2',
    maxVersion: options.maxVersion,
  });
}

async function bind(server: Server, host: string, port: number): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
