import type { IncomingMessage } from 'node:http';

const maxBytes = 65_536;

/** The body up to 64 KiB; what is longer is read and dropped. */
export async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    if (!Buffer.isBuffer(piece)) continue;
    if (size < maxBytes) pieces.push(piece);
    size += piece.length;
  }
  return Uint8Array.from(Buffer.concat(pieces).subarray(0, maxBytes));
}
