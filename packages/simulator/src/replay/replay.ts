import type { ExchangeRecord, RecordedCall } from '@weborca-cert/core';
import type { SecureVersion } from 'node:tls';
import type { KeyAlgorithm } from '../authority/keys.ts';
import { issueFaultOf } from './issued.ts';
import type { IssueFault } from '../service/issuance.ts';

type Purpose = RecordedCall['purpose'];

/** A recorded exchange, call by call. After the last call of a kind its first comes again. */
export interface Replay {
  /** Null: nothing of the kind was seen, and the service does what it usually does. */
  readonly next: (purpose: Purpose) => RecordedCall | null;
  readonly has: (purpose: Purpose) => boolean;
  /** The TLS alert with which the next call of that kind is to end; the call is then used up. */
  readonly alert: (purpose: Purpose) => number | null;
  /** How the certificate that was issued differs from a good one. */
  readonly issueFault: IssueFault | null;
  /** The file that was issued was none. */
  readonly unreadable: boolean;
  readonly maxTlsVersion: SecureVersion | null;
  readonly algorithm: KeyAlgorithm | null;
  readonly pkcs12: { readonly style: 'modern' | 'old'; readonly iterations: number } | null;
}

export function createReplay({ calls }: ExchangeRecord): Replay {
  const used = new Map<Purpose, number>();
  const of = (purpose: Purpose): readonly RecordedCall[] =>
    calls.filter((call) => call.purpose === purpose);
  const peek = (purpose: Purpose): RecordedCall | null => {
    const all = of(purpose);
    return all[(used.get(purpose) ?? 0) % all.length] ?? null;
  };
  const next = (purpose: Purpose): RecordedCall | null => {
    const call = peek(purpose);
    used.set(purpose, (used.get(purpose) ?? 0) + 1);
    return call;
  };
  const issued = calls.find((call) => call.issued !== null)?.issued ?? null;
  return {
    next,
    has: (purpose) => of(purpose).length > 0,
    alert(purpose) {
      const number = alerts.get(peek(purpose)?.failure?.reason ?? '') ?? null;
      if (number !== null) next(purpose);
      return number;
    },
    issueFault: issued === null ? null : issueFaultOf(issued),
    unreadable: issued?.opens === 'cannot-be-read',
    maxTlsVersion: tlsVersionOf(calls),
    algorithm: algorithms.get(issued?.certificate?.publicKeyOfTheOneThatAsked ?? '') ?? null,
    pkcs12: issued === null ? null : protectionOf(issued),
  };
}

// RFC 8446, 6.2, behind core's words for them.
const alerts: ReadonlyMap<string, number> = new Map([
  ['alert-handshake-failure', 40],
  ['alert-bad-certificate', 42],
  ['alert-unsupported-certificate', 43],
  ['alert-revoked', 44],
  ['alert-expired', 45],
  ['alert-certificate-unknown', 46],
  ['alert-unknown-ca', 48],
  ['alert-access-denied', 49],
  ['alert-decrypt-error', 51],
  ['alert-no-certificate', 116],
]);

const algorithms: ReadonlyMap<string, KeyAlgorithm> = new Map([
  ['RSA 2048', 'rsa-2048'],
  ['EC P-256', 'p-256'],
]);

function tlsVersionOf(calls: readonly RecordedCall[]): SecureVersion | null {
  const seen = calls.find(({ newConnection }) => newConnection !== null)?.newConnection?.tls;
  return seen === 'TLSv1.2' || seen === 'TLSv1.3' ? seen : null;
}

/** Windows refuses more, and a rehearsal should not take longer. */
const mostIterations = 600_000;

function protectionOf({
  encryption,
}: NonNullable<RecordedCall['issued']>): NonNullable<Replay['pkcs12']> | null {
  const first = encryption.find(({ iterations }) => iterations > 0);
  if (first === undefined) return null;
  return {
    style: first.algorithm.startsWith('PBES2') ? 'modern' : 'old',
    iterations: Math.min(first.iterations, mostIterations),
  };
}
