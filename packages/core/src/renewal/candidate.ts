import { basename } from 'node:path';
import type { Certificate, CertificateFacts } from '../certificate/facts.ts';
import type { Secret } from '../secret.ts';
import { sameBytes } from '../bytes.ts';
import type { VersionOrigin } from '../words/origins.ts';
import type { AdoptionReason, UnfitReason } from '../words/unfit.ts';

/** A certificate that came from outside: issued, received, or found beside the one in use. */
export interface Candidate {
  readonly p12: Uint8Array;
  readonly password: Secret;
  readonly origin: VersionOrigin;
  /** What the file is called where it came from, if that is known. */
  readonly fileName: string | null;
}

export interface Allowed {
  /** A CN that a person has accepted by name; the rest of the subject is then theirs as well. */
  readonly commonName: string | null;
  readonly issuer: string | null;
}

export const nothingAllowed: Allowed = { commonName: null, issuer: null };

/**
 * Compares a certificate that came from outside with the one it is to replace. Pure; the clock is
 * not asked: dates are compared with each other only. The tenant lies outside the CN (every
 * clinic may have a client001), so the whole subject must be equal.
 *
 * @returns reasons against it, in a fixed order; empty if it is fit
 */
export function unfitReasons(
  candidate: Certificate,
  inUse: Certificate,
  allowed: Allowed = nothingAllowed,
): readonly UnfitReason[] {
  const reasons: UnfitReason[] = [];
  const against = (reason: UnfitReason, holds: boolean): void => {
    if (holds) reasons.push(reason);
  };
  against(
    'subject-differs',
    !sameBytes(candidate.subjectDer, inUse.subjectDer) &&
      candidate.facts.commonName !== allowed.commonName,
  );
  against(
    'issuer-differs',
    !sameBytes(candidate.issuerDer, inUse.issuerDer) && candidate.facts.issuer !== allowed.issuer,
  );
  against(
    'same-serial',
    candidate.facts.serialNumber === inUse.facts.serialNumber &&
      sameBytes(candidate.issuerDer, inUse.issuerDer),
  );
  against('same-key', candidate.publicKeySha256 === inUse.publicKeySha256);
  against('not-later', candidate.facts.notAfter <= inUse.facts.notAfter);
  against('ca', candidate.isCa);
  against('no-client-auth', !candidate.clientAuth);
  against('key-weaker', candidate.strength < inUse.strength);
  return reasons;
}

/**
 * Failing on dates alone is not unfit: a certificate that is over already, by the clock of the
 * service that has just issued it, and otherwise right. Nothing of ours would make it fit, and
 * nothing is wrong with whose it is.
 */
export function isOverAlone(
  reasons: readonly AdoptionReason[],
  notAfter: Date,
  serverNow: Date,
): boolean {
  return reasons.length === 1 && reasons[0] === 'not-later' && notAfter < serverNow;
}

/**
 * The official names: `NNNNNN_JP_uNNNNNNNN_clientNNN.p12` (guide), in the wild also with a double
 * underscore after the first group and four digits at the end. The tenant is in the first groups.
 */
const official = /^([0-9A-Za-z]{4,10}_{1,2}[A-Z]{2}_u[0-9]{6,10})_(client[0-9]+)\.(p12|pfx)/i;

/** Beside the .p12, in the wild, with the same stem: the certificate and its key as PEM. */
const officialPem = new RegExp(official.source.replace('p12|pfx', 'crt|cer|pem'), 'i');

/** The tenant that an official file name shows; null for any other name. */
export function tenantOfFileName(fileName: string): string | null {
  const name = basename(fileName);
  const stem = (official.exec(name) ?? officialPem.exec(name))?.[1];
  return stem === undefined ? null : stem.toLowerCase().replace('__', '_');
}

/** A name for the new file: its own if it is official, else the previous one's, else by CN. */
export function officialFileName(
  own: string | null,
  previous: string,
  facts: Pick<CertificateFacts, 'commonName'>,
): string {
  if (own !== null && official.test(basename(own))) return official.exec(basename(own))?.[0] ?? own;
  if (official.test(previous)) return previous;
  const safe = facts.commonName.replaceAll(/[^0-9A-Za-z_-]/g, '_').slice(0, 64);
  return `${safe === '' ? 'certificate' : safe}.p12`;
}
