import type { Exchange, HttpAnswer, MutualTls } from './types.ts';

const maxBytes = 64 * 1024;
const timeoutMs = 20_000;

/**
 * Asks WebORCA whether it accepts the connection's certificate: one GET of the configured address
 * itself, without Basic. Never an API path: no patient data is touched to check a certificate.
 */
export function requestVerification(
  connection: MutualTls,
  weborca: URL,
  signal?: AbortSignal,
): Promise<Exchange> {
  const headers = { accept: '*/*' };
  return connection.call({ method: 'GET', url: weborca, headers, maxBytes, timeoutMs }, signal);
}

export interface VerificationVerdict {
  readonly verdict: 'accepted' | 'refused' | 'inconclusive';
  /**
   * `answered`; `certificate-not-accepted` (a gateway's 400) or `not-permitted-certificate` (403);
   * `unexpected-answer`; `interrupted`; or the `FailureReason` of the call that failed.
   */
  readonly reason: string;
}

/**
 * Judges the answer to a verification. Pure. A 401 is the usual proof: mutual TLS passed, Basic was
 * missing. `refused` counts only if the certificate in use, tried next, is accepted.
 */
export function judgeVerification(exchange: Exchange): VerificationVerdict {
  if (exchange.kind === 'answer') return judgeAnswer(exchange.answer);
  const { error } = exchange;
  if (!('reason' in error.details)) return { verdict: 'inconclusive', reason: 'interrupted' };
  const verdict = error.code === 'service-refused-certificate' ? 'refused' : 'inconclusive';
  return { verdict, reason: error.details.reason };
}

function judgeAnswer({ status, body }: HttpAnswer): VerificationVerdict {
  if (isAcceptance(status)) return { verdict: 'accepted', reason: 'answered' };
  const said = normalised(body);
  // nginx with ssl_verify_client: "The SSL certificate error", "No required SSL certificate was sent".
  if (status === 400 && /certificate|証明書/.test(said)) {
    return { verdict: 'refused', reason: 'certificate-not-accepted' };
  }
  if (status === 403 && said.includes('not permitted certificate')) {
    return { verdict: 'refused', reason: 'not-permitted-certificate' };
  }
  return { verdict: 'inconclusive', reason: 'unexpected-answer' };
}

function isAcceptance(status: number): boolean {
  return (status >= 200 && status < 400) || status === 401 || status === 404 || status === 405;
}

/** Compared without case, `_` and spaces alike (panda f1464932). */
function normalised(body: Uint8Array): string {
  return new TextDecoder()
    .decode(body)
    .toLowerCase()
    .replaceAll(/[_\s]+/g, ' ');
}
