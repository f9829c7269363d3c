import type { HttpAnswer } from './types.ts';

/** What an answer says against the client certificate, after a good handshake. */
export type HttpRefusal =
  /** None arrived, though we showed one: something on the way took it. */
  'certificate-not-sent' | 'certificate-not-accepted' | 'not-permitted-certificate';

/**
 * Whether an answer is a refusal of the client certificate; null for every other. Pure. nginx with
 * `ssl_verify_client`: 400, "The SSL certificate error" or "No required SSL certificate was sent".
 */
export function httpRefusal(answer: Pick<HttpAnswer, 'status' | 'body'>): HttpRefusal | null {
  const said = normalisedBody(answer);
  if (answer.status === 400 && /certificate|証明書/.test(said)) {
    return /no required .*certificate/.test(said)
      ? 'certificate-not-sent'
      : 'certificate-not-accepted';
  }
  if (answer.status === 403 && said.includes('not permitted certificate')) {
    return 'not-permitted-certificate';
  }
  return null;
}

/** Bodies are compared without case, `_` and spaces alike (panda f1464932). */
export function normalisedBody({ body }: Pick<HttpAnswer, 'body'>): string {
  return new TextDecoder()
    .decode(body.subarray(0, 4096))
    .toLowerCase()
    .replaceAll(/[_\s]+/g, ' ');
}

/** What WebORCA says once it has let a client in with the certificate (panda 35e7f6bc); pure. */
export function tenantRefusal(
  answer: Pick<HttpAnswer, 'status' | 'body'>,
): 'user-not-in-tenant' | 'on-premises-only-tenant' | null {
  if (answer.status !== 403) return null;
  const said = normalisedBody(answer);
  if (said.includes('user not in tenantdb')) return 'user-not-in-tenant';
  return said.includes('on premises only tenant') ? 'on-premises-only-tenant' : null;
}
