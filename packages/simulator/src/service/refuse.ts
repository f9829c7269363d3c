import { errorAnswer, htmlAnswer, type Answer } from './replies.ts';
import type { Received } from './listener.ts';

/**
 * What the gateway in front of the service refuses in a POST, null if nothing. The real one refused
 * chunked bodies (panda e7c0ec72) and a POST without body (monsiaj b3a88eb5); with which status is
 * not public, so these are chosen: 403 and 411 with a page, 415, 413, 400.
 */
export function refusePost({ headers, body }: Pick<Received, 'headers' | 'body'>): Answer | null {
  if (headers['transfer-encoding'] !== undefined) return htmlAnswer(403, '403 Forbidden');
  if (body.length === 0) return htmlAnswer(411, '411 Length Required');
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return errorAnswer(415, 'Unsupported Media Type');
  if (body.length > 1024) return errorAnswer(413, 'Content Too Large');
  return isJsonObject(body) ? null : errorAnswer(400, 'Bad Request');
}

function isJsonObject(body: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
