import type { Certificate, CertificateFacts } from '../certificate/facts.ts';
import { hasCode, isWeborcaError, WeborcaError, type ErrorDetails } from '../errors.ts';
import type { OpenedPkcs12 } from '../pkcs12/types.ts';
import type { Secret } from '../secret.ts';
import { addVersion } from '../store/add-version.ts';
import type { StoredVersion, VersionOrigin } from '../store/types.ts';
import { nothingAccepted, unfitReasons, type Accepted, type UnfitReason } from './candidate.ts';
import { officialFileName } from './file-name.ts';
import { done, shown, started, type OpenedVersion, type Session } from './session.ts';

/** A certificate that came from outside: issued, received, or found beside the one in use. */
export interface Candidate {
  readonly p12: Uint8Array;
  readonly password: Secret;
  readonly origin: VersionOrigin;
  /** What the file is called where it came from, if that is known. */
  readonly fileName: string | null;
}

/** What a candidate is held against. */
interface Comparing {
  readonly inUse: Certificate;
  readonly accepted?: Accepted;
}

/**
 * *Check*: opens the candidate and compares it with the one in use. Dates are compared with each
 * other, never with our clock (`notBefore` only delays what follows).
 *
 * @throws WeborcaError `issued-certificate-unfit` with every reason
 */
export async function checkCandidate(
  session: Session,
  candidate: Candidate,
  { inUse, accepted = nothingAccepted }: Comparing,
): Promise<OpenedPkcs12> {
  started(session, 'check');
  const opened = await open(candidate);
  tellUnsealed(session, opened);
  const reasons = unfitReasons(opened.identity.leaf, inUse, accepted);
  if (reasons.length > 0) {
    const differing = differences(reasons, opened.identity.leaf.facts);
    throw new WeborcaError('issued-certificate-unfit', { reasons, ...differing });
  }
  done(session, 'check', shown(opened.identity.leaf.facts));
  return opened;
}

/**
 * A key in the clear, or bytes behind the file: it is the certificate all the same, and refusing it
 * would lose what was issued once. The store and the backups hold it as it came.
 */
export function tellUnsealed(
  { certificate: { name }, context }: Telling,
  { notes }: Pick<OpenedPkcs12, 'notes'>,
): void {
  for (const notice of ['unencrypted-key', 'trailing-bytes'] as const) {
    if (notes.includes(notice)) context.observe({ kind: 'notice', name, notice, facts: {} });
  }
}

interface Telling {
  readonly certificate: Pick<Session['certificate'], 'name'>;
  readonly context: Pick<Session['context'], 'observe'>;
}

/** What a person needs to know of it to take it all the same, or to see why not. */
function differences(
  reasons: readonly UnfitReason[],
  { commonName, issuer, notAfter }: CertificateFacts,
): Omit<ErrorDetails['issued-certificate-unfit'], 'reasons'> {
  return {
    ...(reasons.includes('subject-differs') ? { commonName } : {}),
    ...(reasons.includes('issuer-differs') ? { issuer } : {}),
    ...(reasons.includes('not-later') ? { notAfter: notAfter.toISOString() } : {}),
  };
}

async function open(candidate: Candidate): Promise<OpenedPkcs12> {
  const { openPkcs12 } = await import('../pkcs12/open.ts');
  try {
    return await openPkcs12(candidate.p12, candidate.password);
  } catch (error) {
    // A person who gave file and password hears of these themselves; of the service's answer, what
    // matters is that it cannot be used.
    if (candidate.origin === 'received' || !isWeborcaError(error)) throw error;
    const reasons: readonly UnfitReason[] = [
      hasCode(error, 'password-wrong')
        ? 'password-wrong'
        : hasCode(error, 'not-a-certificate') && error.details.found.startsWith('key')
          ? 'key-mismatch'
          : 'unreadable',
    ];
    throw new WeborcaError('issued-certificate-unfit', { reasons }, { cause: error });
  }
}

/** *Saved*: a new immutable version, written, fsynced and read back. The pointer does not move. */
export async function saveCandidate(
  session: Session,
  candidate: Candidate,
  { opened, previous }: { readonly opened: OpenedPkcs12; readonly previous: OpenedVersion },
): Promise<StoredVersion> {
  started(session, 'save');
  const { facts } = opened.identity.leaf;
  const version = await addVersion(
    session.store,
    session.certificate.name,
    {
      p12: candidate.p12,
      password: opened.password,
      facts,
      fileName: officialFileName(candidate.fileName, previous.version.manifest.fileName, facts),
      origin: candidate.origin,
    },
    session.context.effects.now(),
  );
  done(session, 'save', { version: version.id, folder: version.folder });
  return version;
}
