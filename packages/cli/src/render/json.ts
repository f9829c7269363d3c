import type {
  CertificateFacts,
  ConsumerStatus,
  NamedFacts,
  WeborcaError,
} from '@weborca-cert/core';
import { errorJson } from '../failures.ts';
import type { Session } from '../session.ts';

type Json = Readonly<Record<string, unknown>>;

const factKeys = [
  'subject',
  'commonName',
  'issuer',
  'serialNumber',
  'notBefore',
  'notAfter',
  'daysLeft',
  'fingerprintSha256',
  'publicKey',
] as const satisfies readonly (keyof NamedFacts)[];

/** *certificate facts* of the design, key by key: what core adds later does not slip out. */
export function factsJson(facts: NamedFacts): Json {
  return Object.fromEntries(factKeys.map((key) => [key, facts[key]]));
}

/** As `factsJson`; every key is there, with null, when nothing can be read. */
export function factsOrNullsJson(facts: NamedFacts | null): Json {
  if (facts !== null) return factsJson(facts);
  return Object.fromEntries(factKeys.map((key) => [key, null]));
}

export function consumersJson(consumers: readonly ConsumerStatus[]): readonly Json[] {
  return consumers.map(({ id, kind, path, state, error, command, changes, notes }) => ({
    ...(id === undefined ? {} : { id }),
    kind,
    path,
    state,
    ...(error === undefined ? {} : { error }),
    ...(command === undefined ? {} : { command }),
    ...(changes === undefined ? {} : { changes }),
    ...(notes === undefined ? {} : { notes }),
  }));
}

/** `{ error: … }` to spread, or nothing. */
export function errorField(error: WeborcaError | undefined, session: Session): Json {
  return error === undefined ? {} : { error: errorJson(error, session) };
}

/** Absent when there is nothing else. */
export function alsoInFileJson(others: readonly CertificateFacts[]): {
  readonly alsoInFile?: readonly Readonly<Record<string, unknown>>[];
} {
  if (others.length === 0) return {};
  return {
    alsoInFile: others.map(({ commonName, subject, notAfter, fingerprintSha256 }) => ({
      commonName,
      subject,
      notAfter,
      fingerprintSha256,
    })),
  };
}
