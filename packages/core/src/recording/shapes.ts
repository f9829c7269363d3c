import { normalisedBody } from '../connection/http-refusal.ts';
import { readServerDate } from '../connection/server-date.ts';
import type { Exchange, HttpAnswer, HttpCall } from '../connection/types.ts';
import { recognise } from '../pkcs12/recognise.ts';
import { dayMs, hourMs } from '../time.ts';
import type {
  AnswerShape,
  BodyKind,
  FailureShape,
  JsonShape,
  RecordedCall,
  Saying,
  TextForm,
  Waiting,
} from './record.ts';

/**
 * What a call is for, by itself: only the request posts, and only a download asks for what the
 * public clients ask for (`application/json`); a verification takes anything.
 */
export function purposeOf({ method, headers }: HttpCall): RecordedCall['purpose'] {
  if (method === 'POST') return 'request';
  return headers['accept'] === 'application/json' ? 'download' : 'verification';
}

interface Call {
  readonly url: URL;
  readonly maxBytes: number;
  readonly now: Date;
}

/** An answer without its values. Pure. */
export function answerShape(answer: HttpAnswer, call: Call): AnswerShape {
  const { status, headers, body, complete } = answer;
  const date = readServerDate(headers['date'] ?? '');
  const json = jsonOf(body);
  return {
    status,
    headerNames: headerNames(headers),
    retryAfter: retryAfterShape(headers['retry-after'], date ?? call.now),
    serverClockAheadMinutes:
      date === null ? null : Math.round((date.getTime() - call.now.getTime()) / 60_000),
    body: {
      bytes: body.length,
      complete,
      tooLong: !complete && body.length >= call.maxBytes,
      kind: kindOf(body, json),
      says: sayingOf(answer),
      json: json === undefined ? null : jsonShape(json, call.url),
    },
  };
}

export function failureShape({
  error,
  mayHaveArrived,
}: Extract<Exchange, { kind: 'failure' }>): FailureShape {
  const reason = 'reason' in error.details ? (error.details.reason ?? null) : null;
  return { code: error.code, reason, mayHaveArrived };
}

/** RFC 9110, 5.6.2: a token; what is odd or long may say whose it is. */
export function headerNames(headers: Readonly<Record<string, string>>): string[] {
  return Object.keys(headers)
    .map((name) => name.toLowerCase())
    .map((name) => (/^[a-z][a-z-]{0,63}$/.test(name) ? name : '(another)'))
    .toSorted();
}

function retryAfterShape(value: string | undefined, from: Date): AnswerShape['retryAfter'] {
  if (value === undefined) return null;
  const text = value.trim();
  if (/^\d+$/.test(text)) return { writtenAs: 'seconds', upTo: upTo(Number(text) * 1000) };
  const until = readServerDate(text);
  if (until === null) return { writtenAs: 'other', upTo: 'unreadable' };
  return { writtenAs: 'date', upTo: upTo(until.getTime() - from.getTime()) };
}

function upTo(ms: number): Waiting {
  if (ms <= 60_000) return 'a-minute';
  if (ms <= hourMs) return 'an-hour';
  return ms <= dayMs ? 'a-day' : 'longer';
}

function jsonOf(body: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return value;
  } catch {
    return undefined;
  }
}

function kindOf(body: Uint8Array, json: unknown): BodyKind {
  if (body.length === 0) return 'empty';
  if (json !== undefined) return 'json';
  const kind = recognise(body);
  if (kind === 'pkcs12' || kind === 'zip' || kind === 'html') return kind;
  if (kind === 'json') return 'broken-json';
  return body.subarray(0, 4096).some((byte) => byte < 9) ? 'other' : 'text';
}

const sayings: readonly (readonly [Saying, RegExp])[] = [
  ['maintenance', /maintenance/],
  ['not-permitted-certificate', /not permitted certificate/],
  ['user-not-in-tenantdb', /user not in tenantdb/],
  ['on-premises-only-tenant', /on premises only tenant/],
  ['no-certificate-was-sent', /no required .*certificate/],
  ['certificate', /certificate|証明書/],
];

/** Of what went well nothing is said: its text is all values. */
function sayingOf(answer: HttpAnswer): Saying | null {
  if (answer.status < 400) return null;
  const said = normalisedBody(answer);
  return sayings.find(([, pattern]) => pattern.test(said))?.[0] ?? null;
}

const deepest = 6;
const mostKeys = 50;

export function jsonShape(value: unknown, call: URL, depth = 0): JsonShape {
  if (typeof value === 'string') {
    return { type: 'string', length: value.length, form: textForm(value, call) };
  }
  if (typeof value === 'number') return { type: 'number' };
  if (typeof value === 'boolean') return { type: 'boolean' };
  if (typeof value !== 'object' || value === null || depth > deepest) return { type: 'null' };
  if (Array.isArray(value)) {
    const [first]: readonly unknown[] = value;
    return {
      type: 'array',
      length: value.length,
      first: value.length === 0 ? null : jsonShape(first, call, depth + 1),
    };
  }
  const entries = Object.entries(value).slice(0, mostKeys);
  return {
    type: 'object',
    keys: Object.fromEntries(
      entries.map(([key, one], index) => [keyName(key, index), jsonShape(one, call, depth + 1)]),
    ),
  };
}

/** A key is a word of the service's; one with digits or blanks in it may be somebody's name. */
function keyName(key: string, index: number): string {
  return /^[A-Za-z_-]{1,32}$/.test(key) ? key : `(another key, number ${index + 1})`;
}

export function textForm(text: string, call: URL): TextForm {
  if (text === '') return 'empty';
  if (/^https?:\/\//i.test(text)) return uriForm(text, call);
  if (/[\r\n]$/.test(text)) return 'with-line-end';
  if (/^[A-Za-z0-9]+$/.test(text)) return 'letters-and-digits';
  return /^[\u0020-\u007E]+$/.test(text) ? 'printable' : 'other';
}

function uriForm(text: string, call: URL): TextForm {
  const uri = URL.parse(text);
  if (uri === null) return 'other';
  if (uri.protocol !== 'https:') return 'http';
  if (uri.origin === call.origin) return 'https-on-the-origin-asked';
  return uri.hostname === call.hostname ? 'https-on-another-port' : 'https-on-another-host';
}
