import type { Certificate } from './facts.ts';
import { isRenewable } from './renewable.ts';

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
  const isSame = (one: T): boolean =>
    Buffer.compare(certificateOf(one).subjectDer, subjectDer) === 0;
  const notAfter = (one: T): number => certificateOf(one).facts.notAfter.getTime();
  const same = all.filter(isSame).toSorted((a, b) => notAfter(b) - notAfter(a));
  return [...same, ...all.filter((one) => !isSame(one))];
}

function isClient({ facts, isCa }: Certificate): boolean {
  return isRenewable(facts, isCa).renewable;
}
