import type { RecordedCall } from '@weborca-cert/core';
import type { Answer, Reply } from '../service/replies.ts';

type Shape = NonNullable<RecordedCall['answer']>;
type Json = NonNullable<Shape['body']['json']>;

/** What stands where the record has none. */
export interface Filling {
  readonly now: Date;
  readonly giantBytes: number;
  /** The request's URL on another port. */
  readonly elsewhere: string;
  readonly uri?: (form: string) => string;
  readonly pass?: string;
  readonly file?: Uint8Array;
}

/** A person waits for a rehearsal; a slow service is slow enough with this. */
const longestDelayMs = 1000;

/** The reply to a call as it was recorded, with values of our own. Pure. */
export function replyLike({ answer, failure, tookMs }: RecordedCall, filling: Filling): Reply {
  if (answer === null) return { kind: failure?.reason === 'timeout' ? 'silence' : 'cut' };
  const { body, serverClockAheadMinutes: ahead } = answer;
  const whole = bodyLike(answer, filling);
  // Half of a good one is what is left of a body that broke off.
  const broken = !body.complete && !body.tooLong;
  return {
    kind: 'answer',
    status: answer.status,
    headers: headersLike(answer, filling),
    body: whole,
    ...(tookMs > 50 ? { delayMs: Math.min(tookMs, longestDelayMs) } : {}),
    ...(ahead === null || Math.abs(ahead) < 2 ? {} : { dateOffsetMs: ahead * 60_000 }),
    ...(broken ? { breakOffAfter: Math.min(body.bytes, Math.floor(whole.length / 2)) } : {}),
    ...(body.tooLong ? { paddedTo: filling.giantBytes } : {}),
  } satisfies Answer;
}

// Sending adds some; the others speak of the bytes on the way, which are ours.
const ofTheTransport = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
]);

const contentTypes: Readonly<Record<Shape['body']['kind'], string>> = {
  empty: 'application/octet-stream',
  json: 'application/json',
  'broken-json': 'application/json',
  html: 'text/html',
  text: 'text/plain; charset=utf-8',
  pkcs12: 'application/x-pkcs12',
  zip: 'application/zip',
  other: 'application/octet-stream',
};

function headersLike(shape: Shape, filling: Filling): Record<string, string> {
  const value = (name: string): string => {
    if (name === 'content-type') return contentTypes[shape.body.kind];
    if (name === 'location') return filling.elsewhere;
    return name === 'retry-after' ? retryAfterLike(shape, filling.now) : 'replayed';
  };
  const names = shape.headerNames.filter(
    (name) => /^[a-z-]+$/.test(name) && !ofTheTransport.has(name),
  );
  return Object.fromEntries(names.map((name) => [name, value(name)]));
}

const seconds: Readonly<Record<NonNullable<Shape['retryAfter']>['upTo'], number>> = {
  'a-minute': 60,
  'an-hour': 3600,
  'a-day': 86_400,
  longer: 99_999_999_999,
  unreadable: 0,
};

function retryAfterLike({ retryAfter }: Shape, now: Date): string {
  if (retryAfter === null || retryAfter.writtenAs === 'other') return 'soon';
  const wait = seconds[retryAfter.upTo];
  if (retryAfter.writtenAs === 'seconds') return String(wait);
  return new Date(now.getTime() + Math.min(wait, 31_536_000) * 1000).toUTCString();
}

function bodyLike({ body }: Shape, filling: Filling): Uint8Array {
  const { kind, bytes, complete, says } = body;
  if (filling.file !== undefined && (kind === 'pkcs12' || !complete)) return filling.file;
  const sentence = says === null ? null : sentences[says];
  switch (kind) {
    case 'json':
      return Buffer.from(
        JSON.stringify(body.json === null ? {} : fill(body.json, filling, sentence)),
      );
    case 'broken-json':
      return Buffer.from(brokenJson(filling));
    case 'html':
      return padded(`<html>\n<body><h1>${sentence ?? 'Replayed'}</h1></body>\n</html>\n`, bytes);
    case 'zip':
      return padded('PK\u0003\u0004', bytes);
    case 'other':
      return padded('\u0000', bytes);
    case 'text':
      return padded(sentence ?? 'replayed', bytes);
    case 'empty':
    case 'pkcs12':
  }
  return new Uint8Array();
}

// As they were seen: panda f1464932, monsiaj 35e7f6bc; nginx.
const sentences: Readonly<Record<NonNullable<Shape['body']['says']>, string>> = {
  'not-permitted-certificate': 'NOT PERMITTED CERTIFICATE',
  'user-not-in-tenantdb': 'USER NOT IN TENANTDB',
  'on-premises-only-tenant': 'ON PREMISES ONLY TENANT',
  maintenance: 'GINBEE_MAINTENANCE',
  'no-certificate-was-sent': 'No required SSL certificate was sent',
  certificate: 'The SSL certificate error',
};

const longestPadding = 65_536;

function padded(text: string, bytes: number): Uint8Array {
  return Buffer.from(text.padEnd(Math.min(bytes, longestPadding)));
}

function brokenJson({ uri, pass }: Filling): string {
  return `{"uri":"${uri?.('https-on-the-origin-asked') ?? ''}","pass":"${pass ?? ''}"`;
}

function fill(shape: Json, filling: Filling, sentence: string | null): unknown {
  switch (shape.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.keys).map(([key, one]) => [key, member(key, one, filling, sentence)]),
      );
    case 'array':
      return shape.first === null
        ? []
        : Array.from({ length: Math.min(shape.length, 100) }, () => shape.first).flatMap((one) =>
            one === null ? [] : [fill(one, filling, sentence)],
          );
    case 'string':
      return sentence ?? 'x'.repeat(Math.min(shape.length, 1000));
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'null':
  }
  return null;
}

function member(key: string, shape: Json, filling: Filling, sentence: string | null): unknown {
  if (shape.type === 'string') {
    if (key === 'uri' && filling.uri !== undefined) return filling.uri(shape.form);
    if (key === 'pass' && filling.pass !== undefined) return filling.pass;
  }
  return fill(shape, filling, sentence);
}
