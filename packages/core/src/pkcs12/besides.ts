import type { CertificatePiece, Identity, OpenedPkcs12, Pieces } from './types.ts';

/** Every certificate of a file that has its key. */
export function identitiesOf({
  identity,
  others,
}: Pick<OpenedPkcs12, 'identity' | 'others'>): readonly Identity[] {
  return [identity, ...others];
}

/**
 * What stays in a file when `own` in it is replaced by `next`: entries of other clients, certificates
 * that its program trusts, and what nobody but its producer knows. Null where there is nothing of the
 * kind: its chain alone comes with `next`. Pure.
 *
 * @example
 * const kept = besidesOf(opened, opened.identity, renewed);
 * await sealPkcs12(renewed, password, { format: 'modern', ...(kept === null ? {} : { besides: kept }) });
 */
export function besidesOf(
  opened: Pick<OpenedPkcs12, 'identity' | 'others' | 'pieces'>,
  own: Identity,
  next: Identity,
): Pieces | null {
  const rest = identitiesOf(opened).filter(
    ({ leaf }) => fingerprint(leaf) !== fingerprint(own.leaf),
  );
  const { pieces } = opened;
  const isOwnKey = ({ privateKey }: Pick<Identity, 'privateKey'>): boolean =>
    privateKey.reveal() === own.privateKey.reveal();
  // Renewed with the same key: it goes on being the other one's.
  const keys = rest.some(isOwnKey) ? pieces.keys : pieces.keys.filter((key) => !isOwnKey(key));
  const replaced = new Set([own.leaf, next.leaf].map(fingerprint));
  const chain = new Set(next.chain.map(fingerprint));
  const there = pieces.certificates.filter((one) => {
    const is = fingerprint(one.certificate);
    return !replaced.has(is) && (isNamed(one) || !chain.has(is));
  });
  const { locked, unknown } = pieces;
  const hasMore = keys.length + locked.length + unknown.length > 0 || there.some(isNamed);
  return hasMore ? { keys, certificates: there, locked, unknown } : null;
}

/** Outside of every chain: its program asks for it, or trusts it. */
function isNamed({ attributes }: CertificatePiece): boolean {
  return attributes !== null;
}

function fingerprint({ facts }: Identity['leaf']): string {
  return facts.fingerprintSha256;
}
