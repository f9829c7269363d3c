import { addConsumerEntry, removeConsumerEntry } from '../configuration/edit.ts';
import { nearest } from '../configuration/nearest.ts';
import type { FieldProblem } from '../consumers/kind.ts';
import { bindConsumer, consumersOf } from '../consumers/bind.ts';
import { markManualDone } from '../consumers/done.ts';
import { inspectConsumers } from '../consumers/inspect.ts';
import { noteCurrent } from '../consumers/note-current.ts';
import type { ConsumerConfiguration, ConsumerStatus } from '../consumers/types.ts';
import { WeborcaError } from '../errors.ts';
import { isMeant, isSameEntry, withTypedPaths } from '../consumers/typed-paths.ts';
import { openVersion } from '../renewal/open-version.ts';
import { consumerKindFields } from './consumer-kinds.ts';
import { loadOne, requireCurrent, withOne } from './current.ts';
import { tryConsumer, type Present } from './try-consumer.ts';
import { oldUsesOf } from '../detection/old-uses.ts';
import type { Context, OldUse } from '../context.ts';

export type { OldUse } from '../context.ts';

/** The consumers of a certificate, in the order of its configuration. */
export async function listConsumers(
  context: Context,
  name: string,
): Promise<readonly ConsumerStatus[]> {
  return withOne(context, name, async (session) => {
    const { manifest } = await requireCurrent(session.store, name);
    const fingerprint = manifest.facts.fingerprintSha256;
    return inspectConsumers({ ...consumersOf(session.context, session.certificate), fingerprint });
  });
}

/**
 * Adds an entry; it is brought up to date by the next `deploy` or `renew`. Its relative paths start
 * at the working folder. What opens its file is remembered for its owner alone: with an entry that is
 * there already, that is all that is done.
 *
 * @throws WeborcaError `usage-invalid` with the field that is wrong, or as `tryConsumer` where it
 * could never be brought up to date
 */
export async function addConsumer(
  context: Context,
  name: string,
  given: ConsumerConfiguration,
  present: Present = {},
): Promise<ConsumerStatus | null> {
  const { effects, places } = context;
  const entry = withTypedPaths(given);
  const { consumer } = bindConsumer(entry, { effects, configFile: places.configFile });
  if (consumer.form === 'problem') {
    throw await fieldTrouble(name, entry, consumer);
  }
  return withOne(context, name, async (session) => {
    const current = await requireCurrent(session.store, name);
    await tryConsumer(session, entry, { present, inUse: await openVersion(session, current) });
    const { consumers } = session.certificate;
    const { homeDir, platform } = effects;
    const base = { configFile: places.configFile, homeDir, platform };
    const there = consumers.findIndex((other) => isSameEntry(other, entry, base));
    if (there < 0) await addConsumerEntry({ effects, places }, name, entry);
    const certificate = { name, consumers: there < 0 ? [...consumers, entry] : consumers };
    const fingerprint = current.manifest.facts.fingerprintSha256;
    const statuses = await noteCurrent({ ...consumersOf(context, certificate), fingerprint });
    // The one that was meant, or the new one at the end.
    return statuses.at(there) ?? null;
  });
}

/** The field as it is written, `FIELD=VALUE`: one that is missing, unknown, or not right. */
async function fieldTrouble(
  name: string,
  entry: ConsumerConfiguration,
  { field, expected }: FieldProblem,
): Promise<WeborcaError> {
  const problem = 'consumer-field';
  const kinds = await consumerKindFields();
  if (field === 'kind') {
    const meant = nearest(
      entry.kind,
      kinds.map(({ kind }) => kind),
    );
    const near = meant === undefined ? {} : { meant };
    return new WeborcaError('usage-invalid', { problem, value: `KIND (${expected})`, ...near });
  }
  const { required = [], optional = [] } = kinds.find(({ kind }) => kind === entry.kind) ?? {};
  const known = [...required, ...optional];
  // At least one of several.
  const missing = field === '' ? (expected.match(/\w+/g) ?? []) : [field];
  if (missing.every((one) => !Object.hasOwn(entry, one))) {
    const fields = [...new Set([...required, ...missing])].flatMap((one) => asTyped(one, known));
    const complete = [name, entry.kind, ...fields].join(' ');
    const value = missing.flatMap((one) => asTyped(one, known)).join(', ');
    return new WeborcaError('usage-invalid', { problem, value, complete });
  }
  if (known.includes(field)) {
    return new WeborcaError('usage-invalid', { problem, value: `${field}=${expected}` });
  }
  const meant = nearest(field, known);
  const near = meant === undefined ? {} : { meant: `${meant}=` };
  const value = `${field}= (${known.map((one) => `${one}=`).join(', ')})`;
  return new WeborcaError('usage-invalid', { problem, value, ...near });
}

/** A field as the command takes it; one that has fields, by the first of them. */
function asTyped(field: string, known: readonly string[]): readonly string[] {
  if (field === 'run') return [`'run=["…"]'`];
  const inner = known.filter((one) => one.startsWith(`${field}.`)).slice(0, 2);
  return (inner.length === 0 ? [field] : inner).map((one) => `${one}="…"`);
}

/**
 * Takes the entries of this place away, or the only one of this kind: a kind is a short name, never
 * one for several at once. Files are left as they are.
 *
 * @returns how many there were
 * @throws WeborcaError `usage-invalid` with problem `consumer-ambiguous`, `name-unknown`
 */
export async function removeConsumer(
  context: Context,
  name: string,
  kindOrPlace: string,
): Promise<number> {
  const { effects, places } = context;
  const { consumers } = (await loadOne(context, name)).certificate;
  if (consumers.filter(({ kind }) => kind === kindOrPlace).length > 1) {
    const details = { problem: 'consumer-ambiguous', value: kindOrPlace } as const;
    throw new WeborcaError('usage-invalid', details);
  }
  let removed = 0;
  await removeConsumerEntry({ effects, places }, name, (entry) => {
    const bound = bindConsumer(entry, { effects, configFile: places.configFile });
    // Of two on one file the id tells which.
    const matches = isMeant(bound, kindOrPlace);
    if (matches) removed += 1;
    return matches;
  });
  return removed;
}

/** Ticks `manual` consumers off: somebody has seen to them. Null: all of them. */
export async function tickConsumers(
  context: Context,
  name: string,
  labels: readonly string[] | null,
): Promise<readonly string[]> {
  return withOne(context, name, async (session) => {
    const { manifest } = await requireCurrent(session.store, name);
    const fingerprint = manifest.facts.fingerprintSha256;
    return markManualDone({
      ...consumersOf(session.context, session.certificate),
      fingerprint,
      labels,
    });
  });
}

/** Places that still hold or name a certificate that was replaced. Reads only. */
export async function oldUses(context: Context, name: string): Promise<readonly OldUse[]> {
  const { certificate } = await loadOne(context, name);
  return oldUsesOf(context, certificate);
}
