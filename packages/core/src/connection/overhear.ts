import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Overheard } from './client-auth.ts';

/** More is no handshake any more. */
const mostBytes = 512 * 1024;

/** A socket that listens in on what goes over another. */
export interface Overhearing {
  /** For TLS, in the place of the socket. */
  readonly socket: Duplex;
  readonly keyLog: (line: Buffer) => void;
  readonly heard: () => Overheard;
}

/** What is sent and received over a socket, kept as long as it may be of a handshake. */
export function overhear(socket: Socket): Overhearing {
  const sides = { server: emptySide(), client: emptySide() };
  const keyLog: string[] = [];
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    tap.push(null);
  };
  const tap = new Duplex({
    read: () => void socket.resume(),
    write(chunk: Buffer, _encoding, done) {
      keep(sides.client, chunk);
      socket.write(chunk, done);
    },
    final: (done) => void socket.end(done),
    destroy(error, done) {
      socket.destroy();
      done(error);
    },
  });
  socket.on('data', (chunk: Buffer) => {
    keep(sides.server, chunk);
    if (!ended && !tap.push(chunk)) socket.pause();
  });
  socket.once('end', end).once('close', end);
  socket.on('error', (error) => tap.destroy(error));
  return {
    socket: tap,
    keyLog: (line) => void keyLog.push(line.toString('latin1')),
    heard: () => ({
      server: Buffer.concat(sides.server.chunks),
      client: Buffer.concat(sides.client.chunks),
      keyLog,
    }),
  };
}

interface Side {
  readonly chunks: Buffer[];
  bytes: number;
}

const emptySide = (): Side => ({ chunks: [], bytes: 0 });

function keep(side: Side, chunk: Buffer): void {
  if (side.bytes > mostBytes) return;
  side.bytes += chunk.length;
  side.chunks.push(Buffer.from(chunk));
}
