import type { Effects } from '../effects.ts';
import { isWeborcaError } from '../errors.ts';
import { sha256Hex } from '../bytes.ts';
import { listVersions } from '../store/read-version.ts';
import { bindConsumers, ownSubject, type Bound, type ConsumersOf } from './bind.ts';
import { baseOf, conclude, held, problemStatus, withError } from './conclude.ts';
import { storedMaterial } from './material.ts';
import { knownFor, readRecords, type ConsumerRecord, type ConsumerRecords } from './remembered.ts';
import { planSets, type PlannedConsumer } from './plan-sets.ts';
import { readTouched } from './read-files.ts';
import { fromRecord } from './recorded.ts';
import { reasonFor } from './run-actions.ts';
import type { ActionConsumer, ConsumerStatus, FileConsumer, Material } from './types.ts';

export interface Inspection extends ConsumersOf {
  /** SHA-256 of the certificate that consumers should have. */
  readonly fingerprint: string;
  /** Else it is read from the store, and only where the records do not tell. */
  readonly material?: Material;
}

/**
 * The state of every consumer: what is remembered where its files have not changed since, else what
 * lies there. Writes nothing and starts no program that changes anything.
 */
export async function inspectConsumers(input: Inspection): Promise<readonly ConsumerStatus[]> {
  const { effects, certificateFolder } = input;
  const records = await readRecords(effects, certificateFolder);
  const statuses: ConsumerStatus[] = [];
  const unclear: Bound[] = [];
  const bound = bindConsumers(input);
  for (const one of bound) {
    const status = await remembered(input, one, records);
    if (status === null) unclear.push(one);
    else statuses.push(status);
  }
  if (unclear.length > 0) statuses.push(...(await lookAt(input, records, { bound, unclear })));
  const byId = new Map(statuses.map((status) => [status.id, status]));
  return bound.flatMap((one) => byId.get(one.id) ?? []);
}

async function remembered(
  { effects, fingerprint }: Inspection,
  bound: Bound,
  records: ConsumerRecords,
): Promise<ConsumerStatus | null> {
  const { consumer } = bound;
  const found = records.get(bound.id);
  const record = found?.fingerprint === fingerprint ? found : null;
  switch (consumer.form) {
    case 'problem':
      return problemStatus(bound);
    case 'manual':
      return { ...baseOf(bound), state: record?.outcome === 'done' ? 'current' : 'manual' };
    case 'action':
      return record === null
        ? lookInStore(effects, bound, consumer, fingerprint)
        : fromRecord(bound, record);
    default:
      if (record === null || !(await unchanged(effects, consumer, record))) return null;
      return fromRecord(bound, record);
  }
}

async function lookInStore(
  effects: Effects,
  bound: Bound,
  consumer: ActionConsumer,
  fingerprint: string,
): Promise<ConsumerStatus> {
  const base = baseOf(bound);
  try {
    const holds = await consumer.holds?.(effects, fingerprint);
    return { ...base, state: holds === true ? 'current' : 'behind' };
  } catch (error) {
    const reason = reasonFor(error);
    if (reason === null) throw error;
    return withError(base, 'behind', {
      reason,
      code: isWeborcaError(error) ? error.code : undefined,
    });
  }
}

async function unchanged(
  effects: Effects,
  consumer: FileConsumer,
  record: ConsumerRecord,
): Promise<boolean> {
  const { files, unusable } = await readTouched(effects, consumer);
  if (unusable !== null) return false;
  const known = new Map(record.files.map((file) => [file.path, file.sha256]));
  const there = [...files].filter(([, bytes]) => bytes !== null);
  return (
    there.length === known.size &&
    there.every(([path, bytes]) => bytes !== null && known.get(path) === sha256Hex(bytes))
  );
}

/** Plans without executing: a plan with nothing to do is a consumer that is current. */
async function lookAt(
  input: Inspection,
  records: ConsumerRecords,
  /** `unclear`: those of them that are asked about. */
  { bound, unclear }: { readonly [of in 'bound' | 'unclear']: readonly Bound[] },
): Promise<readonly ConsumerStatus[]> {
  const { effects, certificate, store, fingerprint } = input;
  const material = input.material ?? (await storedMaterial(store, certificate.name, fingerprint));
  if (material === null) {
    return unclear.map((one) => withError(baseOf(one), 'behind', { reason: 'password-unknown' }));
  }
  const versions = await listVersions(store, certificate.name);
  const sets = await planSets(bound, {
    effects,
    material,
    allowEarlier: false,
    isOwn: ownSubject(versions),
    knownFor: (one) => knownFor(input, one),
    storeDir: store.dir,
    probe: false,
  });
  return unclear.map((one) => {
    const plan = sets.flat().find((candidate) => candidate.bound === one);
    if (plan === undefined) return withError(baseOf(one), 'behind', { reason: 'missing' });
    const record = records.get(one.id);
    if (plan.kind !== 'replace') return conclude(plan, held, () => record?.command ?? '');
    const stillFails = record?.fingerprint === fingerprint && record.outcome !== 'done';
    if (stillFails) return fromRecord(one, record);
    const missing = notThere(plan);
    if (missing !== null)
      return withError(baseOf(one), 'behind', { reason: 'missing', at: missing });
    const { notes } = conclude(plan, held, () => '');
    return { ...baseOf(one), state: 'behind', ...(notes === undefined ? {} : { notes }) };
  });
}

/**
 * The file that is not there at all, where nothing old is either: all of a consumer's, or what its
 * settings name. Pure.
 */
function notThere({
  bound,
  changes,
  files,
}: Extract<PlannedConsumer, { readonly changes: unknown }>): string | null {
  const created = changes.filter(({ what }) => what === 'create');
  const settingsAlone = files.every(({ path }) => path === bound.place);
  const isNew = created.length === changes.length || settingsAlone;
  return isNew ? (created[0]?.path ?? null) : null;
}
