import type { VerdictReason } from '../words/reasons/connection.ts';
import type { AnswerReason } from '../words/reasons/answers.ts';
import { httpRefusal, normalisedBody, tenantRefusal } from '../connection/http-refusal.ts';
import type { Exchange, HttpAnswer, MutualTls } from '../connection/types.ts';
import { readRetryAfter, readServerDate } from '../connection/server-date.ts';
import { WeborcaError } from '../errors.ts';
import { isRecord } from '../json.ts';
import { Secret } from '../secret.ts';
import { recognise } from '../pkcs12/recognise.ts';
import type { DownloadFailure } from './abandon.ts';

/** The longest answer to the request that is read; a real one has a few hundred bytes. */
export const maxIssuanceBytes = 64 * 1024;
const requestTimeoutMs = 60_000;

/**
 * Sends the renewal request. I/O only: every answer, good or bad, comes back as it is.
 *
 * The body is the two bytes `{}`: a web application firewall refuses a POST without one (monsiaj
 * b3a88eb5, panda 918c2bc7). Not cancellable: a request broken off half-way leaves the outcome open.
 *
 * @param beforeSending the last look, with the connection open; what it throws comes back
 */
export function requestIssuance(
  connection: MutualTls,
  api: URL,
  beforeSending: () => Promise<void>,
): Promise<Exchange> {
  return connection.call({
    beforeSending,
    method: 'POST',
    url: api,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: Buffer.from('{}'),
    maxBytes: maxIssuanceBytes,
    timeoutMs: requestTimeoutMs,
  });
}

export type IssuanceVerdict =
  | { readonly kind: 'issued'; readonly uri: URL; readonly pass: Secret }
  /** The service answered and did not issue. */
  | { readonly kind: 'refused'; readonly error: WeborcaError; readonly retryAt: Date | null }
  /** The service may have issued, but what it said cannot be used. */
  | { readonly kind: 'unusable'; readonly error: WeborcaError<'service-answer-invalid'> };

/**
 * Judges the answer to the request. Pure. Sources: monsiaj CertificateManager.java, panda
 * certificate.c (200 with `{uri, pass}`); the bodies of refusals: panda f1464932, monsiaj 35e7f6bc.
 */
export function judgeIssuance(answer: HttpAnswer, api: URL, now: Date): IssuanceVerdict {
  const host = api.host;
  if (answer.status >= 200 && answer.status < 300) return judgeIssued(answer, host);
  return { kind: 'refused', error: refusal(answer, host, now), retryAt: retryAt(answer, now) };
}

function judgeIssued(answer: HttpAnswer, host: string): IssuanceVerdict {
  const unusable = (reason: AnswerReason): IssuanceVerdict => ({
    kind: 'unusable',
    error: new WeborcaError('service-answer-invalid', { host, reason }),
  });
  if (!answer.complete) return unusable('incomplete');
  const document = parseJson(answer.body);
  if (document === undefined) return unusable('not-json');
  if (!isRecord(document)) return unusable('not-an-object');
  const { uri, pass } = document;
  if (typeof uri !== 'string' || uri === '') return unusable('uri-missing');
  if (typeof pass !== 'string') return unusable('password-missing');
  const location = URL.parse(uri);
  if (location === null) return unusable('uri-invalid');
  if (location.protocol !== 'https:') return unusable('uri-not-https');
  if (location.username !== '' || location.password !== '') return unusable('uri-invalid');
  return { kind: 'issued', uri: location, pass: new Secret(pass) };
}

/** The refusals of both calls: what the status and the known bodies say. */
export function refusal(answer: HttpAnswer, host: string, now: Date): WeborcaError {
  const said = normalisedBody(answer);
  const until = retryAt(answer, now)?.toISOString();
  const refused = (reason: VerdictReason): WeborcaError =>
    new WeborcaError('service-refused-certificate', { host, reason });
  if (said.includes('maintenance') && answer.status >= 500) {
    return new WeborcaError('service-maintenance', { host });
  }
  const ofCertificate = httpRefusal(answer);
  if (ofCertificate !== null) return refused(ofCertificate);
  switch (answer.status) {
    case 401:
      return refused('unauthorized');
    case 403:
      return refused(tenantRefusal(answer) ?? 'forbidden');
    case 429:
    case 503:
      return new WeborcaError('service-busy', {
        host,
        ...(until === undefined ? {} : { until, reason: 'service-said-later' }),
      });
    default:
      if (answer.status >= 300 && answer.status < 400) {
        return new WeborcaError('service-answer-invalid', { host, reason: 'redirect' });
      }
  }
  return new WeborcaError('service-failed', { host, status: answer.status });
}

export function retryAt(answer: HttpAnswer, now: Date): Date | null {
  const value = answer.headers['retry-after'];
  if (value === undefined) return null;
  return readRetryAfter(value, now, readServerDate(answer.headers['date'] ?? ''));
}

function parseJson(body: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return value;
  } catch {
    return undefined;
  }
}

/** A real answer has three to six kilobytes. */
export const maxDownloadBytes = 1024 * 1024;

/**
 * Fetches the issued file. I/O only. The certificate is needed here too (panda 918c2bc7). It may be
 * broken off at any time: the next run fetches again.
 */
export function requestDownload(
  connection: MutualTls,
  uri: URL,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Exchange> {
  const headers = { accept: 'application/json' };
  const call = { method: 'GET', url: uri, headers, maxBytes: maxDownloadBytes, timeoutMs } as const;
  return connection.call(call, signal);
}

/**
 * May the certificate be shown to this host? Only to the API's own origin, port included, and to
 * the hosts that the configuration names: `host` means port 443, `host:port` that port.
 */
export function mayDownloadFrom(uri: URL, api: URL, downloadHosts: readonly string[]): boolean {
  if (uri.protocol !== 'https:') return false;
  if (uri.origin === api.origin) return true;
  return downloadHosts.some((host) => URL.parse(`https://${host}/`)?.origin === uri.origin);
}

export type DownloadVerdict =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'failed';
      readonly error: WeborcaError;
      readonly failure: DownloadFailure;
      /** Trying again within this run makes sense: nothing definite was said. */
      readonly again: boolean;
    };

function failed(error: WeborcaError, failure: DownloadFailure, again: boolean): DownloadVerdict {
  return { kind: 'failed', error, failure, again };
}

/**
 * Judges the answer to the download. Pure. A page of HTML with status 200 is not a certificate
 * (panda ignores the status and would save it as .p12).
 */
export function judgeDownload(answer: HttpAnswer, host: string, now: Date): DownloadVerdict {
  const broken = (reason: AnswerReason | 'too-large'): DownloadVerdict =>
    failed(new WeborcaError('download-failed', { host, reason }), 'refused-or-broken', true);
  switch (answer.status) {
    case 200:
      if (!answer.complete) {
        return broken(answer.body.length >= maxDownloadBytes ? 'too-large' : 'incomplete');
      }
      if (answer.body.length === 0) return broken('empty');
      return recognise(answer.body) === 'pkcs12'
        ? { kind: 'bytes', bytes: answer.body }
        : broken('not-a-certificate');
    case 404:
      return failed(
        new WeborcaError('download-failed', { host, reason: 'not-found' }),
        'not-found',
        false,
      );
    case 410:
      return failed(new WeborcaError('download-failed', { host, reason: 'gone' }), 'gone', false);
    case 407:
    case 429:
    case 503:
      return failed(refusal(answer, host, now), 'does-not-count', false);
    default:
      return failed(refusal(answer, host, now), 'refused-or-broken', answer.status >= 500);
  }
}

/** Judges a download that got no answer. */
export function judgeFailedDownload(
  failure: Extract<Exchange, { kind: 'failure' }>,
): DownloadVerdict {
  const again = failure.error.code === 'service-unreachable';
  const counts = !again && failure.error.code !== 'interrupted';
  const failureKind = counts ? 'refused-or-broken' : 'does-not-count';
  return failed(failure.error, failureKind, again);
}
