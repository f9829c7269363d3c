import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { WeborcaError } from '../errors.ts';
import { listIfThere, removeTree } from '../files/durable.ts';
import type { Secret } from '../secret.ts';
import { sweepBeside } from './beside.ts';
import { bindConsumers, type Bound, type Deployment } from './bind.ts';
import { baseOf, conclude, held, problemStatus, recordOf, type SetResult } from './conclude.ts';
import type { IntentSet } from './intent.ts';
import { bothOf, knownFor, rememberPassword, recordsOrNone, writeRecords } from './remembered.ts';
import {
  digestsOf,
  isHeld,
  realFileKey,
  planSets,
  type PlannedConsumer,
  type PlannedSet,
} from './plan-sets.ts';
import { readTouched } from './read-files.ts';
import { settleUnfinished, type Refusal } from './settle.ts';
import { switchSets, type PlannedReplacement } from './switch-files.ts';
import type { ConsumerStatus } from './types.ts';
import { inUseFolder, keptFolder, stagedFolder } from './layout.ts';

/**
 * Brings a certificate's consumers up to `material`: first the files, set by set, then programs. The
 * answer has one status for each entry of the configuration, in its order. A consumer that cannot
 * be brought up to date is a status, never a throw. The caller holds the certificate's lock.
 *
 * @throws WeborcaError `interrupted`, or `destination-not-writable` when the store's folder is not
 */
export async function deployConsumers(input: Deployment): Promise<readonly ConsumerStatus[]> {
  const { effects, certificateFolder, signal, dryRun = false } = input;
  const bound = bindConsumers(input);
  const left = dryRun ? nothingLeft : await settleLeft(effects, certificateFolder);
  if (!dryRun) await tidy(input, bound);
  const sets = await planSets(bound, {
    effects,
    material: input.material,
    allowEarlier: input.allowEarlier ?? false,
    ...(input.isOwn === undefined ? {} : { isOwn: input.isOwn }),
    knownFor: async (one) => bothOf(input.given, await knownFor(input, one)),
    storeDir: input.store.dir,
    probe: true,
  });
  const planned = sets.flat();
  if (dryRun) return Promise.all(bound.map((one) => rehearse(input, one, planned)));
  if (signal.aborted) throw new WeborcaError('interrupted', { during: 'deploy' });

  // While a switch is open, what waits in the certificate's folder still tells what it was to be.
  const kept =
    left.open.length > 0 || left.unreadable !== null
      ? []
      : [join(keptFolder(certificateFolder), 'any')];
  await sweepBeside(effects, [...planned.flatMap(({ paths }) => paths), ...kept]);
  const results = await switchPlanned(input, sets, left);
  const { fingerprintSha256 } = input.material.identity.leaf.facts;
  const records = new Map(await recordsOrNone(effects, certificateFolder));
  const statuses = new Map<string, ConsumerStatus>();
  const laid = new Map<string, Uint8Array>();
  for (const [one, { result, set }] of results) {
    const command = await follow(input, one, { result, laid });
    const status = conclude(one, { result, set }, () => command);
    statuses.set(one.bound.id, status);
    const at = { files: await filesNow(input, one), now: effects.now() };
    records.set(one.bound.id, recordOf(status, fingerprintSha256, at));
  }
  await writeRecords(effects, certificateFolder, records);
  const torn = [...results.values()].some(
    ({ result }) => result.kind === 'failed' && !result.putBack,
  );
  if (bound.some(({ consumer }) => consumer.form !== 'files')) {
    const { runActions } = await import('./run-actions.ts');
    await runActions(input, bound, { statuses, records, torn });
  }
  const known = new Set(bound.map(({ id }) => id));
  await writeRecords(
    effects,
    certificateFolder,
    new Map([...records].filter(([id]) => known.has(id))),
  );
  return bound.map((one) => statuses.get(one.id) ?? problemStatus(one));
}

/** What a killed process left in our own folder, and what was staged for entries that are gone. */
async function tidy(
  { effects, certificateFolder }: Deployment,
  bound: readonly Bound[],
): Promise<void> {
  const known = new Set(bound.map(({ id }) => id));
  await removeTree(effects.files, inUseFolder(certificateFolder));
  for (const id of await listIfThere(effects.files, stagedFolder(certificateFolder))) {
    if (!known.has(id)) await removeTree(effects.files, stagedFolder(certificateFolder, id));
  }
}

/** What earlier runs left open, and this one could not settle either. */
interface Left {
  readonly open: readonly (Refusal & { readonly pairs: IntentSet })[];
  /** The record tells nothing: whatever is in it must not be mixed with anything. */
  readonly unreadable: string | null;
}

const nothingLeft: Left = { open: [], unreadable: null };

async function settleLeft(effects: Effects, certificateFolder: string): Promise<Left> {
  const settled = await settleUnfinished(effects, certificateFolder);
  if ('unreadable' in settled) return { open: [], unreadable: settled.unreadable };
  const open = settled.flatMap((one) => (one.kind === 'undone' && !one.putBack ? [one] : []));
  return { open, unreadable: null };
}

/** What became of each consumer's set. */
type Results = ReadonlyMap<
  PlannedConsumer,
  { readonly result: SetResult; readonly set: PlannedSet }
>;

/** Switches each set that can be, and holds those that cannot, and them alone. */
async function switchPlanned(
  { effects, certificateFolder }: Deployment,
  sets: readonly PlannedSet[],
  left: Left,
): Promise<Results> {
  const results = new Map<PlannedSet, SetResult>();
  const ready = new Map<PlannedSet, readonly PlannedReplacement[]>();
  for (const set of sets) {
    const stuck = await stuckOn(effects, set, left);
    if (stuck !== null) results.set(set, { kind: 'failed', ...stuck, putBack: false });
    else if (!isHeld(set)) ready.set(set, await replacementsOf(effects, set));
  }
  // Before the switch: the other way round, a crash between the two would lose a password.
  for (const one of [...ready.keys()].flat()) {
    if (one.kind === 'replace') await rememberKept(effects, certificateFolder, one);
  }
  const open = left.open.map(({ pairs }) => pairs);
  const switched = await switchSets(effects, certificateFolder, {
    sets: [...ready.values()],
    open,
  });
  for (const [index, set] of [...ready.keys()].entries()) {
    const result = switched[index];
    if (result !== undefined) results.set(set, result);
  }
  return new Map(
    sets.flatMap((set) =>
      set.map((one) => [one, { result: results.get(set) ?? { kind: 'held' }, set }] as const),
    ),
  );
}

async function rememberKept(
  effects: Effects,
  certificateFolder: string,
  {
    bound: { id },
    keeps,
    keepsKey,
  }: { readonly bound: Bound; readonly keeps?: Secret; readonly keepsKey?: Secret },
): Promise<void> {
  if (keeps !== undefined)
    await rememberPassword(effects, certificateFolder, { id, password: keeps });
  if (keepsKey === undefined) return;
  await rememberPassword(effects, certificateFolder, { id, of: 'key', password: keepsKey });
}

/** An unsettled switch holds back the consumers of its files, and no other. */
async function stuckOn(
  effects: Effects,
  set: PlannedSet,
  { open, unreadable }: Left,
): Promise<Refusal | null> {
  if (unreadable !== null) return { path: unreadable, reason: 'record-unreadable' };
  const keys = new Set<string>();
  for (const path of set.flatMap(({ paths }) => paths)) keys.add(await realFileKey(effects, path));
  for (const { pairs, path, reason } of open) {
    for (const { target } of pairs) {
      if (keys.has(await realFileKey(effects, target))) return { path, reason };
    }
  }
  return null;
}

/** A file that several of a set name is written once. */
async function replacementsOf(
  effects: Effects,
  set: PlannedSet,
): Promise<readonly PlannedReplacement[]> {
  const byFile = new Map<string, PlannedReplacement>();
  for (const one of set) {
    for (const replacement of one.kind === 'replace' ? one.replacements : []) {
      byFile.set(await realFileKey(effects, replacement.path), replacement);
    }
  }
  return [...byFile.values()];
}

/** What a status needs around it on disk; the answer is the command for `needs-elevation`. */
async function follow(
  { effects, certificateFolder }: Deployment,
  one: PlannedConsumer,
  { result, laid }: { readonly result: SetResult; readonly laid: Map<string, Uint8Array> },
): Promise<string> {
  const { id } = one.bound;
  if (one.kind === 'unreadable') return commandToRead(effects, one.path);
  if (one.kind === 'current' || one.kind === 'needs-elevation') {
    await rememberKept(effects, certificateFolder, one);
  }
  if (one.kind === 'needs-elevation') {
    const { replacements } = one;
    const { stageForElevation } = await import('./elevation.ts');
    return stageForElevation(effects, { certificateFolder, id, replacements, laid });
  }
  if (one.kind === 'current' || result.kind === 'switched') {
    await removeTree(effects.files, stagedFolder(certificateFolder, id));
  }
  return '';
}

async function commandToRead(effects: Effects, path: string): Promise<string> {
  const { readingCommand } = await import('./elevation.ts');
  return readingCommand(effects, path);
}

/** Read again after a switch: settings may name other files than before. */
async function filesNow(
  { effects }: Deployment,
  one: PlannedConsumer,
): Promise<PlannedConsumer['files']> {
  const { consumer } = one.bound;
  if (one.kind !== 'replace' || consumer.form !== 'files') return one.files;
  const { files } = await readTouched(effects, consumer);
  return digestsOf(files);
}

/** What a dry run says of one entry: the state it is in, and what would change. */
async function rehearse(
  { effects }: Deployment,
  bound: Bound,
  planned: readonly PlannedConsumer[],
): Promise<ConsumerStatus> {
  const base = baseOf(bound);
  const one = planned.find((candidate) => candidate.bound === bound);
  if (bound.consumer.form === 'problem') return problemStatus(bound);
  if (one === undefined) {
    return { ...base, state: bound.consumer.form === 'manual' ? 'manual' : 'behind' };
  }
  if (one.kind === 'replace') return { ...base, state: 'behind', changes: one.changes };
  if (one.kind === 'needs-elevation') {
    return { ...conclude(one, held, () => ''), changes: one.changes };
  }
  const command = one.kind === 'unreadable' ? await commandToRead(effects, one.path) : '';
  return conclude(one, held, () => command);
}
