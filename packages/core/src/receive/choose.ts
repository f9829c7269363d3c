import type { CertificateFacts } from '../certificate/facts.ts';
import { latestOfFirst } from '../certificate/several.ts';
import { isRenewable } from '../certificate/state.ts';
import { WeborcaError } from '../errors.ts';
import type { Identity, OpenedPkcs12 } from '../pkcs12/types.ts';

/** A certificate with its key, and the file it was found in. */
export interface Found {
  readonly identity: Identity;
  readonly p12: Uint8Array;
  readonly opened: OpenedPkcs12;
  /** The name inside a zip, or the file's own: data, only ever shown or compared. */
  readonly fileName: string;
}

/** Which of several is meant. */
export interface Wanted {
  /** The CN that a person named. */
  readonly commonName?: string;
  /** Whether it can follow one that is under care; nothing that fits: all are looked at. */
  readonly fits?: (facts: CertificateFacts) => boolean;
}

export interface Chosen extends Found {
  /** What else is there, for a word about it; never of a secret. */
  readonly alsoThere: readonly CertificateFacts[];
}

/** Everything that a file holds. */
export function allOf(file: Omit<Found, 'identity'>): readonly [Found, ...Found[]] {
  const { opened, p12, fileName } = file;
  const more = opened.others.map((identity): Found => ({ identity, opened, p12, fileName }));
  return [{ identity: opened.identity, opened, p12, fileName }, ...more];
}

/**
 * The latest that fits. Old and renewed certificate lie in one zip or keystore more often than not;
 * two different clients are for a person to decide.
 *
 * @throws WeborcaError `usage-invalid`: `several-clients-in-file`, `cn-not-in-file`
 */
export function choose(found: readonly [Found, ...Found[]], wanted: Wanted): Chosen {
  const [first] = found;
  const fitting = narrowed(found, wanted);
  const subjects = new Set(fitting.map(({ identity }) => identity.leaf.facts.subject));
  if (subjects.size > 1) {
    throw new WeborcaError('usage-invalid', {
      problem: 'several-clients-in-file',
      among: commonNames(fitting),
    });
  }
  const [chosen = first] = latestOfFirst(fitting, ({ identity }) => identity.leaf);
  return { ...chosen, alsoThere: others(found, chosen) };
}

function narrowed(found: readonly Found[], { commonName, fits }: Wanted): readonly Found[] {
  const factsOf = ({ identity }: Found): CertificateFacts => identity.leaf.facts;
  if (commonName !== undefined) {
    const named = found.filter((one) => factsOf(one).commonName === commonName);
    if (named.length > 0) return named;
    const among = commonNames(found);
    throw new WeborcaError('usage-invalid', {
      problem: 'cn-not-in-file',
      value: commonName,
      among,
    });
  }
  const fitting = fits === undefined ? [] : found.filter((one) => fits(factsOf(one)));
  if (fitting.length > 0) return fitting;
  const clients = found.filter(
    ({ identity: { leaf } }) => isRenewable(leaf.facts, leaf.isCa).renewable,
  );
  return clients.length > 0 ? clients : found;
}

function commonNames(found: readonly Found[]): readonly string[] {
  return [...new Set(found.map(({ identity }) => identity.leaf.facts.commonName))];
}

function others(found: readonly Found[], chosen: Found): readonly CertificateFacts[] {
  const seen = new Set([chosen.identity.leaf.facts.fingerprintSha256]);
  return found.flatMap(({ identity: { leaf } }) => {
    if (seen.has(leaf.facts.fingerprintSha256)) return [];
    seen.add(leaf.facts.fingerprintSha256);
    return [leaf.facts];
  });
}

/**
 * The store's .p12 opens by itself to what was chosen, with one password: where the file would not,
 * one is made of it.
 */
export async function asOwnFile<T extends Pick<Found, 'identity' | 'opened' | 'p12'>>(
  chosen: T,
  randomBytes: (size: number) => Uint8Array,
): Promise<T> {
  const { identity, opened } = chosen;
  if (identity === opened.identity && !opened.keyApart) return chosen;
  const { sealPkcs12 } = await import('../pkcs12/seal.ts');
  const { openPkcs12 } = await import('../pkcs12/open.ts');
  const { password } = opened;
  const p12 = await sealPkcs12(identity, password, { format: 'modern', randomBytes });
  return { ...chosen, p12, opened: await openPkcs12(p12, password) };
}
