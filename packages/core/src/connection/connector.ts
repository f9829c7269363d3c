import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import openConnect from 'undici/lib/api/api-connect.js';
import buildConnector from 'undici/lib/core/connect.js';
import Client from 'undici/lib/dispatcher/client.js';
import { dial } from './dial.ts';
import type { Stage } from './judge-failure.ts';
import { proxyAuthorization } from './proxy.ts';
import type { ProxyAnswer } from './proxy-refusal.ts';
import { trustedRoots, trustingContext } from './trust.ts';
import type { TlsSeen } from './types.ts';

/** What a connector needs; `own` is PEM and goes to the service alone, empty to show nothing. */
export interface ConnectorOptions {
  readonly own: { readonly key?: string; readonly cert?: string };
  /** PEM that is trusted besides the usual roots. */
  readonly ca: string | null;
  readonly proxy: URL | null;
  /** Ends sockets that are still being opened. */
  readonly signal: AbortSignal;
  readonly opened?: (seen: TlsSeen) => void;
}

/** What the connector saw, for `judgeFailure`. Written while the connection lives. */
export interface Sight {
  stage: Stage;
  proxyAnswer: ProxyAnswer | null;
  socketError: unknown;
  /** True once the server has answered a call on the connection that is open now. */
  answered: boolean;
  /** The call's; asked whenever a connection has been opened for it. */
  beforeSending: (() => Promise<void>) | null;
  /** Settles when the last socket is closed: an alert has been seen by then. */
  closed: Promise<void>;
}

type Connector = ReturnType<typeof buildConnector>;
type Target = Parameters<Connector>[0];
type Callback = Parameters<Connector>[1];

const connectTimeoutMs = 15_000;

/** The same for the service and an https proxy; stated, so that no environment variable changes it. */
const strict = {
  rejectUnauthorized: true,
  minVersion: 'TLSv1.2',
  allowH2: false,
  // A resumed session would skip the server's look at the certificate.
  maxCachedSessions: 0,
  timeout: connectTimeoutMs,
} as const;

/**
 * Opens TLS to the service, directly or through a proxy's CONNECT, and keeps what the socket says
 * after that: alerts about the client certificate arrive late under TLS 1.3 (RFC 8446, 4.4.2.4).
 */
export function watchingConnector(options: ConnectorOptions, sight: Sight): Connector {
  const { proxy, signal } = options;
  let secure: Connector | undefined;

  const handshake = (target: Target, callback: Callback): void => {
    sight.stage = 'handshake';
    sight.answered = false;
    sight.socketError = null;
    try {
      secure ??= toService(options);
    } catch (error) {
      callback(error instanceof Error ? error : new Error('no context', { cause: error }), null);
      return;
    }
    secure(target, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      socket.on('error', (problem: unknown) => {
        sight.socketError ??= problem;
      });
      sight.closed = new Promise((resolve) => {
        socket.once('close', () => resolve());
      });
      if (socket instanceof TLSSocket) options.opened?.(agreedOn(socket));
      const { beforeSending } = sight;
      if (beforeSending === null) {
        sight.stage = 'open';
        return callback(null, socket);
      }
      const lookThenOpen = async (): Promise<void> => {
        const refused = await refusalOf(beforeSending);
        // While we looked, the call may have come to its end, or the server have closed.
        if (refused === null && !signal.aborted && !socket.destroyed) {
          sight.stage = 'open';
          return callback(null, socket);
        }
        callback(refused ?? new Error('closed before anything was sent'), null);
        socket.destroy();
      };
      void lookThenOpen();
    });
  };
  if (proxy === null) return dialling(handshake, signal);

  const toProxy = proxyConnector(options);
  const throughProxy = async (target: Target, callback: Callback): Promise<void> => {
    sight.stage = 'proxy';
    let httpSocket: Socket;
    try {
      httpSocket = await openTunnel(target, { proxy, toProxy, signal }, sight);
    } catch (error) {
      callback(error instanceof Error ? error : new Error('no tunnel', { cause: error }), null);
      return;
    }
    handshake({ ...target, httpSocket }, callback);
  };
  return (target, callback) => void throughProxy(target, callback);
}

function agreedOn(socket: TLSSocket): TlsSeen {
  return { version: socket.getProtocol() ?? '', cipher: socket.getCipher().standardName };
}

/** Opens the socket that the next one works on. */
function dialling(next: Connector, signal: AbortSignal): Connector {
  const connect = async (target: Target, callback: Callback): Promise<void> => {
    const { hostname, protocol } = target;
    const port = Number(target.port || (protocol === 'https:' ? '443' : '80'));
    const host = hostname.replace(/^\[(.*)\]$/, '$1');
    let httpSocket: Socket;
    try {
      httpSocket = await dial({ host, port, timeoutMs: connectTimeoutMs, signal });
    } catch (error) {
      callback(error instanceof Error ? error : new Error('not dialled', { cause: error }), null);
      return;
    }
    next({ ...target, httpSocket }, callback);
  };
  return (target, callback) => void connect(target, callback);
}

async function refusalOf(look: () => Promise<void>): Promise<Error | null> {
  try {
    await look();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error('not sent', { cause: error });
  }
}

/** The context is made once: the socket may have to be opened anew. */
function toService({ own, ca, signal }: ConnectorOptions): Connector {
  const { minVersion } = strict;
  const secureContext = trustingContext({ ...own, minVersion }, ca);
  const trust = secureContext === undefined ? own : { secureContext };
  return buildConnector({ ...strict, ...trust, signal });
}

/** A way through a proxy, as our calls take it, for code that speaks TLS over it by itself. */
export function tunnelThrough(
  origin: URL,
  {
    proxy,
    ca,
    signal,
  }: { readonly proxy: URL; readonly ca: string | null; readonly signal: AbortSignal },
  sight: Pick<Sight, 'proxyAnswer'>,
): Promise<Socket> {
  const target = { hostname: origin.hostname.replace(/^\[(.*)\]$/, '$1'), port: origin.port };
  return openTunnel(target, { proxy, toProxy: proxyConnector({ ca, signal }), signal }, sight);
}

function proxyConnector({ ca, signal }: Pick<ConnectorOptions, 'ca' | 'signal'>): Connector {
  const roots = trustedRoots(ca);
  const greet = buildConnector({
    ...strict,
    ...(roots === undefined ? {} : { ca: roots }),
    signal,
  });
  return dialling((target, callback) => {
    const { protocol, httpSocket } = target;
    if (protocol === 'https:' || httpSocket === undefined) greet(target, callback);
    else callback(null, httpSocket);
  }, signal);
}

interface Through {
  readonly proxy: URL;
  readonly toProxy: Connector;
  readonly signal: AbortSignal;
}

/** CONNECT (RFC 9110, 9.3.6). Any 2xx opens the tunnel; the socket is then ours alone. */
async function openTunnel(
  target: Pick<Target, 'hostname' | 'port'>,
  { proxy, toProxy: connect, signal }: Through,
  sight: Pick<Sight, 'proxyAnswer'>,
): Promise<Socket> {
  const authority = `${bracketed(target.hostname)}:${target.port || '443'}`;
  const authorization = proxyAuthorization(proxy);
  const client = new Client(proxy.origin, { connect, headersTimeout: connectTimeoutMs });
  try {
    const { statusCode, headers, socket } = await openConnect.call(client, {
      path: authority,
      signal,
      headers: {
        host: authority,
        ...(authorization === null ? {} : { 'proxy-authorization': authorization }),
      },
    });
    if (statusCode >= 200 && statusCode < 300 && socket instanceof Socket) return socket;
    sight.proxyAnswer = {
      status: statusCode,
      authenticate: [headers['proxy-authenticate'] ?? []].flat().join(', '),
      authorized: authorization !== null,
    };
    socket.on('error', () => undefined).destroy();
    throw new Error('the proxy opened no tunnel');
  } finally {
    await client.destroy();
  }
}

function bracketed(hostname: string): string {
  return hostname.includes(':') ? `[${hostname}]` : hostname;
}
