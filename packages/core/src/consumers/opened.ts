import type { Certificate } from '../certificate/facts.ts';
import { latestOfFirst } from '../certificate/several.ts';
import { hasCode } from '../errors.ts';
import { defaultIterations, mostIterations } from '../pkcs12/sealing.ts';
import type {
  Identity,
  OpenedPkcs12,
  SealingFormat,
  CertificatePiece,
  Pieces,
} from '../pkcs12/types.ts';
import type { Secret } from '../secret.ts';

/** What lies in a consumer's PKCS#12 file, as far as the known passwords tell. */
export type OpenedFile =
  | { readonly kind: 'opened'; readonly opened: OpenedPkcs12 }
  /** `key`: the file opens, and its key has a password of its own that we do not know. */
  | { readonly kind: 'locked'; readonly what: 'file' | 'key' }
  | { readonly kind: 'unusable' };

/** Tries the passwords in their order, each once. */
export async function openWithAny(
  bytes: Uint8Array,
  passwords: readonly Secret[],
  keyPassword: Secret | null = null,
): Promise<OpenedFile> {
  const { openPkcs12 } = await import('../pkcs12/open.ts');
  const tried = new Set<string>();
  let what: 'file' | 'key' = 'file';
  const options = { keyPassword: () => Promise.resolve(keyPassword) };
  for (const password of passwords) {
    if (tried.has(password.reveal())) continue;
    tried.add(password.reveal());
    try {
      return { kind: 'opened', opened: await openPkcs12(bytes, password, options) };
    } catch (error) {
      if (!hasCode(error, 'password-wrong')) return { kind: 'unusable' };
      if (error.details.of !== undefined) what = 'key';
    }
  }
  return { kind: 'locked', what };
}

/**
 * The latest of them that is the client's own; of a file with one alone, that one: whether it may be
 * replaced, its caller decides. Null: several, and all are others'.
 */
export function ownIn(
  opened: Pick<OpenedPkcs12, 'identity' | 'others'>,
  isOwn: (leaf: Certificate) => boolean,
): Identity | null {
  const all = identitiesOf(opened);
  const own = all.filter(({ leaf }) => isOwn(leaf));
  const [latest] = latestOfFirst(own, ({ leaf }) => leaf);
  return latest ?? (all.length === 1 ? opened.identity : null);
}

/** How a file is protected, as the two formats that are written. */
export interface Protection {
  readonly format: SealingFormat;
  readonly iterations: number;
}

/**
 * The format and iterations that come nearest to what a file has without being weaker: modern only
 * if its reader has proven to read PBES2 and a SHA-2 MAC, else compatible (RC2-40 becomes 3DES).
 */
export function protectionOf(opened: Pick<OpenedPkcs12, 'mac' | 'encryption'>): Protection {
  const encrypted = opened.encryption.filter((part) => part.algorithm !== 'none');
  const modernEncryption =
    encrypted.length > 0 && encrypted.every((part) => part.algorithm.startsWith('PBES2'));
  const modernMac = opened.mac === null || /SHA-?(?:2|384|512)/.test(opened.mac.algorithm);
  const counts = [...opened.encryption.map((part) => part.iterations), opened.mac?.iterations ?? 0];
  return {
    format: modernEncryption && modernMac ? 'modern' : 'compatible',
    iterations: Math.max(...counts),
  };
}

/**
 * How to seal: `wanted` by the entry, never with fewer iterations than `had`. An entry with
 * `compatible` has said that the reader needs it; `same` never goes from modern to compatible.
 */
export function sealingFor(wanted: 'same' | SealingFormat, had: Protection | null): Protection {
  const format = wanted === 'same' ? (had?.format ?? 'modern') : wanted;
  // An old reader that took 100,000 rounds of one algorithm takes them of the other, too.
  const iterations = Math.max(defaultIterations[format], had?.iterations ?? 0);
  return { format, iterations: Math.min(iterations, mostIterations) };
}

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
