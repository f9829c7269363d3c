import request from 'undici/lib/api/api-request.js';
import Client from 'undici/lib/dispatcher/client.js';
import { identityToPem } from '../pkcs12/pem.ts';
import { type Sight, watchingConnector } from './connector.ts';
import { type Failure, judgeFailure } from './judge-failure.ts';
import { trustSystemRoots } from './trust.ts';
import type { ConnectionTarget, Exchange, HttpAnswer, HttpCall } from './types.ts';
import type { Readable } from 'node:stream';

/** One undici client: at most one connection at a time, opened again when it was closed. */
export interface TlsClient {
  exchange(call: HttpCall, signal: AbortSignal | undefined): Promise<Exchange>;
  destroy(): Promise<void>;
}

/** After a failure: how long the socket may take to say why. Alerts are there within a few ms. */
const afterthoughtMs = 500;
const keepAliveMs = 10_000;

/** Prepares a client; connects with the first call. Loaded by `connect.ts` when it is needed. */
export function openMutualTls(target: ConnectionTarget): TlsClient {
  if (target.ownProcess === true) trustSystemRoots();
  const own = target.identity === null ? null : identityToPem(target.identity);
  const ending = new AbortController();
  const sight: Sight = {
    stage: target.proxy === null ? 'handshake' : 'proxy',
    proxyAnswer: null,
    socketError: null,
    answered: false,
    beforeSending: null,
    closed: Promise.resolve(),
  };
  const connect = watchingConnector(
    {
      own: own === null ? {} : { key: own.key.reveal(), cert: own.certificate },
      ca: target.ca,
      proxy: target.proxy,
      signal: ending.signal,
      ...(target.opened === undefined ? {} : { opened: target.opened }),
    },
    sight,
  );
  // The call's own timer is the only one: undici's would cut a call short in its own way.
  const client = new Client(target.origin.origin, {
    connect,
    allowH2: false,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: keepAliveMs,
  });

  const destroy = async (): Promise<void> => {
    ending.abort();
    await client.destroy();
  };

  const fail = async (thrown: unknown, ended: Failing['ended']): Promise<Failure> => {
    if (ended === null) await atMost(afterthoughtMs, sight.closed);
    const { stage, proxyAnswer, socketError, answered } = sight;
    const { origin, passedOver } = target;
    return judgeFailure({
      host: origin.host,
      stage,
      proxyAnswer,
      ...(passedOver === undefined ? {} : { passedOver }),
      socketError,
      answered,
      ended,
      thrown,
    });
  };

  const exchange: TlsClient['exchange'] = async (call, signal) => {
    const failing = endWith(call.timeoutMs, signal, destroy);
    const looking = remembering(call.beforeSending);
    sight.beforeSending = looking.look;
    try {
      // Left open by the call before: this one does not connect anew.
      if (sight.stage === 'open') await looking.look?.();
      const { method, headers, body = null } = call;
      const path = `${call.url.pathname}${call.url.search}`;
      const response = await request.call(client, { method, path, headers, body });
      const answer = await readHttpAnswer(response, call.maxBytes);
      if (!answer.complete && failing.ended === 'interrupted')
        return await fail(null, 'interrupted');
      sight.answered = true;
      return { kind: 'answer', answer };
    } catch (error) {
      if (looking.refused !== null) throw looking.refused.why;
      return await fail(error, failing.ended);
    } finally {
      sight.beforeSending = null;
      failing.clear();
    }
  };

  return { exchange, destroy };
}

/** The call's last look, which keeps what it threw: undici passes only errors of its own on. */
function remembering(look: HttpCall['beforeSending']): {
  readonly look: (() => Promise<void>) | null;
  readonly refused: { readonly why: unknown } | null;
} {
  let refused: { readonly why: unknown } | null = null;
  const looking = async (): Promise<void> => {
    try {
      await look?.();
    } catch (why) {
      refused = { why };
      throw why;
    }
  };
  return {
    look: look === undefined ? null : looking,
    get refused() {
      return refused;
    },
  };
}

interface Failing {
  readonly ended: 'timeout' | 'interrupted' | null;
  clear(): void;
}

/** Ends a call after its time or on the caller's wish, and remembers which of them it was. */
function endWith(
  timeoutMs: number,
  signal: AbortSignal | undefined,
  destroy: () => Promise<void>,
): Failing {
  let ended: Failing['ended'] = null;
  const end = (why: 'timeout' | 'interrupted'): void => {
    ended ??= why;
    void destroy();
  };
  const interrupt = (): void => end('interrupted');
  const timer = setTimeout(end, timeoutMs, 'timeout');
  signal?.addEventListener('abort', interrupt, { once: true });
  return {
    get ended() {
      return ended;
    },
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', interrupt);
    },
  };
}

async function atMost(ms: number, event: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([event, late]);
  clearTimeout(timer);
}

/** What undici gives as soon as the head of an answer is there. */
export interface Response {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Readable;
}

/**
 * Reads an answer to its end, so that the connection can be used again, or to `maxBytes`, which
 * closes it. A body that breaks off is not an error here: what has come may be worth keeping.
 */
export async function readHttpAnswer(response: Response, maxBytes: number): Promise<HttpAnswer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let complete = true;
  try {
    for await (const chunk of response.body) {
      if (!(chunk instanceof Uint8Array)) continue;
      const rest = maxBytes - size;
      chunks.push(chunk.subarray(0, rest));
      size += Math.min(chunk.length, rest);
      if (chunk.length > rest) {
        complete = false;
        break;
      }
    }
  } catch {
    // Broken off by the peer, the network or the call's timer: `complete` says so.
    complete = false;
  }
  return {
    status: response.statusCode,
    headers: joined(response.headers),
    body: new Uint8Array(Buffer.concat(chunks)),
    complete,
  };
}

function joined(headers: Response['headers']): Readonly<Record<string, string>> {
  const result: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) {
      result[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ');
    }
  }
  return result;
}
