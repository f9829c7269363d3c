import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent, type RequestOptions, request } from 'node:https';
import type { SecureVersion } from 'node:tls';
import type { Identity } from '@weborca-cert/core';
import { toPem } from '../../src/authority/pem.ts';

export interface Call {
  readonly url: string;
  readonly ca: string;
  readonly identity: Identity | null;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly agent?: Agent;
  readonly tls?: SecureVersion;
}

export interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** False when the body broke off. */
  readonly complete: boolean;
}

/** One HTTPS call by Node's own client, with the identity as PEM. Rejects when no answer comes. */
export function call(options: Call): Promise<Got> {
  const { promise, resolve, reject } = Promise.withResolvers<Got>();
  const settings: RequestOptions = {
    method: options.method ?? 'GET',
    headers: options.headers ?? {},
    ca: options.ca,
    rejectUnauthorized: true,
    agent: options.agent ?? new Agent({ keepAlive: false }),
    ...pemOf(options.identity),
  };
  if (options.tls !== undefined) {
    settings.minVersion = options.tls;
    settings.maxVersion = options.tls;
  }
  const sent = request(options.url, settings, (answer) => {
    collect(answer).then(resolve, reject);
  });
  sent.on('error', reject);
  sent.end(options.body);
  return promise;
}

/** The renewal request as public clients send it. */
export function post(simulated: { api: string; ca: string }, identity: Identity): Promise<Got> {
  return call({
    url: simulated.api,
    ca: simulated.ca,
    identity,
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      'Content-Length': '2',
    },
    body: '{}',
  });
}

export function get(url: string, ca: string, identity: Identity): Promise<Got> {
  return call({ url, ca, identity, headers: { Accept: 'application/json' } });
}

/** The two fields of a good answer. */
export function fieldsOf({ body }: Pick<Got, 'body'>): { uri: string; pass: string } {
  const value: unknown = JSON.parse(body.toString());
  const entries = new Map(Object.entries(value ?? {}).map(([key, text]) => [key, String(text)]));
  return { uri: entries.get('uri') ?? '', pass: entries.get('pass') ?? '' };
}

export function pemOf(identity: Identity | null): { cert?: string; key?: string } {
  if (identity === null) return {};
  const belowRoot = identity.chain.slice(0, -1);
  return {
    cert: [identity.leaf, ...belowRoot].map(({ der }) => toPem('CERTIFICATE', der)).join(''),
    key: toPem('PRIVATE KEY', Buffer.from(identity.privateKey.reveal(), 'base64')),
  };
}

async function collect(answer: IncomingMessage): Promise<Got> {
  const pieces: Buffer[] = [];
  const { promise, resolve } = Promise.withResolvers<boolean>();
  answer.on('data', (piece: Buffer) => pieces.push(piece));
  answer.on('end', () => resolve(true)).on('error', () => resolve(false));
  const complete = await promise;
  const { statusCode = 0, headers } = answer;
  return { status: statusCode, headers, body: Buffer.concat(pieces), complete };
}
