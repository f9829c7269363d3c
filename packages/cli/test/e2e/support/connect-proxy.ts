import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';

export interface ConnectProxy {
  readonly port: number;
  /** What `Proxy-Authorization` said, for each tunnel. */
  readonly authorizations: readonly string[];
  readonly stop: () => Promise<void>;
}

/** A proxy of the kind that stands in hospitals: CONNECT only, and Basic authentication. */
export async function startConnectProxy(): Promise<ConnectProxy> {
  const authorizations: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connect', (request, socket: Socket) => {
    authorizations.push(request.headers['proxy-authorization'] ?? '');
    const { hostname, port } = new URL(`http://${request.url ?? ''}`);
    const target = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 .\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    for (const one of [socket, target]) {
      sockets.add(one);
      one.on('error', () => one.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    authorizations,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
