import net, { isIP } from 'node:net';
import tls from 'node:tls';
import { proxyAuthorization } from '../connection/proxy.ts';
import { trustedRoots } from '../connection/trust.ts';

/** A way through a proxy; or the status it answered instead, null when it did not answer. */
export type Tunnel =
  | { readonly kind: 'open'; readonly socket: net.Socket }
  | { readonly kind: 'refused'; readonly status: number | null; readonly cause: unknown };

const longestAnswer = 16 * 1024;

/**
 * Opens a tunnel through a proxy (CONNECT, RFC 9110, 9.3.6). By hand, because an editor's patched
 * `http` would choose a proxy of its own for the way to this one.
 * Never throws.
 */
export async function openTunnel(
  proxy: URL,
  target: URL,
  ca: string | null,
  signal: AbortSignal,
): Promise<Tunnel> {
  const socket = connectTo(proxy, ca);
  const end = (): void => void socket.destroy(new Error('timeout'));
  signal.addEventListener('abort', end, { once: true });
  try {
    const status = await askForTunnel(socket, proxy, target);
    if (status >= 200 && status < 300) return { kind: 'open', socket };
    socket.destroy();
    return { kind: 'refused', status, cause: null };
  } catch (cause) {
    socket.destroy();
    return { kind: 'refused', status: null, cause };
  } finally {
    signal.removeEventListener('abort', end);
  }
}

function connectTo(proxy: URL, ca: string | null): net.Socket {
  const host = proxy.hostname.replace(/^\[(.*)\]$/, '$1');
  if (proxy.protocol === 'http:') return net.connect(Number(proxy.port || '80'), host);
  const roots = trustedRoots(ca);
  return tls.connect({
    host,
    port: Number(proxy.port || '443'),
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(roots === undefined ? {} : { ca: roots }),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
  });
}

function askForTunnel(socket: net.Socket, proxy: URL, target: URL): Promise<number> {
  const authority = `${target.hostname}:${target.port || '443'}`;
  const authorization = proxyAuthorization(proxy);
  const lines = [
    `CONNECT ${authority} HTTP/1.1`,
    `Host: ${authority}`,
    ...(authorization === null ? [] : [`Proxy-Authorization: ${authorization}`]),
  ];
  return new Promise((resolve, reject) => {
    let answer = '';
    const read = (chunk: Buffer): void => {
      answer += chunk.toString('latin1');
      if (!answer.includes('\r\n\r\n') && answer.length < longestAnswer) return;
      socket.removeListener('data', read);
      socket.removeListener('error', reject);
      socket.pause();
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1];
      if (status === undefined) reject(new Error('no answer'));
      else resolve(Number(status));
    };
    socket.on('data', read);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed')));
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  });
}
