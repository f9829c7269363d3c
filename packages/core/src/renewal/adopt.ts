import type { Certificate } from '../certificate/facts.ts';
import { openWithAny } from '../consumers/opened.ts';
import type { OpenedPkcs12 } from '../pkcs12/types.ts';
import { listNames } from '../store/names.ts';
import { listVersions } from '../store/read-version.ts';
import type { StoredVersion } from '../store/types.ts';
import type { Candidate } from './accept.ts';
import { sameBytes, unfitReasons, type UnfitReason } from './candidate.ts';
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

/** Why a later certificate is left to a person. */
export type AdoptionReason =
  | UnfitReason
  | 'known-elsewhere'
  | 'tenant-not-shown'
  | 'verification-refused'
  | 'verification-inconclusive';

/** In a folder that several clinics share, these tell that it is simply another's. */
const elsewhere: ReadonlySet<AdoptionReason> = new Set([
  'subject-differs',
  'issuer-differs',
  'known-elsewhere',
]);

interface Found {
  readonly opened: OpenedPkcs12;
  readonly path: string;
  readonly reasons: readonly AdoptionReason[];
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
  let superseded: Found | null = null;
  for (const found of await adoptable(session, inUse)) {
    const file = await openWithAny(found.bytes, [...found.passwordHints, inUse.password]);
    if (file.kind !== 'opened') continue;
    const { opened } = file;
    const certificate = opened.identity.leaf;
    if (!isLaterOfSameName(certificate, leaf)) continue;
    const knownAs = await namesKnowing(session, certificate);
    if (knownAs.includes(session.certificate.name)) continue;
    const reasons: AdoptionReason[] = [...unfitReasons(certificate, leaf)];
    if (knownAs.length > 0) reasons.push('known-elsewhere');
    if (found.shared && reasons.some((reason) => elsewhere.has(reason))) continue;
    if (!showsSameTenant(certificate, leaf, found.path, inUse)) reasons.push('tenant-not-shown');
    if (reasons.length === 0) {
      const verdict = await ask(session, opened.identity);
      if (verdict.verdict === 'accepted') {
        done(session, 'adopt', { path: found.path, ...shown(certificate.facts) });
        const { bytes: p12, path } = found;
        const { password } = opened;
        return { candidate: { p12, password, origin: 'adopted', fileName: path }, opened, path };
      }
      // No answer today says nothing against it, but another request would be one too many: it is
      // looked at again in the next run.
      reasons.push(`verification-${verdict.verdict}`);
    }
    superseded ??= { opened, path: found.path, reasons };
  }
  await rememberSuperseded(session, superseded);
  skipped(session, 'adopt', superseded === null ? 'nothing-found' : 'superseded');
  return null;
}

async function rememberSuperseded(session: Session, found: Found | null): Promise<void> {
  const { memory, context } = session;
  const before = await memory.superseded();
  if (found === null) {
    if (before !== null) await memory.setSuperseded(null);
    return;
  }
  const { fingerprintSha256 } = found.opened.identity.leaf.facts;
  const { path, reasons } = found;
  const same = before?.fingerprintSha256 === fingerprintSha256 && before.path === path;
  if (same && before.reasons.join() === reasons.join()) return;
  await memory.setSuperseded({ at: context.effects.now(), path, reasons, fingerprintSha256 });
}

function isLaterOfSameName(found: Certificate, inUse: Certificate): boolean {
  return (
    found.facts.commonName === inUse.facts.commonName && found.facts.notAfter > inUse.facts.notAfter
  );
}

/**
 * Every clinic may have a client001. The tenant shows when equal subjects say more than the CN, or
 * when both files bear official names of the same tenant; names of two tenants speak against it.
 */
function showsSameTenant(
  found: Certificate,
  inUse: Certificate,
  path: string,
  version: OpenedVersion,
): boolean {
  const tenant = tenantOfFileName(path);
  const ours = tenantOfFileName(version.version.manifest.fileName);
  if (tenant !== null && ours !== null) return tenant === ours;
  const more = inUse.facts.subject !== `CN=${inUse.facts.commonName}`;
  return more && sameBytes(found.subjectDer, inUse.subjectDer);
}

/** The names that have it in any version. */
async function namesKnowing(
  { store }: Session,
  { facts }: Certificate,
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const name of await listNames(store)) {
    const versions = await listVersions(store, name);
    const has = ({ manifest }: StoredVersion): boolean =>
      manifest.facts.fingerprintSha256 === facts.fingerprintSha256;
    if (versions.some(has)) names.push(name);
  }
  return names;
}
