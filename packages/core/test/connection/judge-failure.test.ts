import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FailureSeen, judgeFailure } from '../../src/connection/judge-failure.ts';
import { failureOf } from './support/calls.ts';

function problem(code: string, message = 'prose that changes'): Error {
  return Object.assign(new Error(message), { code });
}

function judged(seen: Partial<FailureSeen>) {
  return failureOf(
    judgeFailure({
      host: 'service.example',
      stage: 'open',
      proxyAnswer: null,
      ended: null,
      answered: false,
      thrown: problem('UND_ERR_SOCKET', 'other side closed'),
      socketError: null,
      ...seen,
    }),
  );
}

const refused = 'service-refused-certificate';

describe('alerts about the certificate, from both TLS libraries', () => {
  test.each([
    ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', 'alert-expired'],
    ['ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED', 'alert-expired'],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'alert-unknown-ca'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'alert-no-certificate'],
    ['ERR_SSL_TLSV1_CERTIFICATE_REQUIRED', 'alert-no-certificate'],
    ['SSLV3_ALERT_CERTIFICATE_REVOKED', 'alert-revoked'],
    ['ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE', 'alert-unsupported-certificate'],
    ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'alert-bad-certificate'],
    ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN', 'alert-certificate-unknown'],
    ['ERR_SSL_TLSV1_ALERT_ACCESS_DENIED', 'alert-access-denied'],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'alert-handshake-failure'],
    ['ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR', 'alert-decrypt-error'],
  ])('%s', (code, reason) => {
    expect(judged({ stage: 'handshake', thrown: problem(code) })).toStrictEqual([
      refused,
      reason,
      false,
    ]);
    expect(judged({ socketError: problem(code) })).toStrictEqual([refused, reason, false]);
  });

  test('by the number alone, where the code is not known', () => {
    const text = '…:error:…:SSL routines:OPENSSL_internal:NEW_NAME:…:SSL alert number 45';
    expect(judged({ socketError: problem('EPROTO', text) })).toStrictEqual([
      refused,
      'alert-expired',
      false,
    ]);
  });

  test('on a connection that was answered before, the request may have arrived', () => {
    const socketError = problem('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA');
    expect(judged({ socketError, answered: true })).toStrictEqual([
      refused,
      'alert-unknown-ca',
      true,
    ]);
  });
});

describe('other alerts are not about the certificate', () => {
  test.each([
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls-version'],
    ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'tls-failed'],
    ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 'tls-failed'],
  ])('%s', (code, reason) => {
    const failure = judged({ stage: 'handshake', thrown: problem(code) });
    expect(failure).toStrictEqual(['service-unreachable', reason, false]);
  });
});

test.each([
  ['SELF_SIGNED_CERT_IN_CHAIN', 'unknown-root'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unknown-root'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unknown-root'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'incomplete-chain'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'other-host'],
  ['CERT_HAS_EXPIRED', 'server-certificate-expired'],
  ['CERT_NOT_YET_VALID', 'server-certificate-not-yet-valid'],
  ['ERR_SSL_KEY_USAGE_BIT_INCORRECT', 'server-key-usage'],
  ['KEY_USAGE_BIT_INCORRECT', 'server-key-usage'],
])('untrusted: %s', (code, reason) => {
  const failure = judged({ stage: 'handshake', thrown: problem(code) });
  expect(failure).toStrictEqual(['service-untrusted', reason, false]);
});

test.each([
  ['ECONNREFUSED', 'refused'],
  ['ENOTFOUND', 'no-such-name'],
  ['EAI_AGAIN', 'name-lookup-failed'],
  ['ENETUNREACH', 'no-route'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'not-tls'],
  ['ECONNRESET', 'closed'],
  ['ERR_SSL_SOMETHING_NEW', 'tls-failed'],
  ['ERR_SSL_EE_KEY_TOO_SMALL', 'own-certificate-weak'],
  ['SOMETHING_ELSE', 'other'],
])('unreachable: %s', (code, reason) => {
  const failure = judged({ stage: 'handshake', thrown: problem(code) });
  expect(failure).toStrictEqual(['service-unreachable', reason, false]);
});

test('several addresses, all refused: the reason is in the parts', () => {
  const thrown = new AggregateError([problem('ECONNREFUSED'), problem('ENETUNREACH')]);
  expect(judged({ stage: 'handshake', thrown })).toStrictEqual([
    'service-unreachable',
    'refused',
    false,
  ]);
});

test('the cause of an error is looked at too', () => {
  const thrown = new Error('wrapped', { cause: problem('ENOTFOUND') });
  const failure = judged({ stage: 'handshake', thrown });
  expect(failure).toStrictEqual(['service-unreachable', 'no-such-name', false]);
});

const code = fc.oneof(
  fc.string(),
  fc.constantFrom('ECONNRESET', 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'CERT_HAS_EXPIRED', 'EPIPE'),
);
const anySeen: fc.Arbitrary<Partial<FailureSeen>> = fc.record({
  stage: fc.constantFrom('proxy', 'handshake', 'open'),
  proxyAnswer: fc.option(
    fc.record({
      status: fc.integer({ min: 300, max: 599 }),
      authenticate: fc.string(),
      authorized: fc.boolean(),
    }),
    { nil: null },
  ),
  ended: fc.constantFrom('timeout', 'interrupted', null),
  answered: fc.boolean(),
  thrown: fc.oneof(
    code.map((word) => problem(word)),
    fc.anything(),
  ),
  socketError: fc.oneof(
    code.map((word) => problem(word)),
    fc.anything(),
  ),
});

test('whatever is thrown: before the connection is open, nothing can have arrived', () => {
  fc.assert(
    fc.property(anySeen, (seen) => {
      const [, reason, mayHaveArrived] = judged(seen);
      expect(reason).toMatch(/^[a-z-]+$/);
      expect(mayHaveArrived && seen.stage !== 'open').toBe(false);
    }),
  );
});

test('whatever is thrown on an open connection: only a refused certificate proves that nothing arrived', () => {
  fc.assert(
    fc.property(anySeen, (seen) => {
      const [errorCode, , mayHaveArrived] = judged({ ...seen, stage: 'open' });
      expect(mayHaveArrived || errorCode === refused).toBe(true);
    }),
  );
});
