import type { AnswerReason } from '../words/reasons/answers.ts';
import type { Exchange, HttpAnswer, MutualTls } from '../connection/types.ts';
import { WeborcaError } from '../errors.ts';
import { recognise } from '../pkcs12/recognise.ts';
import type { DownloadFailure } from './abandon.ts';
import { refusal } from './service.ts';

/** A real answer has three to six kilobytes. */
export const maxDownloadBytes = 1024 * 1024;

/**
 * Fetches the issued file. I/O only. The certificate is needed here too (panda 918c2bc7). It may be
 * given up at any time: the next run fetches again.
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
