import type { CertificateRefusal } from '../words/reasons/connection.ts';

/**
 * TLS alerts that a peer sent, by number (RFC 8446, 6.2; RFC 5246, 7.2.2). Names and texts differ
 * between OpenSSL's versions and BoringSSL, the number does not.
 */

// The words that follow `ALERT_` in the codes Node makes of OpenSSL's and BoringSSL's reasons:
// ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED, ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED,
// ERR_SSL_TLSV1_ALERT_UNKNOWN_CA, ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED. BoringSSL leaves
// `ALERT_` out of its youngest ones: TLSV1_CERTIFICATE_REQUIRED.
const numbers: ReadonlyMap<string, number> = new Map([
  ['UNEXPECTED_MESSAGE', 10],
  ['BAD_RECORD_MAC', 20],
  ['RECORD_OVERFLOW', 22],
  ['HANDSHAKE_FAILURE', 40],
  ['NO_CERTIFICATE', 41],
  ['BAD_CERTIFICATE', 42],
  ['UNSUPPORTED_CERTIFICATE', 43],
  ['CERTIFICATE_REVOKED', 44],
  ['CERTIFICATE_EXPIRED', 45],
  ['CERTIFICATE_UNKNOWN', 46],
  ['ILLEGAL_PARAMETER', 47],
  ['UNKNOWN_CA', 48],
  ['ACCESS_DENIED', 49],
  ['DECODE_ERROR', 50],
  ['DECRYPT_ERROR', 51],
  ['PROTOCOL_VERSION', 70],
  ['INSUFFICIENT_SECURITY', 71],
  ['INTERNAL_ERROR', 80],
  ['MISSING_EXTENSION', 109],
  ['UNSUPPORTED_EXTENSION', 110],
  ['UNRECOGNIZED_NAME', 112],
  ['CERTIFICATE_REQUIRED', 116],
  ['NO_APPLICATION_PROTOCOL', 120],
]);

const code = /^(?:ERR_SSL_)?(?:(?:SSLV3|SSL\/TLS|TLSV1|TLSV13|TLS)_)(?:ALERT_)?([A-Z_]+)$/;
// A number that the libraries append to their text; the text itself is not looked at.
const appended = /SSL alert number (\d{1,3})\b/;

/** The number of the alert that an error tells of, or null when it tells of something else. */
export function alertNumber(error: {
  readonly code?: unknown;
  readonly message?: unknown;
}): number | null {
  if (typeof error.code === 'string') {
    const name = code.exec(error.code)?.[1];
    const known = name === undefined ? undefined : numbers.get(name);
    if (known !== undefined) return known;
  }
  const digits = typeof error.message === 'string' ? appended.exec(error.message)?.[1] : undefined;
  return digits === undefined ? null : Number(digits);
}

// 40 is here because that is what many servers send for a missing or unwanted certificate under
// TLS 1.2; we always offer current versions and ciphers, so it rarely means anything else.
const refusals: ReadonlyMap<number, CertificateRefusal> = new Map([
  [40, 'alert-handshake-failure'],
  [41, 'alert-no-certificate'],
  [42, 'alert-bad-certificate'],
  [43, 'alert-unsupported-certificate'],
  [44, 'alert-revoked'],
  [45, 'alert-expired'],
  [46, 'alert-certificate-unknown'],
  [48, 'alert-unknown-ca'],
  [49, 'alert-access-denied'],
  [51, 'alert-decrypt-error'],
  [116, 'alert-no-certificate'],
]);

/** What an alert says about our certificate; null when it is about something else. */
export function certificateRefusal(alert: number): CertificateRefusal | null {
  return refusals.get(alert) ?? null;
}
