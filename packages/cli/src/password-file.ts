import { WeborcaError } from '@weborca-cert/core';
import { closeSync, constants, createReadStream, fstatSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { ReadStream as Terminal, isatty } from 'node:tty';

/** A password has a few bytes; whoever names /dev/zero has mistyped something. */
const mostBytes = 64 * 1024;

/**
 * The bytes of a file that a person named, or of what a shell puts in the place of one: `<(pass
 * show x)`, a FIFO, /dev/stdin. Those are waited for until `signal` says otherwise: opened in the
 * usual way, a FIFO that nobody writes to waits in a call that no signal ends.
 *
 * @throws WeborcaError `file-not-found`; `interrupted`
 */
export async function readPasswordFile(path: string, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    const stream = openStream(path);
    const stop = (): void => void stream.destroy();
    signal.addEventListener('abort', stop);
    try {
      for await (const chunk of stream) {
        chunks.push(Buffer.from(chunk));
        bytes += chunks.at(-1)?.length ?? 0;
        if (bytes > mostBytes) throw new Error('no password');
      }
    } finally {
      signal.removeEventListener('abort', stop);
      stream.destroy();
    }
  } catch (cause) {
    signal.throwIfAborted();
    throw new WeborcaError('file-not-found', { path }, { cause });
  }
  signal.throwIfAborted();
  return Buffer.concat(chunks);
}

function openStream(path: string): Readable {
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(fd);
    if (stats.isFIFO()) return new Socket({ fd, readable: true, writable: false });
    if (isatty(fd)) return new Terminal(fd);
    return createReadStream(path, { fd, end: mostBytes });
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}
