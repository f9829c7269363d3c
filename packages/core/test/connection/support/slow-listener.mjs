// Whoever stops this process finds a server with a short queue that nobody empties.
import { createServer } from 'node:net';

const server = createServer((socket) => socket.on('error', () => socket.destroy()));
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  process.send?.(server.address().port);
});
