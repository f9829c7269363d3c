import { daysLeft, type Thresholds } from '../certificate/state.ts';
import { loadConfiguration } from '../configuration/load.ts';
import { quietly, WeborcaError } from '../errors.ts';
import { certificateExpired } from '../renewal/expired.ts';
import { bringUpToDate, movePointer } from '../renewal/finish.ts';
import { openVersion } from '../renewal/open-version.ts';
import type { Session } from '../renewal/session.ts';
import { rememberRolledBack } from '../renewal/rolled-back.ts';
import { issuedFile } from '../store/layout.ts';
import { readCurrent } from '../store/current.ts';
import { listVersions } from '../store/read-version.ts';
import type { StoredVersion } from '../store/types.ts';
import { isWhole } from '../store/whole-version.ts';
import { loadOne, withOne } from './current.ts';
import { storeOf } from '../store/store.ts';
import type { BackupResult, Context, NamedFacts } from '../context.ts';
import type { ConsumerStatus } from '../consumers/types.ts';
import type { VersionOrigin } from '../words/origins.ts';

export interface VersionView {
  readonly id: string;
  readonly inUse: boolean;
  readonly origin: VersionOrigin;
  readonly createdAt: Date;
  readonly facts: NamedFacts;
  readonly folder: string;
  /** The issued file in it, and the SHA-256 that it was written with. */
  readonly file: string;
  readonly p12Sha256: string;
}

/** What the store holds of one certificate, oldest first. */
export async function versions(context: Context, name: string): Promise<readonly VersionView[]> {
  await loadOne(context, name);
  return versionsIn(context, name);
}

/** The versions of one certificate, and from when on it is due. */
export interface VersionsUnderCare {
  readonly name: string;
  readonly thresholds: Thresholds;
  /** Oldest first. */
  readonly versions: readonly VersionView[];
}

/**
 * What the store holds of every certificate, for code that shows or compares all of them: the
 * configuration is read once, however many there are.
 */
export async function versionsOfAll(context: Context): Promise<readonly VersionsUnderCare[]> {
  const { certificates } = await loadConfiguration(context.effects, context.places);
  const all: VersionsUnderCare[] = [];
  for (const { name, thresholds } of certificates.values()) {
    // Of one whose folder cannot be read none are known; `status` says why.
    const held = (await quietly(() => versionsIn(context, name))) ?? [];
    all.push({ name, thresholds, versions: held });
  }
  return all;
}

async function versionsIn(context: Context, name: string): Promise<readonly VersionView[]> {
  const store = storeOf(context);
  const current = await readCurrent(store, name);
  const now = context.effects.now();
  // Ids tell seconds only: within one of them their fingerprints would decide.
  return (await listVersions(store, name))
    .map((version) => view(version, current?.id ?? null, now))
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}

function view(version: StoredVersion, currentId: string | null, now: Date): VersionView {
  const { facts, origin, createdAt, p12Sha256 } = version.manifest;
  return {
    id: version.id,
    inUse: version.id === currentId,
    origin,
    createdAt,
    facts: { ...facts, daysLeft: daysLeft(facts, now) },
    folder: version.folder,
    file: issuedFile(version),
    p12Sha256,
  };
}

export interface RolledBack {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /**
   * The later version that stays in the store; while it does, no renewal is requested before expiry
   * is near.
   */
  readonly later: string | null;
  readonly facts: NamedFacts;
  readonly backups: readonly BackupResult[];
  readonly consumers: readonly ConsumerStatus[];
  readonly error?: WeborcaError;
}

interface RollbackOptions {
  /**
   * An id, or the beginning of one; default: of the others that have not expired, the one with the
   * latest notAfter whose pair opens.
   */
  readonly version?: string | undefined;
  /** Also to an expired one. */
  readonly force: boolean;
}

/**
 * Moves the pointer to another version, and the consumers with it.
 *
 * @throws WeborcaError `version-unknown`; `certificate-expired` unless forced
 */
export async function rollback(
  context: Context,
  name: string,
  { version: wanted, force }: RollbackOptions,
): Promise<RolledBack> {
  return withOne(context, name, async (session) => {
    const { store, history } = session;
    const now = context.effects.now();
    const current = await readCurrent(store, name);
    const all = await listVersions(store, name);
    const target = await choose(session, { all, current, wanted });
    const { facts } = target.manifest;
    if (facts.notAfter < now && !force) {
      throw certificateExpired(name, facts, session.service);
    }
    const opened = await openVersion(session, target);
    await movePointer(session, target.id);
    await session.memory.setUnverified(null);
    // One that does not open is left for good: a renewal makes up for it, and undoes no decision of
    // a person.
    const left = current !== null && (await isWhole(store, name, current)) ? current : null;
    const later = await rememberRolledBack(session, left, target);
    const aftermath = await bringUpToDate(session, opened, true);
    const from = current?.id ?? '';
    await history.remember('rolled-back', { from, to: target.id });
    return {
      name,
      from,
      to: target.id,
      facts: { ...facts, daysLeft: daysLeft(facts, now) },
      later: later?.id ?? null,
      ...aftermath,
    };
  });
}

/** @throws WeborcaError `version-unknown`, which says whether none or several were meant */
async function choose(
  { store, certificate: { name }, context }: Pick<Session, 'store' | 'certificate' | 'context'>,
  {
    all,
    current,
    wanted,
  }: {
    readonly all: readonly StoredVersion[];
    readonly current: StoredVersion | null;
    readonly wanted: string | undefined;
  },
): Promise<StoredVersion> {
  if (wanted !== undefined) {
    const [only, ...others] = all.filter(({ id }) => id.startsWith(wanted));
    if (only !== undefined && others.length === 0) return only;
    const several = only === undefined ? {} : { matching: [only, ...others].map(({ id }) => id) };
    throw new WeborcaError('version-unknown', { name, version: wanted, ...several });
  }
  // Damaged, it lies there again, restored: the same certificate is no way back from itself.
  const inUse = current?.manifest.facts.fingerprintSha256;
  const now = context.effects.now();
  const others = all
    .map((version) => ({ version, facts: version.manifest.facts }))
    .filter(({ facts }) => facts.fingerprintSha256 !== inUse && facts.notAfter >= now)
    .toSorted((a, b) => b.facts.notAfter.getTime() - a.facts.notAfter.getTime());
  for (const { version } of others) if (await isWhole(store, name, version)) return version;
  throw new WeborcaError('version-unknown', { name, version: 'previous' });
}
