import type { Exchange, HttpAnswer, HttpCall } from '../../../src/connection/types.ts';

export function get(url: URL, path = '/', more: Partial<HttpCall> = {}): HttpCall {
  const headers = { accept: 'application/json' };
  return {
    method: 'GET',
    url: new URL(path, url),
    headers,
    maxBytes: 65_536,
    timeoutMs: 20_000,
    ...more,
  };
}

/** The renewal request: POST with the two bytes `{}`. */
export function post(url: URL, path = '/api/cert', more: Partial<HttpCall> = {}): HttpCall {
  return {
    ...get(url, path),
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: Buffer.from('{}'),
    ...more,
  };
}

export function answerOf(exchange: Exchange): HttpAnswer {
  if (exchange.kind === 'answer') return exchange.answer;
  throw new Error('the call failed', { cause: exchange.error.cause ?? exchange.error });
}

/** `code`, `reason` and `mayHaveArrived` of a failed call, for comparing. */
export function failureOf(exchange: Exchange): readonly [string, string, boolean] {
  if (exchange.kind === 'answer') throw new Error(`answered with ${exchange.answer.status}`);
  const { error, mayHaveArrived } = exchange;
  const reason = 'reason' in error.details ? error.details.reason : undefined;
  const why = reason ?? ('during' in error.details ? error.details.during : '');
  return [error.code, why, mayHaveArrived];
}

export function text(body: Uint8Array): string {
  return Buffer.from(body).toString('utf8');
}
