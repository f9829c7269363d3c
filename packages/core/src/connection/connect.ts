import { WeborcaError } from '../errors.ts';
import type { TlsClient } from './mutual-tls.ts';
import type { Connect, ConnectionTarget, Exchange, MutualTls } from './types.ts';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Identity } from '../pkcs12/types.ts';

/**
 * A connection with a client certificate to one https origin. Loads undici and opens TLS with the
 * first call; calls go out one after the other and share the connection as long as the server
 * keeps it. A call that failed leaves nothing behind: the next one connects anew.
 *
 * @throws WeborcaError `internal` for an origin that is not https; from `call`: `internal` for a
 *   URL of another origin (the certificate goes to the configured host alone), for a call while
 *   another is under way or after `close`; `pkcs12-damaged` when key and certificate do not
 *   belong together; and what the call's `beforeSending` threw. Everything else comes back as an `Exchange`.
 *
 * @example
 * const connection = connect({ origin: new URL(api), identity, ca: null, proxy: null });
 * const exchange = await connection.call({ method: 'GET', url, headers: {}, maxBytes, timeoutMs });
 * await connection.close();
 */
export const connect: Connect = (target) => {
  const { origin, protocol } = target.origin;
  if (protocol !== 'https:') throw new WeborcaError('internal', { reason: 'origin-not-https' });
  let busy = false;
  let closed = false;
  let client: TlsClient | null = null;

  const call: MutualTls['call'] = async (request, signal) => {
    if (request.url.origin !== origin)
      throw new WeborcaError('internal', { reason: 'other-origin' });
    if (closed) throw new WeborcaError('internal', { reason: 'connection-closed' });
    if (busy) throw new WeborcaError('internal', { reason: 'connection-busy' });
    if (signal?.aborted === true) return interruptedBefore(signal);
    busy = true;
    try {
      client ??= await open(target);
      const exchange = await client.exchange(request, signal).catch(async (refused: unknown) => {
        await drop();
        throw refused;
      });
      if (closed || exchange.kind === 'failure' || !exchange.answer.complete) await drop();
      return exchange;
    } finally {
      busy = false;
    }
  };

  const drop = async (): Promise<void> => {
    const last = client;
    client = null;
    await last?.destroy();
  };

  const close: MutualTls['close'] = async () => {
    closed = true;
    await drop();
  };

  return { origin, call, close };
};

/** The same in a process that is ours alone, where TLS may be told to trust the system's roots. */
export const connectInOwnProcess: Connect = (target) => connect({ ...target, ownProcess: true });

async function open(target: ConnectionTarget): Promise<TlsClient> {
  if (target.identity !== null) assertKeyFits(target.identity);
  const { openMutualTls } = await import('./mutual-tls.ts');
  return openMutualTls(target);
}

function interruptedBefore(signal: AbortSignal): Exchange {
  const error = new WeborcaError('interrupted', { during: 'connection' }, { cause: signal.reason });
  return { kind: 'failure', error, mayHaveArrived: false };
}

/**
 * Looks at the identity before it is used: TLS takes an RSA key with an EC certificate without a
 * word, and the server then sees no certificate at all.
 *
 * @throws WeborcaError `pkcs12-damaged`, at `private key` (unreadable) or `key pair` (key and
 *   certificate do not belong together)
 */
export function assertKeyFits(identity: Identity): void {
  const der = Buffer.from(identity.privateKey.reveal(), 'base64');
  let fits: boolean;
  try {
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    fits = new X509Certificate(identity.leaf.der).checkPrivateKey(key);
  } catch (error) {
    throw new WeborcaError('pkcs12-damaged', { at: 'private key' }, { cause: error });
  }
  if (!fits) throw new WeborcaError('pkcs12-damaged', { at: 'key pair' });
}
