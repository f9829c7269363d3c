import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { hasCode, isWeborcaError, quietly } from '../errors.ts';
import { createDurably, makeDirectories, removeQuietly, removeTree } from '../files/durable.ts';
import { isSystemError, reasonOf } from '../files/errno.ts';
import { sha256Hex } from '../bytes.ts';
import { encodePassword } from '../store/record.ts';
import type { Bound, Deployment } from './bind.ts';
import { baseOf, problemStatus, withError } from './conclude.ts';
import { endOf } from './outcome.ts';
import type { ConsumerRecord } from './remembered.ts';
import type { ActionConsumer, ActionOutcome, ConsumerStatus, Material } from './types.ts';
import type { ConsumerReason } from '../words/reasons/consumers.ts';
import { inUseFolder } from './layout.ts';

/** How far the files have come; what is done is added. */
export interface AfterFiles {
  readonly statuses: Map<string, ConsumerStatus>;
  readonly records: Map<string, ConsumerRecord>;
  /** A set is half-switched, and could not be put back. */
  readonly torn: boolean;
}

/**
 * After the files: stores and clusters first, then `command` entries in their order, which restart
 * what reads the files. One that was done for this certificate is not run again, unless, for a
 * `command`, the files' state has changed since.
 */
export async function runActions(
  input: Deployment,
  bound: readonly Bound[],
  after: AfterFiles,
): Promise<void> {
  const { statuses, records } = after;
  for (const one of bound) {
    if (one.consumer.form === 'problem') statuses.set(one.id, problemStatus(one));
    if (one.consumer.form === 'manual') statuses.set(one.id, manualStatus(input, one, records));
  }
  const actions = bound.flatMap((one) =>
    one.consumer.form === 'action' ? [{ one, consumer: one.consumer }] : [],
  );
  const fileIds = new Set(
    bound.filter(({ consumer }) => consumer.form === 'files').map(({ id }) => id),
  );
  const sorted = actions.toSorted(
    (a, b) => Number(a.consumer.followsFiles) - Number(b.consumer.followsFiles),
  );
  for (const { one, consumer } of sorted) {
    const files = [...statuses].filter(([id]) => fileIds.has(id));
    statuses.set(one.id, await runOne(input, { ...after, one, consumer, files: new Map(files) }));
  }
}

function manualStatus(
  { material }: Deployment,
  bound: Bound,
  records: ReadonlyMap<string, ConsumerRecord>,
): ConsumerStatus {
  const done = isDone(records.get(bound.id), material);
  return { ...baseOf(bound), state: done ? 'current' : 'manual' };
}

async function runOne(
  input: Deployment,
  {
    one: bound,
    consumer,
    files,
    records,
    torn,
  }: AfterFiles & {
    readonly one: Bound;
    readonly consumer: ActionConsumer;
    readonly files: ReadonlyMap<string, ConsumerStatus>;
  },
): Promise<ConsumerStatus> {
  const { effects, material } = input;
  const base = baseOf(bound);
  const record = records.get(bound.id);
  const basis = consumer.followsFiles ? basisOf(input, files, records) : '';
  const fresh = isDone(record, material) && (record?.basis ?? '') === basis;
  const { fingerprintSha256 } = material.identity.leaf.facts;
  if (fresh && (await stillHolds(effects, consumer, fingerprintSha256))) {
    return { ...base, state: 'current' };
  }
  if (consumer.followsFiles && !mayFollow([...files.values()], torn)) {
    return withError(base, 'behind', { reason: 'waits-for-files' });
  }
  const outcome = await withMaterialFiles(input, (p12File, passwordFile) =>
    attempt(consumer, {
      ...input,
      name: input.certificate.name,
      old: input.old ?? null,
      p12File,
      passwordFile,
    }),
  );
  const status = statusOf(base, outcome);
  records.set(bound.id, {
    outcome: outcome.kind,
    fingerprint: fingerprintSha256,
    at: effects.now().toISOString(),
    files: [],
    basis,
    ...(status.error === undefined ? {} : { code: status.error.code, reason: status.error.reason }),
    ...endOf(status.error ?? {}),
  });
  return status;
}

/**
 * There is something new to restart for, and no set is half-switched. Those that stay as they were
 * hold nothing up: it runs again when they follow.
 */
function mayFollow(files: readonly ConsumerStatus[], torn: boolean): boolean {
  return !torn && (files.length === 0 || files.some(({ state }) => state === 'current'));
}

function statusOf(base: ReturnType<typeof baseOf>, outcome: ActionOutcome): ConsumerStatus {
  const printed = outcome.output === undefined ? {} : { output: outcome.output };
  if (outcome.kind === 'done') return { ...base, state: 'current', ...printed };
  const status = withError(base, 'failed', { reason: outcome.reason, code: outcome.code });
  const error = status.error === undefined ? {} : { error: { ...status.error, ...endOf(outcome) } };
  return { ...status, ...error, ...printed };
}

async function attempt(
  consumer: ActionConsumer,
  context: Parameters<ActionConsumer['run']>[0],
): Promise<ActionOutcome> {
  try {
    return await consumer.run(context);
  } catch (error) {
    const reason = reasonFor(error);
    if (reason === null) throw error;
    return { kind: 'failed', reason, ...(isWeborcaError(error) ? { code: error.code } : {}) };
  }
}

/** Why a store or a program could not be used; null: a mistake in this program. */
export function reasonFor(error: unknown): ConsumerReason | null {
  if (!isWeborcaError(error)) return isSystemError(error) ? reasonOf(error) : null;
  if (error.code === 'tool-missing') return 'tool-missing';
  // A password that a tool's command line cannot hold is nothing that the tool has done.
  return hasCode(error, 'consumer-failed') ? error.details.reason : 'program-failed';
}

async function stillHolds(
  effects: Effects,
  consumer: ActionConsumer,
  fingerprint: string,
): Promise<boolean> {
  return (
    (await quietly(async () => (await consumer.holds?.(effects, fingerprint)) ?? null)) !== false
  );
}

function isDone(record: ConsumerRecord | undefined, { identity }: Material): boolean {
  return record?.outcome === 'done' && record.fingerprint === identity.leaf.facts.fingerprintSha256;
}

/** Changes whenever another file consumer has become current, or one's bytes are others. */
function basisOf(
  { material }: Deployment,
  fileStatuses: ReadonlyMap<string, ConsumerStatus>,
  records: ReadonlyMap<string, ConsumerRecord>,
): string {
  const parts = [...records]
    .filter(([id]) => fileStatuses.get(id)?.state === 'current')
    .flatMap(([, { files }]) => files.map((file) => `${file.path}\0${file.sha256}`));
  return sha256Hex(
    [material.identity.leaf.facts.fingerprintSha256, ...parts.toSorted()].join('\0'),
  );
}

/** The pair as two owner-only files for as long as a program needs them. */
async function withMaterialFiles<T>(
  { effects, certificateFolder, material }: Deployment,
  use: (p12File: string, passwordFile: string) => Promise<T>,
): Promise<T> {
  const { files } = effects;
  const folder = inUseFolder(certificateFolder);
  await removeTree(files, folder);
  await makeDirectories(files, folder, 0o700);
  try {
    const p12File = join(folder, 'certificate.p12');
    const passwordFile = join(folder, 'password.txt');
    await createDurably(files, p12File, material.p12, 0o600);
    await createDurably(files, passwordFile, encodePassword(material.password), 0o600);
    return await use(p12File, passwordFile);
  } finally {
    await removeQuietly(files, folder);
  }
}
