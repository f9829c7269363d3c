import { daysLeft, stateOf } from '../certificate/state.ts';
import { loadConfiguration, selectCertificates } from '../configuration/load.ts';
import type { CertificateConfiguration, Configuration } from '../configuration/types.ts';
import { consumersOf } from '../consumers/bind.ts';
import type { ConsumerStatus } from '../consumers/types.ts';
import { refusedAt } from '../files/errno.ts';
import { lastFailureOf } from '../store/failures.ts';
import type { JournalState } from '../store/journal-state.ts';
import { recordsOf, type Records } from '../store/records.ts';
import { changedPart, missingPart, type PairTrouble } from '../store/pair-trouble.ts';
import { readCurrent } from '../store/current.ts';
import { listVersionIds } from '../store/read-version.ts';
import type { Store } from '../store/types.ts';
import { storeOf } from '../store/store.ts';
import type { CertificateStatus, Context, NamedFacts, Pending } from '../context.ts';

export interface StatusOptions {
  /**
   * Looks for who still uses a certificate that was replaced: opens files, and asks the system's
   * store once. For the named ones, or for all where there are not more than a person oversees.
   */
  readonly oldUses?: boolean;
}

const fewEnough = 10;
const fewToRead = 1000;

/** What is under care, as the disk tells it. Nothing is asked of any host, nothing is changed. */
export async function status(
  context: Context,
  names: readonly string[],
  options: StatusOptions = {},
): Promise<readonly CertificateStatus[]> {
  const configuration = await loadConfiguration(context.effects, context.places);
  const selected = selectCertificates(configuration, names);
  const looks = options.oldUses === true && (names.length > 0 || selected.length <= fewEnough);
  const statuses: CertificateStatus[] = [];
  for await (const one of oneByOne(context, configuration, selected)) statuses.push(one);
  return looks ? withOldUses(context, selected, statuses) : statuses;
}

/**
 * The same for callers that need little of each: of tens of thousands, all that is known of all of them
 * at once is most of the memory in use.
 */
export async function* eachStatus(
  context: Context,
  names: readonly string[],
): AsyncGenerator<CertificateStatus> {
  const configuration = await loadConfiguration(context.effects, context.places);
  yield* oneByOne(context, configuration, selectCertificates(configuration, names));
}

async function* oneByOne(
  context: Context,
  configuration: Configuration,
  selected: readonly CertificateConfiguration[],
): AsyncGenerator<CertificateStatus> {
  const store = storeOf(context);
  // Of thousands no file is read for its digest: `renew` does that, and says so.
  const disks = selected.length <= fewToRead;
  const troubleOf = disks ? changedPart : missingPart;
  for (const certificate of selected) {
    yield await statusOf({ context, configuration, store, troubleOf, disks }, certificate);
  }
}

async function withOldUses(
  context: Context,
  certificates: readonly CertificateConfiguration[],
  statuses: readonly CertificateStatus[],
): Promise<readonly CertificateStatus[]> {
  const { oldUsesOf } = await import('../detection/old-uses.ts');
  const { systemStoreOnce } = await import('../stores/stored.ts');
  const asking = { ...context, systemStore: systemStoreOnce(context.effects) };
  const looked: CertificateStatus[] = [];
  for (const [index, certificate] of certificates.entries()) {
    const found = statuses[index];
    if (found === undefined) continue;
    const parts = partsOf();
    const oldUses = await parts.read([], () => oldUsesOf(asking, certificate));
    const whyNot = parts.trouble();
    looked.push(whyNot === null ? { ...found, oldUses } : unreadable(found, whyNot));
  }
  return looked;
}

/** What one look at all certificates shares. */
interface Look {
  readonly context: Context;
  readonly configuration: Configuration;
  readonly store: Store;
  readonly troubleOf: typeof changedPart;
  /** Whether the disks of backups are looked at. */
  readonly disks: boolean;
}

async function statusOf(
  { context, configuration, store, troubleOf, disks }: Look,
  certificate: CertificateConfiguration,
): Promise<CertificateStatus> {
  const { effects } = context;
  const { name, service, thresholds } = certificate;
  const now = effects.now();
  const records = recordsOf(effects, { store, name });
  const parts = partsOf();
  const current = await parts.read(null, () => readCurrent(store, name));
  const facts: NamedFacts | null =
    current === null
      ? null
      : { ...current.manifest.facts, daysLeft: daysLeft(current.manifest.facts, now) };
  // What is not there is not asked for: of thousands, few have an open journal.
  const nothing: Awaited<ReturnType<Records['present']>> = new Set();
  const present = await parts.read(nothing, async () => {
    // One that is not there at all says more than that it has no version.
    if (current === null) await listVersionIds(store, name);
    return current === null ? nothing : records.present();
  });
  const supersededBy = await parts.read(null, async () =>
    present.has('superseded') ? records.memory.superseded() : null,
  );
  const superseded = supersededBy !== null;
  const pending = await parts.read(null, async () =>
    present.has('journal') ? pendingOf(await records.journal.read()) : null,
  );
  const consumers = await parts.read([], () => inspected(context, certificate, facts));
  const failures = await parts.read([], async () =>
    current === null || present.has('failures') ? records.failures.open() : [],
  );
  const trouble =
    (await parts.read(null, async () => (current === null ? null : troubleOf(store, current)))) ??
    parts.trouble() ??
    (current === null ? { code: 'version-unknown' } : null);
  const state = stateOf({ facts: trouble === null ? facts : null, superseded, thresholds }, now);
  return {
    name,
    service,
    state,
    facts,
    ...(state === 'expired' ? siteOf(configuration, service) : {}),
    reason: trouble ?? {
      code:
        state === 'superseded' && supersededBy?.reasons.includes('rolled-back') === true
          ? 'rolled-back'
          : reasonCode(configuration, certificate, state, current?.recovered === true),
    },
    recovered: current?.recovered === true ? current.id : null,
    pending,
    lastFailure: lastFailureOf(failures, consumers),
    consumers,
    lastBackup: await lastBackupOf(context, certificate, { isSeen: present.has('backups'), disks }),
  };
}

function siteOf({ services }: Configuration, service: string): { readonly site?: string } {
  const site = services.get(service)?.site;
  return site === undefined ? {} : { site: site.href };
}

/** What is wrong already is told first. */
function unreadable(told: CertificateStatus, reason: PairTrouble): CertificateStatus {
  return told.state === 'unreadable' ? told : { ...told, state: 'unreadable', reason };
}

interface Parts {
  readonly read: <T>(otherwise: T, ask: () => Promise<T>) => Promise<T>;
  /** The first that could not be read. */
  readonly trouble: () => PairTrouble | null;
}

/**
 * Reads what lies beside the versions of one certificate. What cannot be read, since it is somebody
 * else's after a run as root, say, is that certificate's trouble and no other's.
 */
function partsOf(): Parts {
  let first: PairTrouble | null = null;
  return {
    trouble: () => first,
    async read(otherwise, ask) {
      try {
        return await ask();
      } catch (error) {
        const refused = refusedAt(error);
        if (refused === null) throw error;
        first ??= { code: 'unreadable', path: refused.path, why: refused.reason };
        return otherwise;
      }
    },
  };
}

/** Why the state is what it is, or what stands in the way of a renewal: a code, never a sentence. */
function reasonCode(
  configuration: Configuration,
  certificate: CertificateConfiguration,
  state: CertificateStatus['state'],
  recovered: boolean,
): CertificateStatus['reason']['code'] {
  switch (state) {
    case 'unreadable':
      return 'version-unknown';
    case 'expired':
      return 'certificate-expired';
    case 'not-yet-valid':
      return 'certificate-not-yet-valid';
    case 'not-renewable':
      return 'certificate-not-renewable';
    case 'superseded':
      return 'superseded';
    case 'due':
    case 'urgent':
      return configuration.services.get(certificate.service)?.api == null
        ? 'service-not-configured'
        : state;
    case 'valid':
      return recovered ? 'store-recovered' : 'not-due';
  }
}

/** The last step that is on disk. */
function pendingOf(state: JournalState): Pending | null {
  switch (state.step) {
    case 'none':
    case 'nothing-issued':
      return null;
    case 'requested':
      return { step: 'requested', since: state.unknownSince };
    case 'issued':
      return { step: 'issued', since: state.issued.at };
    case 'downloaded':
      return { step: 'downloaded', since: state.downloaded.at };
    case 'saved':
      return { step: 'saved', since: state.saved.at };
    case 'verified':
      return { step: 'verified', since: state.verified.at };
  }
}

async function inspected(
  context: Context,
  certificate: CertificateConfiguration,
  facts: NamedFacts | null,
): Promise<readonly ConsumerStatus[]> {
  if (certificate.consumers.length === 0 || facts === null) return [];
  const { inspectConsumers } = await import('../consumers/inspect.ts');
  const fingerprint = facts.fingerprintSha256;
  return inspectConsumers({ ...consumersOf(context, certificate), fingerprint });
}

async function lastBackupOf(
  context: Context,
  certificate: CertificateConfiguration,
  { isSeen, disks }: { readonly isSeen: boolean; readonly disks: boolean },
): Promise<CertificateStatus['lastBackup']> {
  if (certificate.backups.length === 0 && !isSeen) return null;
  const { findLastBackup } = await import('../backup/last.ts');
  return findLastBackup(context, certificate, { disks });
}
