import type { Readable } from 'node:stream';
import type { HttpAnswer } from './types.ts';

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
export async function readAnswer(response: Response, maxBytes: number): Promise<HttpAnswer> {
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
