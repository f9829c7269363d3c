import { daysLeft } from '../certificate/lifetime.ts';
import { stateOf } from '../certificate/state.ts';
import { loadConfiguration } from '../configuration/load.ts';
import type { CertificateConfiguration, Configuration } from '../configuration/types.ts';
import type { ConsumerStatus } from '../consumers/types.ts';
import { listIfThere } from '../files/durable.ts';
import { journalOf, type JournalState } from '../renewal/journal.ts';
import { memoryOf } from '../renewal/memory.ts';
import { nameFolder } from '../store/layout.ts';
import { changedPart, missingPart } from '../store/pair-trouble.ts';
import { readCurrent } from '../store/read-current.ts';
import type { Store } from '../store/types.ts';
import { selectCertificates, storeOf } from './selection.ts';
import type { CertificateStatus, Context, NamedFacts, Pending } from './types.ts';

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
  const store = storeOf(context);
  const statuses: CertificateStatus[] = [];
  const selected = selectCertificates(configuration, names);
  const looks = options.oldUses === true && (names.length > 0 || selected.length <= fewEnough);
  // Of thousands no file is read for its digest: `renew` does that, and says so.
  const troubleOf = selected.length <= fewToRead ? changedPart : missingPart;
  for (const certificate of selected) {
    statuses.push(await statusOf(context, configuration, store, certificate, troubleOf));
  }
  return looks ? withOldUses(context, selected, statuses) : statuses;
}

async function withOldUses(
  context: Context,
  certificates: readonly CertificateConfiguration[],
  statuses: readonly CertificateStatus[],
): Promise<readonly CertificateStatus[]> {
  const { oldUsesOf } = await import('./old-uses.ts');
  const { systemStoreOnce } = await import('../import/stored.ts');
  const asking = { ...context, systemStore: systemStoreOnce(context.effects) };
  const looked: CertificateStatus[] = [];
  for (const [index, certificate] of certificates.entries()) {
    const found = statuses[index];
    if (found === undefined) continue;
    looked.push({ ...found, oldUses: await oldUsesOf(asking, certificate) });
  }
  return looked;
}

async function statusOf(
  context: Context,
  configuration: Configuration,
  store: Store,
  certificate: CertificateConfiguration,
  troubleOf: typeof changedPart,
): Promise<CertificateStatus> {
  const { effects } = context;
  const { name, service, thresholds } = certificate;
  const now = effects.now();
  const folder = nameFolder(store, name);
  const current = await readCurrent(store, name);
  const facts: NamedFacts | null =
    current === null
      ? null
      : { ...current.manifest.facts, daysLeft: daysLeft(current.manifest.facts, now) };
  // What is not there is not asked for: of thousands, few have an open journal.
  const entries = current === null ? [] : await listIfThere(effects.files, folder);
  const supersededBy = entries.includes('superseded.json')
    ? await memoryOf(effects, folder).superseded()
    : null;
  const superseded = supersededBy !== null;
  const trouble = current === null ? 'version-unknown' : await troubleOf(store, current);
  const state = stateOf({ facts: trouble === null ? facts : null, superseded, thresholds }, now);
  return {
    name,
    service,
    state,
    facts,
    reason: {
      code:
        state === 'superseded' && supersededBy?.reasons.includes('rolled-back') === true
          ? 'rolled-back'
          : (trouble ?? reasonCode(configuration, certificate, state, current?.recovered === true)),
    },
    pending: entries.includes('journal')
      ? pendingOf(await journalOf(effects, folder).read())
      : null,
    consumers: await consumersOf(context, certificate, folder, facts),
    lastBackup: await lastBackupOf(context, certificate, facts),
  };
}

/** Why the state is what it is, or what stands in the way of a renewal: a code, never a sentence. */
function reasonCode(
  configuration: Configuration,
  certificate: CertificateConfiguration,
  state: CertificateStatus['state'],
  recovered: boolean,
): string {
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

async function consumersOf(
  context: Context,
  certificate: CertificateConfiguration,
  stateFolder: string,
  facts: NamedFacts | null,
): Promise<readonly ConsumerStatus[]> {
  if (certificate.consumers.length === 0 || facts === null) return [];
  const { inspectConsumers } = await import('../consumers/inspect.ts');
  return inspectConsumers({
    effects: context.effects,
    certificate,
    configFile: context.places.configFile,
    stateFolder,
    fingerprint: facts.fingerprintSha256,
  });
}

async function lastBackupOf(
  context: Context,
  certificate: CertificateConfiguration,
  facts: NamedFacts | null,
): Promise<CertificateStatus['lastBackup']> {
  if (certificate.backups.length === 0 || facts === null) return null;
  const { findLastBackup } = await import('../renewal/back-up.ts');
  return findLastBackup(context, certificate);
}
