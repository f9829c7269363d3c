import { reasonOf, WeborcaError } from '@weborca-cert/core';
import { closeSync, constants, createReadStream, fstatSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { ReadStream as Terminal, isatty } from 'node:tty';

/** A password has a few bytes; somebody who names /dev/zero has mistyped something. */
const mostBytes = 64 * 1024;

/**
 * The bytes of a file that a person named, or of what a shell puts in the place of one: `<(pass
 * show x)`, a FIFO, /dev/stdin. Those are waited for until `signal` says otherwise: opened in the
 * usual way, a FIFO that nobody writes to waits in a call that no signal ends.
 *
 * @throws WeborcaError `file-not-found`; `destination-not-writable`, saying that and why it cannot be
 *   read; `interrupted`
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
        if (bytes > mostBytes) throw Object.assign(new Error('no password'), { code: 'E2BIG' });
      }
    } finally {
      signal.removeEventListener('abort', stop);
      stream.destroy();
    }
  } catch (cause) {
    signal.throwIfAborted();
    const said = reasonOf(cause);
    // Links are followed here: one is a fault only where it comes to no end.
    const reason = said === 'symbolic-link' ? 'link-loop' : said;
    if (reason === 'missing') throw new WeborcaError('file-not-found', { path }, { cause });
    const details = { path, reason, doing: 'read' } as const;
    throw new WeborcaError('destination-not-writable', details, { cause });
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
