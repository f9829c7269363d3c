import { sameBytes } from '../bytes.ts';
import type { Certificate } from './facts.ts';
import { isRenewable } from './state.ts';

/**
 * Of several certificates with a key, the one that is taken first: of a client (CN `client` and
 * digits), else the first; of those for the same subject, as a keystore has them after a renewal, the
 * latest. Then those for others, as they came.
 */
export function latestOfFirst<T>(
  all: readonly T[],
  certificateOf: (one: T) => Certificate,
): readonly T[] {
  const first = all.find((one) => isClient(certificateOf(one))) ?? all[0];
  if (first === undefined) return [];
  const { subjectDer } = certificateOf(first);
  const isSame = (one: T): boolean => sameBytes(certificateOf(one).subjectDer, subjectDer);
  const notAfter = (one: T): number => certificateOf(one).facts.notAfter.getTime();
  const same = all.filter(isSame).toSorted((a, b) => notAfter(b) - notAfter(a));
  return [...same, ...all.filter((one) => !isSame(one))];
}

function isClient({ facts, isCa }: Certificate): boolean {
  return isRenewable(facts, isCa).renewable;
}

/** Issuers from the leaf upwards, each once, then whatever does not belong to its chain. */
export function orderChain(
  leaf: Certificate,
  others: readonly Certificate[],
): readonly Certificate[] {
  const [, ...rest] = eachOnce([leaf, ...others]);
  const chain: Certificate[] = [];
  let last = leaf;
  while (!isSelfIssued(last)) {
    const issuer = rest.findIndex((candidate) => issued(candidate, last));
    if (issuer < 0) break;
    chain.push(...rest.splice(issuer, 1));
    last = chain.at(-1) ?? last;
  }
  return [...chain, ...rest];
}

/** Subject and issuer are equal: the end of a chain. */
export function isSelfIssued({ subjectDer, issuerDer }: Certificate): boolean {
  return sameBytes(subjectDer, issuerDer);
}

function issued(issuer: Certificate, certificate: Certificate): boolean {
  return sameBytes(issuer.subjectDer, certificate.issuerDer);
}

/** Without those that are there already. */
export function eachOnce(certificates: readonly Certificate[]): readonly Certificate[] {
  const byFingerprint = new Map(
    certificates.toReversed().map((one) => [one.facts.fingerprintSha256, one]),
  );
  return certificates.filter((one) => byFingerprint.get(one.facts.fingerprintSha256) === one);
}
