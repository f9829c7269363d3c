import { dirname, join } from 'node:path';
import { WeborcaError } from '../errors.ts';
import { removeTree } from '../files/durable.ts';
import { sweepBeside } from './beside.ts';
import { bindConsumers, type Bound, type Deployment } from './bind.ts';
import { baseOf, conclude, problemStatus, recordOf, type SetResult } from './conclude.ts';
import { clearStaged, readingCommand, stagedIds, stageForElevation } from './elevation.ts';
import { consumersFolder } from './intent.ts';
import { passwordsFor, rememberPassword } from './passwords.ts';
import { digestsOf, planSet, type PlannedConsumer } from './plan-set.ts';
import { readTouched } from './read-files.ts';
import { recordsOrNone, writeRecords } from './record.ts';
import { inUseFolder, runActions } from './run-actions.ts';
import { fileKey } from './same-file.ts';
import { settleUnfinished, type Settlement } from './settle.ts';
import { switchFiles } from './switch-files.ts';
import type { ConsumerStatus } from './types.ts';

/**
 * Brings a certificate's consumers up to `material`: first all files as a set, then programs. The
 * answer has one status for each entry of the configuration, in its order. A consumer that cannot
 * be brought up to date is a status, never a throw. The caller holds the certificate's lock.
 *
 * @throws WeborcaError `interrupted`, or `destination-not-writable` when the store's folder is not
 */
export async function deployConsumers(input: Deployment): Promise<readonly ConsumerStatus[]> {
  const { effects, stateFolder, signal, dryRun = false } = input;
  const bound = bindConsumers(input);
  const settled = dryRun ? null : await settleUnfinished(effects, stateFolder);
  if (!dryRun) await tidy(input, bound);
  const planned = await planSet(bound, {
    effects,
    material: input.material,
    allowEarlier: input.allowEarlier ?? false,
    passwordsFor: (one) => passwordsFor(input, one),
    storeDir: dirname(stateFolder),
    probe: true,
  });
  if (dryRun) return Promise.all(bound.map((one) => rehearse(input, one, planned)));
  if (signal.aborted) throw new WeborcaError('interrupted', { during: 'deploy' });

  // While a switch is open, what waits in the state folder still tells what it was to be.
  const kept = isOpen(settled) ? [] : [join(consumersFolder(stateFolder), 'kept', 'any')];
  await sweepBeside(effects, [...planned.flatMap(({ paths }) => paths), ...kept]);
  const result = await switchSet(input, planned, settled);
  const { fingerprintSha256 } = input.material.identity.leaf.facts;
  const records = new Map(await recordsOrNone(effects, stateFolder));
  const statuses = new Map<string, ConsumerStatus>();
  const laid = new Map<string, Uint8Array>();
  for (const one of planned) {
    const command = await follow(input, one, { result, laid });
    const status = conclude(one, result, () => command);
    statuses.set(one.bound.id, status);
    const at = { files: await filesNow(input, one), now: effects.now() };
    records.set(one.bound.id, recordOf(status, fingerprintSha256, at));
  }
  await writeRecords(effects, stateFolder, records);
  await runActions(input, bound, statuses, records);
  const known = new Set(bound.map(({ id }) => id));
  await writeRecords(effects, stateFolder, new Map([...records].filter(([id]) => known.has(id))));
  return bound.map((one) => statuses.get(one.id) ?? problemStatus(one));
}

/** What a killed process left in our own folder, and what was staged for entries that are gone. */
async function tidy({ effects, stateFolder }: Deployment, bound: readonly Bound[]): Promise<void> {
  const known = new Set(bound.map(({ id }) => id));
  await removeTree(effects.files, inUseFolder(stateFolder));
  for (const id of await stagedIds(effects, stateFolder)) {
    if (!known.has(id)) await clearStaged(effects, stateFolder, id);
  }
}

/** Something could not be put back: nothing else is switched before that is. */
function isOpen(
  settled: Settlement | null,
): settled is Extract<Settlement, { readonly kind: 'undone' }> {
  return settled?.kind === 'undone' && !settled.putBack;
}

async function switchSet(
  { effects, stateFolder, partial = false }: Deployment,
  planned: readonly PlannedConsumer[],
  settled: Settlement | null,
): Promise<SetResult> {
  if (isOpen(settled)) {
    return { kind: 'failed', path: settled.path, reason: settled.reason, putBack: false };
  }
  const blocked = planned.some(
    (one) => one.kind === 'refused' && one.reason !== 'later-certificate',
  );
  if (blocked && !partial) return { kind: 'held' };
  const ready = planned.flatMap((one) => (one.kind === 'replace' ? [one] : []));
  // Before the switch: the other way round, a crash between the two would lose a password.
  for (const { bound, keeps } of ready) {
    if (keeps !== undefined) await rememberPassword(effects, stateFolder, bound.id, keeps);
  }
  const replacements = new Map(
    ready.flatMap((one) =>
      one.replacements.map((each) => [fileKey(each.path, effects.platform), each] as const),
    ),
  );
  if (replacements.size === 0) return { kind: 'switched', kept: [], unflushed: new Set() };
  return switchFiles(effects, stateFolder, [...replacements.values()]);
}

/** What a status needs around it on disk; the answer is the command for `needs-elevation`. */
async function follow(
  { effects, stateFolder }: Deployment,
  one: PlannedConsumer,
  { result, laid }: { readonly result: SetResult; readonly laid: Map<string, Uint8Array> },
): Promise<string> {
  const { id } = one.bound;
  if (one.kind === 'unreadable') return readingCommand(effects, one.path);
  if ((one.kind === 'current' || one.kind === 'needs-elevation') && one.keeps !== undefined) {
    await rememberPassword(effects, stateFolder, id, one.keeps);
  }
  if (one.kind === 'needs-elevation') {
    const { replacements } = one;
    return stageForElevation(effects, { stateFolder, id, replacements, laid });
  }
  if (one.kind === 'current' || result.kind === 'switched') {
    await clearStaged(effects, stateFolder, id);
  }
  return '';
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
    return { ...conclude(one, { kind: 'held' }, () => ''), changes: one.changes };
  }
  const command = one.kind === 'unreadable' ? await readingCommand(effects, one.path) : '';
  return conclude(one, { kind: 'held' }, () => command);
}
