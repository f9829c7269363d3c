import type { Certificate } from '../certificate/facts.ts';
import { thresholdInstant } from '../certificate/state.ts';
import { storedLike } from '../consumers/stored-like.ts';
import { listNames } from '../store/names.ts';
import { listVersions } from '../store/read-version.ts';
import type { StoredVersion } from '../store/types.ts';
import { type Candidate, unfitReasons, tenantOfFileName } from './candidate.ts';
import { consumersOf } from '../consumers/bind.ts';
import { adoptable } from './consumers.ts';
import { openRenewed } from './open-renewed.ts';
import { askCandidate } from './verify.ts';
import { rolledBackFrom } from './rolled-back.ts';
import { done, type OpenedVersion, type Session, shown, skipped, started } from './session.ts';
import { sameBytes } from '../bytes.ts';
import type { AdoptionReason } from '../words/unfit.ts';

/** A certificate that somebody else renewed, ready to be saved and used. */
export interface Adoption {
  readonly candidate: Candidate;
  readonly path: string;
  readonly verdict: 'accepted' | 'not-asked';
}

/** In a folder that several clinics share, these tell that it is simply another's. */
const elsewhere: ReadonlySet<AdoptionReason> = new Set([
  'subject-differs',
  'issuer-differs',
  'known-elsewhere',
]);

/** A later certificate that was not taken over. */
interface Later {
  readonly certificate: Certificate;
  readonly path: string;
  readonly reasons: readonly AdoptionReason[];
}

/**
 * Looks for what the WebORCA client, the receipt viewer, monsiaj or a hand put beside the
 * certificate in use, as .p12 or as PEM files. Adopted is what passes every check, belongs to no
 * other name, shows the same tenant and is accepted by WebORCA (where there is one to ask). Of the
 * rest, what is a later certificate of the same CN is remembered as *superseded*, for a person. What
 * cannot be opened never stops a renewal.
 */
export async function findAdoption(
  session: Session,
  inUse: OpenedVersion,
): Promise<Adoption | null> {
  started(session, 'adopt');
  const { leaf } = inUse.identity;
  let later: Later | null = null;
  for (const found of await adoptable(session, inUse)) {
    const renewed = await openRenewed(session, found, inUse);
    if (renewed === null) continue;
    const { certificate, identity } = renewed;
    if (!isLaterOfSameName(certificate, leaf)) continue;
    const knownAs = await namesKnowing(session, certificate);
    if (knownAs.includes(session.certificate.name)) continue;
    const reasons: AdoptionReason[] = [...unfitReasons(certificate, leaf)];
    if (knownAs.length > 0) reasons.push('known-elsewhere');
    if (found.shared && reasons.some((reason) => elsewhere.has(reason))) continue;
    if (!showsSameTenant({ certificate, path: found.path }, inUse))
      reasons.push('tenant-not-shown');
    if (identity === null) reasons.push('key-not-found');
    else if (reasons.length === 0) {
      const proof = await askCandidate(session, identity, inUse.identity);
      const verdict = proof?.verdict ?? 'not-asked';
      if (verdict === 'accepted' || verdict === 'not-asked') {
        const { path } = found;
        const candidate = await renewed.toCandidate();
        done(session, 'adopt', { path, ...shown(certificate.facts) });
        return { candidate, path, verdict };
      }
      // No answer today says nothing against it, but another request would be one too many: it is
      // looked at again in the next run.
      reasons.push(`verification-${verdict}`);
    }
    later ??= { certificate, path: found.path, reasons };
  }
  later ??= await laterInStores(session, leaf);
  await rememberSuperseded(session, later, leaf);
  skipped(session, 'adopt', later === null ? 'nothing-found' : 'superseded');
  return null;
}

/**
 * From the stores of the system and the browsers a key cannot be taken (it is imported as not
 * exportable), but that somebody has renewed shows there. Asked only when a request would be next.
 */
async function laterInStores(session: Session, leaf: Certificate): Promise<Later | null> {
  const { context, certificate: entry } = session;
  if (context.effects.now() < thresholdInstant(leaf.facts, entry.thresholds.due)) return null;
  const question = {
    ...consumersOf(session.context, session.certificate),
    systemStore: context.systemStore,
  };
  for (const { place, certificate } of await storedLike(question, leaf)) {
    if (!isLaterOfSameName(certificate, leaf) || !subjectShowsTenant(leaf, certificate)) continue;
    if ((await namesKnowing(session, certificate)).length > 0) continue;
    return { certificate, path: place, reasons: ['in-system-store'] };
  }
  return null;
}

async function rememberSuperseded(
  session: Session,
  found: Later | null,
  inUse: Certificate,
): Promise<void> {
  const { memory, context } = session;
  const before = await memory.superseded();
  if (found === null) {
    if (before === null) return;
    const from = await rolledBackFrom(session, before, inUse.facts.notAfter);
    if (from === null) await memory.setSuperseded(null);
    return;
  }
  const { fingerprintSha256 } = found.certificate.facts;
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
  { certificate, path }: Pick<Later, 'certificate' | 'path'>,
  { identity, version }: OpenedVersion,
): boolean {
  const tenant = tenantOfFileName(path);
  const ours = tenantOfFileName(version.manifest.fileName);
  if (tenant !== null && ours !== null) return tenant === ours;
  return subjectShowsTenant(identity.leaf, certificate);
}

function subjectShowsTenant(inUse: Certificate, found: Certificate): boolean {
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
