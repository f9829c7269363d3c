import * as v from 'valibot';
import type { UnfitReason } from '../words/unfit.ts';

/**
 * What one exchange looked like, and none of its values: neither a host, a path, a name, a password
 * nor the content of a header is in it. The keys are its comments: it is read by a person before it
 * is handed on.
 */

export const recordFormat = 1;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(2 ** 40));
const words = v.pipe(v.string(), v.maxLength(100));
const names = v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(200));

/** How a text is made, without the text. */
const textForm = v.picklist([
  'empty',
  'letters-and-digits',
  'printable',
  'with-line-end',
  'other',
  'https-on-the-origin-asked',
  'https-on-another-port',
  'https-on-another-host',
  'http',
]);

export type TextForm = v.InferOutput<typeof textForm>;

export type JsonShape =
  | { readonly type: 'null' | 'boolean' | 'number' }
  | { readonly type: 'string'; readonly length: number; readonly form: TextForm }
  | { readonly type: 'array'; readonly length: number; readonly first: JsonShape | null }
  | { readonly type: 'object'; readonly keys: Readonly<Record<string, JsonShape>> };

const jsonShape: v.GenericSchema<JsonShape> = v.variant('type', [
  v.object({ type: v.picklist(['null', 'boolean', 'number']) }),
  v.object({ type: v.literal('string'), length: count, form: textForm }),
  v.object({
    type: v.literal('array'),
    length: count,
    first: v.nullable(v.lazy(() => jsonShape)),
  }),
  v.object({
    type: v.literal('object'),
    keys: v.record(
      v.string(),
      v.lazy(() => jsonShape),
    ),
  }),
]);

const bodyKind = v.picklist([
  'empty',
  'json',
  'broken-json',
  'html',
  'text',
  'pkcs12',
  'zip',
  'other',
]);

export type BodyKind = v.InferOutput<typeof bodyKind>;

/** Sentences that public clients of this service look for; no other sentence is written down. */
const saying = v.picklist([
  'not-permitted-certificate',
  'user-not-in-tenantdb',
  'on-premises-only-tenant',
  'maintenance',
  'no-certificate-was-sent',
  'certificate',
]);

export type Saying = v.InferOutput<typeof saying>;

const waiting = v.picklist(['a-minute', 'an-hour', 'a-day', 'longer', 'unreadable']);

export type Waiting = v.InferOutput<typeof waiting>;

const answer = v.object({
  status: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(999)),
  headerNames: names,
  retryAfter: v.nullable(
    v.object({ writtenAs: v.picklist(['seconds', 'date', 'other']), upTo: waiting }),
  ),
  /** The server's clock against ours; null: no `Date` that can be read. */
  serverClockAheadMinutes: v.nullable(v.pipe(v.number(), v.safeInteger())),
  body: v.object({
    bytes: count,
    complete: v.boolean(),
    /** Longer than is read of such an answer. */
    tooLong: v.boolean(),
    kind: bodyKind,
    says: v.nullable(saying),
    json: v.nullable(jsonShape),
  }),
});

export type AnswerShape = v.InferOutput<typeof answer>;

const failure = v.object({
  code: words,
  /** Core's own word: `closed`, `timeout`, `alert-expired`, … */
  reason: v.nullable(words),
  mayHaveArrived: v.boolean(),
});

export type FailureShape = v.InferOutput<typeof failure>;

const protection = v.object({ algorithm: words, iterations: count });

/** The file that was issued, held against the certificate that asked. */
const issued = v.object({
  opens: v.picklist([
    'with-its-password',
    'without-the-line-end-of-its-password',
    'not-with-its-password',
    'key-does-not-fit',
    'cannot-be-read',
    'not-tried',
  ]),
  passwordForm: v.nullable(textForm),
  integrity: v.nullable(protection),
  encryption: v.array(v.object({ ...protection.entries, of: v.picklist(['key', 'certificates']) })),
  notes: v.array(words),
  certificate: v.nullable(
    v.object({
      publicKey: words,
      publicKeyOfTheOneThatAsked: words,
      certificatesAboveIt: count,
      friendlyName: v.picklist(['none', 'printable', 'with-control-characters']),
      validFromInDays: v.pipe(v.number(), v.safeInteger()),
      validToInDays: v.pipe(v.number(), v.safeInteger()),
      against: v.array(
        v.pipe(
          v.string(),
          v.custom<UnfitReason>((word) => typeof word === 'string' && word.length < 100),
        ),
      ),
    }),
  ),
});

export type IssuedShape = v.InferOutput<typeof issued>;

const call = v.object({
  purpose: v.picklist(['request', 'download', 'verification']),
  method: v.picklist(['GET', 'POST']),
  /** 1 for the first host and port that was asked, 2 for the second, … */
  hostNumber: count,
  certificateShown: v.boolean(),
  startedAfterMs: count,
  tookMs: count,
  newConnection: v.nullable(v.object({ tls: words, cipher: words })),
  sentHeaderNames: names,
  sentBytes: count,
  answer: v.nullable(answer),
  failure: v.nullable(failure),
  issued: v.nullable(issued),
});

export type RecordedCall = v.InferOutput<typeof call>;

const schema = v.object({
  about: v.string(),
  format: v.literal(recordFormat),
  calls: v.pipe(v.array(call), v.maxLength(1000)),
  outcomes: v.array(
    v.object({
      outcome: words,
      acceptedByWebOrca: v.nullable(v.boolean()),
      code: v.nullable(words),
      reason: v.nullable(words),
    }),
  ),
});

export type ExchangeRecord = v.InferOutput<typeof schema>;

/** Null for anything that is not such a record. */
export function readRecord(text: string): ExchangeRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : null;
}

const about =
  'What one exchange with the renewal service looked like. No host, path, name, password, ' +
  'certificate or content of a header is in it: names of headers and JSON keys, types, sizes, ' +
  'times, algorithms. Please read it before you hand it on (docs/first-real-renewal.md).';

export function recordText(record: Pick<ExchangeRecord, 'calls' | 'outcomes'>): string {
  return `${JSON.stringify(sorted({ about, format: recordFormat, ...record }), null, 2)}\n`;
}

/** The same exchange gives the same text, key by key. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}
