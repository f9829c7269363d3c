import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { Authority } from '@weborca-cert/simulator';

/** What one TLS connection brought, byte for byte. */
export interface Recorded {
  readonly bytes: () => string;
  readonly clientSubject: string;
}

export interface Recorder {
  readonly origin: string;
  readonly connections: readonly Recorded[];
  readonly stop: () => Promise<void>;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** An https server that parses as little as it can, so that nothing of a request is lost. */
export async function startRecorder(
  authority: Authority,
  answer: (method: string) => RawAnswer,
): Promise<Recorder> {
  const connections: Recorded[] = [];
  const sockets = new Set<Socket>();
  const identity = await authority.issueServer(['127.0.0.1']);
  const options = { ...identity, requestCert: true, rejectUnauthorized: false };
  const server = createServer(options, (socket: TLSSocket) => {
    let all = '';
    let open = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      all += chunk.toString('latin1');
      open += chunk.toString('latin1');
      const end = open.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/\r\ncontent-length: (\d+)\r\n/i.exec(open)?.[1] ?? 0);
      if (open.length < end + 4 + length) return;
      const method = open.slice(0, open.indexOf(' '));
      open = open.slice(end + 4 + length);
      socket.write(rawAnswer(answer(method)));
    });
    const clientSubject = socket.getPeerX509Certificate()?.subject ?? '';
    connections.push({ bytes: () => all, clientSubject });
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
  });
  server.on('tlsClientError', (_, socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `https://127.0.0.1:${port}`,
    connections,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function rawAnswer({ status, headers = {}, body = new Uint8Array() }: RawAnswer): Uint8Array {
  const all = { ...headers, 'Content-Length': String(body.length) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} .\r\n${lines.join('')}\r\n`), body]);
}
