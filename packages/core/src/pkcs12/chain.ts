import type { Certificate } from '../certificate/facts.ts';

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
  return Buffer.compare(subjectDer, issuerDer) === 0;
}

function issued(issuer: Certificate, certificate: Certificate): boolean {
  return Buffer.compare(issuer.subjectDer, certificate.issuerDer) === 0;
}

/** Without those that are there already. */
export function eachOnce(certificates: readonly Certificate[]): readonly Certificate[] {
  const byFingerprint = new Map(
    certificates.toReversed().map((one) => [one.facts.fingerprintSha256, one]),
  );
  return certificates.filter((one) => byFingerprint.get(one.facts.fingerprintSha256) === one);
}
