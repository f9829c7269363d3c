import type {
  CertificateFacts,
  ConsumerStatus,
  NamedFacts,
  WeborcaError,
} from '@weborca-cert/core';
import { errorJson } from '../failures.ts';
import type { JsonOf } from '../schemas/build.ts';
import type {
  consumers as consumersSchema,
  error as errorSchema,
  facts as factsSchema,
} from '../schemas/parts.ts';
import type { Session } from '../session.ts';

/** The facts of a certificate that are published, key by key: what core adds later does not slip out. */
export function factsJson(facts: NamedFacts): JsonOf<typeof factsSchema> {
  const { subject, commonName, issuer, serialNumber, notBefore, notAfter, daysLeft } = facts;
  const { fingerprintSha256, publicKey } = facts;
  const names = { subject, commonName, issuer, serialNumber };
  return { ...names, notBefore, notAfter, daysLeft, fingerprintSha256, publicKey };
}

const nothingReadable = {
  subject: null,
  commonName: null,
  issuer: null,
  serialNumber: null,
  notBefore: null,
  notAfter: null,
  daysLeft: null,
  fingerprintSha256: null,
  publicKey: null,
} as const satisfies Readonly<Record<keyof JsonOf<typeof factsSchema>, null>>;

/** As `factsJson`; every key is there, with null, when nothing can be read. */
export function factsOrNullsJson(
  facts: NamedFacts | null,
): JsonOf<typeof factsSchema> | typeof nothingReadable {
  return facts === null ? nothingReadable : factsJson(facts);
}

export function consumersJson(
  consumers: readonly ConsumerStatus[],
): JsonOf<typeof consumersSchema> {
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
export function errorField(
  error: WeborcaError | undefined,
  session: Session,
): { readonly error?: JsonOf<typeof errorSchema> } {
  return error === undefined ? {} : { error: errorJson(error, session) };
}

/** Absent when there is nothing else. */
export function alsoInFileJson(others: readonly CertificateFacts[]) {
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
