import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, Reply } from './replies.ts';

const pieceBytes = 65_536;

/** Carries a reply out. Returns when the bytes are handed over or the client has gone. */
export async function send(
  reply: Reply,
  response: ServerResponse,
  now: () => Date,
  stopping: AbortSignal,
): Promise<void> {
  if (reply.kind === 'silence') return;
  if (reply.kind === 'cut') {
    response.destroy();
    return;
  }
  if (reply.delayMs !== undefined && !(await delayed(reply.delayMs, stopping))) return;
  writeHead(reply, response, now);
  if (reply.breakOffAfter !== undefined) {
    response.write(reply.body.subarray(0, reply.breakOffAfter), () => response.destroy());
    return;
  }
  if (reply.paddedTo === undefined) {
    response.end(reply.body);
    return;
  }
  await writeEndless(reply.body, reply.paddedTo, response);
}

function writeHead(reply: Answer, response: ServerResponse, now: () => Date): void {
  response.sendDate = false;
  const headers: Record<string, string> = {
    ...reply.headers,
    Date: new Date(now().getTime() + (reply.dateOffsetMs ?? 0)).toUTCString(),
  };
  if (reply.paddedTo === undefined) headers['Content-Length'] = String(reply.body.length);
  response.writeHead(reply.status, headers);
}

async function writeEndless(body: Uint8Array, size: number, response: ServerResponse) {
  const zeros = new Uint8Array(pieceBytes);
  response.write(body);
  for (let sent = body.length; sent < size; sent += pieceBytes) {
    if (response.destroyed) return;
    if (!response.write(zeros)) await drained(response);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const settle = () => {
    response.off('drain', settle).off('close', settle);
    resolve();
  };
  response.on('drain', settle).on('close', settle);
  return promise;
}

async function delayed(ms: number, stopping: AbortSignal): Promise<boolean> {
  return wait(ms, true, { signal: stopping }).catch(() => false);
}
