import {
  configuration,
  type Context,
  nameMeant,
  record,
  type Recording,
  renew as renewAll,
  type RenewalResult,
} from '@weborca-cert/core';
import { afterRun, afterStop } from '../after-run.ts';
import { flag, many, text as textOption, type Values } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command, type ReportOf } from '../command.ts';
import { makeCompileCache } from '../compile-cache.ts';
import { exitCodes } from '../exit-codes.ts';
import { followSteps } from '../render/progress.ts';
import {
  renderRenewal,
  renderRenewals,
  renewalExitCode,
  renewalFailures,
  renewalJson,
} from '../render/renewals.ts';
import { openContext, type Session } from '../session.ts';

const takes = {
  names: many('N'),
  all: flag('all'),
  force: flag('force'),
  dryRun: flag('dry-run'),
  rehearse: flag('rehearse'),
  exitCode: flag('exit-code'),
  scheduled: flag('scheduled'),
  record: textOption('record', 'DIR'),
};

export const renew = command({
  name: 'renew',
  takes,
  async run(values, session) {
    const { names, all, force, dryRun, rehearse, record: recordTo } = values;
    if (all && names.length > 0) throw usageError('names-and-all');
    if (rehearse && (dryRun || force))
      throw usageError('options-conflict', '--rehearse, --dry-run, --force');
    if (recordTo !== null && (rehearse || dryRun))
      throw usageError('options-conflict', '--record, --rehearse, --dry-run');
    if (recordTo !== null && (await concernsSeveral(names, session)))
      throw usageError('record-one');
    const scheduled = isScheduled(values, session);
    if (rehearse) return rehearsing(names, session);
    try {
      return await renewing({ ...values, scheduled }, session);
    } catch (error) {
      if ((scheduled || names.length === 0) && !dryRun)
        await afterStop(openContext(session), error, { scheduled }, session);
      throw error;
    }
  },
});

/**
 * A schedule says so. One that version 0.1.0 has installed cannot: what it starts, word for word,
 * with nobody before it, is taken for one until it is installed anew (`schedule status` asks for that).
 */
function isScheduled(
  { scheduled, all, force, exitCode, dryRun }: Values<typeof takes>,
  { out }: Session,
): boolean {
  const wordForWord = all && out.quiet && !out.json && !force && !exitCode && !dryRun;
  return scheduled || (wordForWord && !process.stderr.isTTY);
}

async function renewing(
  { names, force, dryRun, exitCode, scheduled, record: recordTo }: Values<typeof takes>,
  session: Session,
): Promise<ReportOf<'renew'>> {
  // Loaded only for a person: most runs are the schedule's, and find nothing due.
  const dialogues = session.ask === null || dryRun ? null : await import('../dialogues/renew.ts');
  await dialogues?.prepareRenewal(openContext(session), names, { force }, session);
  const several = await concernsSeveral(names, session);
  const progress = followSteps(session, several);
  if (several) await keepMemorySmall();
  const unseen = openContext(session, progress.observe);
  const isRecorded = recordTo !== null && (await isThere(unseen, names));
  const recording = isRecorded ? await record(unseen, { folder: recordTo }) : null;
  const context = recording?.context ?? unseen;
  const results = await recorded(recording, session, async () => {
    const first = await renewAll(context, names, { force, dryRun });
    return (await dialogues?.useUnproven(context, first, session)) ?? first;
  });
  if (!dryRun && results.length > 0) makeCompileCache();
  const imports = await dialogues?.offerImports(context, results, session);
  const [only] = results;
  const single = results.length === 1 && only !== undefined;
  const { troubles, reminded } = dryRun
    ? { troubles: [], reminded: 0 }
    : await afterRun(context, results, { scheduled }, session);
  return {
    exitCode: reminded > 0 ? exitCodes.failed : renewalExitCode(results, exitCode),
    // Of thousands each is most of the memory in use, and only one of them is asked for.
    get json() {
      return { results: results.map((result) => renewalJson(result, session)) };
    },
    get text() {
      if (single) return renderRenewal(only, session, imports?.get(only.name));
      const told = [...(imports?.values() ?? [])].flat();
      return [renderRenewals(results, session), ...told].join('\n');
    },
    whenQuiet: '',
    failures: [...renewalFailures(results, progress), ...troubles],
  };
}

/** Whether there is anything to renew: else the run says so, and no folder is made for a record. */
async function isThere(context: Context, [name]: readonly string[]): Promise<boolean> {
  const { certificates } = await configuration(context);
  if (name === undefined) return certificates.size > 0;
  return certificates.has(await nameMeant(context, name));
}

/** The renewal as without it; what was seen is written whatever became of it. */
async function recorded(
  recording: Recording | null,
  session: Session,
  work: () => Promise<readonly RenewalResult[]>,
): Promise<readonly RenewalResult[]> {
  if (recording === null) return work();
  let results: readonly RenewalResult[] = [];
  try {
    results = await work();
    return results;
  } finally {
    await tellRecord(recording, results, session);
  }
}

/** A record that could not be written fails nothing: the renewal is what it is. */
async function tellRecord(
  recording: Recording,
  results: readonly RenewalResult[],
  { out, text }: Session,
): Promise<void> {
  const said = text.said.record;
  try {
    const file = await recording.write(results);
    if (file !== null && !out.quiet) out.tell(said.written(file));
  } catch {
    out.tell(said.lost);
  }
}

async function rehearsing(names: readonly string[], session: Session): Promise<ReportOf<'renew'>> {
  const { out, text } = session;
  const progress = followSteps(session, await concernsSeveral(names, session));
  if (!out.json && !out.quiet) out.tell(text.rehearsing.begin);
  const { rehearse } = await import('../rehearse.ts');
  const { rehearsalJson, renderRehearsal } = await import('../render/rehearsal.ts');
  const rehearsed = await rehearse(openContext(session, progress.observe), names);
  return {
    exitCode: renewalExitCode(rehearsed.results, false),
    json: rehearsalJson(rehearsed, session),
    text: renderRehearsal(rehearsed, session),
    failures: renewalFailures(rehearsed.results, progress),
  };
}

async function keepMemorySmall(): Promise<void> {
  (await import('../small-memory.ts')).keepYoungHeapSmall();
}

/** One certificate is shown step by step, also when it is the only one and was not named. */
async function concernsSeveral(names: readonly string[], session: Session): Promise<boolean> {
  if (names.length > 0) return names.length > 1;
  return (await configuration(openContext(session))).certificates.size > 1;
}
