import type { UnreachableReason, UntrustedReason } from '../words/reasons/connection.ts';

// What Node's TLS reports about the server's certificate: the verification codes of OpenSSL and
// BoringSSL (X509_V_ERR_…), Node's own for the name, BoringSSL's for the key usage.
const untrusted: ReadonlyMap<string, UntrustedReason> = new Map([
  ['SELF_SIGNED_CERT_IN_CHAIN', 'unknown-root'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unknown-root'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'unknown-root'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unknown-root'],
  ['CERT_UNTRUSTED', 'unknown-root'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'incomplete-chain'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'other-host'],
  ['HOSTNAME_MISMATCH', 'other-host'],
  ['CERT_HAS_EXPIRED', 'server-certificate-expired'],
  ['CERT_NOT_YET_VALID', 'server-certificate-not-yet-valid'],
  ['CERT_REVOKED', 'server-certificate-revoked'],
  ['EE_KEY_TOO_SMALL', 'server-certificate-weak'],
  ['CA_KEY_TOO_SMALL', 'server-certificate-weak'],
  ['CA_MD_TOO_WEAK', 'server-certificate-weak'],
  ['KEY_USAGE_BIT_INCORRECT', 'server-key-usage'],
  ['ERR_SSL_KEY_USAGE_BIT_INCORRECT', 'server-key-usage'],
  ['INVALID_PURPOSE', 'server-key-usage'],
  ['CERT_SIGNATURE_FAILURE', 'server-certificate-invalid'],
  ['CERT_CHAIN_TOO_LONG', 'server-certificate-invalid'],
  ['CERT_REJECTED', 'server-certificate-invalid'],
  ['INVALID_CA', 'server-certificate-invalid'],
  ['PATH_LENGTH_EXCEEDED', 'server-certificate-invalid'],
  ['ERROR_IN_CERT_NOT_BEFORE_FIELD', 'server-certificate-invalid'],
  ['ERROR_IN_CERT_NOT_AFTER_FIELD', 'server-certificate-invalid'],
  ['ERR_SSL_CERTIFICATE_VERIFY_FAILED', 'server-certificate-invalid'],
]);

const unreachable: ReadonlyMap<string, UnreachableReason> = new Map([
  ['ECONNREFUSED', 'refused'],
  ['ENOTFOUND', 'no-such-name'],
  ['ENODATA', 'no-such-name'],
  ['EAI_NONAME', 'no-such-name'],
  ['EAI_NODATA', 'no-such-name'],
  ['EAI_AGAIN', 'name-lookup-failed'],
  ['EAI_FAIL', 'name-lookup-failed'],
  ['EHOSTUNREACH', 'no-route'],
  ['EHOSTDOWN', 'no-route'],
  ['ENETUNREACH', 'no-route'],
  ['ENETDOWN', 'no-route'],
  ['EADDRNOTAVAIL', 'no-route'],
  ['EACCES', 'not-permitted'],
  ['EPERM', 'not-permitted'],
  ['ETIMEDOUT', 'timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout'],
  ['ECONNRESET', 'closed'],
  ['ECONNABORTED', 'closed'],
  ['EPIPE', 'closed'],
  ['UND_ERR_SOCKET', 'closed'],
  ['UND_ERR_DESTROYED', 'closed'],
  ['ERR_SSL_UNEXPECTED_EOF_WHILE_READING', 'closed'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'not-tls'],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'not-tls'],
  ['ERR_SSL_HTTP_REQUEST', 'not-tls'],
  ['ERR_SSL_HTTPS_PROXY_REQUEST', 'not-tls'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'tls-version'],
  ['UND_ERR_HEADERS_OVERFLOW', 'not-http'],
  ['HTTPParserError', 'not-http'],
  // Raised when the context is made of our own certificate, before anything is sent.
  ['ERR_SSL_EE_KEY_TOO_SMALL', 'own-certificate-weak'],
  ['ERR_SSL_CA_KEY_TOO_SMALL', 'own-certificate-weak'],
  ['ERR_SSL_CA_MD_TOO_WEAK', 'own-certificate-weak'],
]);

export function untrustedReason(code: string): UntrustedReason | null {
  return untrusted.get(code) ?? null;
}

export function unreachableReason(code: string): UnreachableReason | null {
  const known = unreachable.get(code);
  if (known !== undefined) return known;
  return /^ERR_(?:SSL|TLS|OSSL)_/.test(code) ? 'tls-failed' : null;
}
