import type { Certificate } from '../certificate/facts.ts';
import { isWeborcaError } from '../errors.ts';
import type { OpenedPkcs12 } from '../pkcs12/types.ts';
import { listNames } from '../store/names.ts';
import { listVersions } from '../store/read-version.ts';
import type { Secret } from '../secret.ts';
import type { Candidate } from './accept.ts';
import { sameBytes, unfitReasons } from './candidate.ts';
import { adoptable } from './deploy.ts';
import { tenantOfFileName } from './file-name.ts';
import { ask } from './prove.ts';
import { done, shown, skipped, started, type OpenedVersion, type Session } from './session.ts';

/** A certificate that somebody else renewed, ready to be saved and used. */
export interface Adoption {
  readonly candidate: Candidate;
  readonly opened: OpenedPkcs12;
  readonly path: string;
}

/**
 * Looks for what the WebORCA client, the receipt viewer, monsiaj or a hand put beside the
 * certificate in use. Adopted is what passes every check, belongs to no other name, shows the same
 * tenant and is accepted by WebORCA; of the rest, what is a later certificate of the same CN is
 * remembered as *superseded*, for a person. What cannot be opened never stops a renewal.
 */
export async function findAdoption(
  session: Session,
  inUse: OpenedVersion,
): Promise<Adoption | null> {
  started(session, 'adopt');
  const { leaf } = inUse.identity;
  let superseded: { opened: OpenedPkcs12; path: string; reasons: readonly string[] } | null = null;
  for (const found of await adoptable(session, inUse)) {
    const opened = await openWithAny(found.bytes, [...found.passwordHints, inUse.password]);
    const certificate = opened?.identity.leaf;
    if (opened === null || certificate === undefined) continue;
    if (!isLaterOfSameName(certificate, leaf)) continue;
    if (await isKnown(session, certificate)) continue;
    const reasons: string[] = [...unfitReasons(certificate, leaf)];
    if (!showsSameTenant(certificate, leaf, found.path, inUse)) reasons.push('tenant-not-shown');
    if (reasons.length === 0) {
      const verdict = await ask(session, opened.identity);
      if (verdict.verdict === 'accepted') {
        done(session, 'adopt', { path: found.path, ...shown(certificate.facts) });
        const { bytes: p12, path } = found;
        const { password } = opened;
        return { candidate: { p12, password, origin: 'adopted', fileName: path }, opened, path };
      }
      // No answer today says nothing against it: it is looked at again in the next run.
      if (verdict.verdict === 'inconclusive') continue;
      reasons.push(`verification-${verdict.reason}`);
    }
    superseded ??= { opened, path: found.path, reasons };
  }
  await rememberSuperseded(session, superseded);
  skipped(session, 'adopt', superseded === null ? 'nothing-found' : 'superseded');
  return null;
}

async function rememberSuperseded(
  session: Session,
  found: { opened: OpenedPkcs12; path: string; reasons: readonly string[] } | null,
): Promise<void> {
  const { memory, context } = session;
  const before = await memory.superseded();
  if (found === null) {
    if (before !== null) await memory.setSuperseded(null);
    return;
  }
  const { fingerprintSha256 } = found.opened.identity.leaf.facts;
  if (before?.fingerprintSha256 === fingerprintSha256) return;
  const { path, reasons } = found;
  await memory.setSuperseded({ at: context.effects.now(), path, reasons, fingerprintSha256 });
}

function isLaterOfSameName(found: Certificate, inUse: Certificate): boolean {
  return (
    found.facts.commonName === inUse.facts.commonName && found.facts.notAfter > inUse.facts.notAfter
  );
}

/**
 * Every clinic may have a client001. The tenant shows when equal subjects say more than the CN, or
 * when both files bear official names of the same tenant.
 */
function showsSameTenant(
  found: Certificate,
  inUse: Certificate,
  path: string,
  version: OpenedVersion,
): boolean {
  const more = inUse.facts.subject !== `CN=${inUse.facts.commonName}`;
  if (more && sameBytes(found.subjectDer, inUse.subjectDer)) return true;
  const tenant = tenantOfFileName(path);
  return tenant !== null && tenant === tenantOfFileName(version.version.manifest.fileName);
}

/** In any version of any name: another clinic's certificate is never taken. */
async function isKnown(session: Session, certificate: Certificate): Promise<boolean> {
  for (const name of await listNames(session.store)) {
    for (const { manifest } of await listVersions(session.store, name)) {
      if (manifest.facts.fingerprintSha256 === certificate.facts.fingerprintSha256) return true;
    }
  }
  return false;
}

async function openWithAny(
  bytes: Uint8Array,
  passwords: readonly Secret[],
): Promise<OpenedPkcs12 | null> {
  const { openPkcs12 } = await import('../pkcs12/open.ts');
  for (const password of passwords) {
    try {
      return await openPkcs12(bytes, password);
    } catch (error) {
      if (!isWeborcaError(error)) throw error;
      if (error.code !== 'password-wrong') return null;
    }
  }
  return null;
}
