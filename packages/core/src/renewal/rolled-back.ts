import { listVersions } from '../store/read-version.ts';
import type { StoredVersion } from '../store/types.ts';
import type { SupersededRecord } from '../store/memory.ts';
import type { Session } from './session.ts';

const reason = 'rolled-back';

type Own = Pick<Session, 'store' | 'certificate' | 'memory' | 'context'>;

/**
 * A person went back to an earlier version. The later one is remembered as *superseded*: the next
 * run would else ask for a third certificate and undo what they did. They use it again, or force a
 * request; from *urgent* on one goes out by itself.
 *
 * @returns the later version; null when the target is the latest of those that were in use
 */
export async function rememberRolledBack(
  session: Own,
  from: StoredVersion | null,
  to: StoredVersion,
): Promise<StoredVersion | null> {
  const { memory, context } = session;
  const now = context.effects.now();
  const before = await memory.superseded();
  const left = before === null ? null : await versionOf(session, before);
  const later = [from, left].find(
    (one) => one !== null && isLater(one, to.manifest.facts.notAfter) && notAfter(one) > now,
  );
  if (later === undefined || later === null) {
    await memory.setSuperseded(null);
    return null;
  }
  const { fingerprintSha256 } = later.manifest.facts;
  await memory.setSuperseded({ at: now, path: later.folder, fingerprintSha256, reasons: [reason] });
  return later;
}

/** The version that a person went back from, if the record still says so, and it is there and later. */
export async function rolledBackFrom(
  session: Own,
  record: SupersededRecord,
  inUseNotAfter: Date,
): Promise<StoredVersion | null> {
  const version = await versionOf(session, record);
  return version !== null && isLater(version, inUseNotAfter) ? version : null;
}

/**
 * For what is said where the one in use is refused: how to go forward again; empty where there is
 * nothing.
 */
export async function laterOf(
  session: Own,
  inUseNotAfter: Date,
): Promise<{ readonly later?: { readonly name: string; readonly version: string } }> {
  const record = await session.memory.superseded();
  const from = record === null ? null : await rolledBackFrom(session, record, inUseNotAfter);
  return from === null ? {} : { later: { name: session.certificate.name, version: from.id } };
}

async function versionOf(
  { store, certificate }: Own,
  { reasons, fingerprintSha256 }: SupersededRecord,
): Promise<StoredVersion | null> {
  if (!reasons.includes(reason)) return null;
  const versions = await listVersions(store, certificate.name);
  const found = versions.findLast(
    ({ manifest }) => manifest.facts.fingerprintSha256 === fingerprintSha256,
  );
  return found ?? null;
}

function notAfter(version: StoredVersion): Date {
  return version.manifest.facts.notAfter;
}

function isLater(version: StoredVersion, than: Date): boolean {
  return notAfter(version) > than;
}
