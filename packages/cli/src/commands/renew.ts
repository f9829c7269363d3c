import { configuration, renew as renewAll, type Observer } from '@weborca-cert/core';
import { afterRun, afterStop } from '../after-run.ts';
import { flag, many, type Values } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command, type Report } from '../command.ts';
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
};

export const renew = command({
  name: 'renew',
  takes,
  async run(values, session) {
    const { names, all, force, dryRun, rehearse } = values;
    if (all && names.length > 0) throw usageError('names-and-all');
    if (rehearse && (dryRun || force))
      throw usageError('options-conflict', '--rehearse, --dry-run, --force');
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
  { names, force, dryRun, exitCode, scheduled }: Values<typeof takes>,
  session: Session,
): Promise<Report> {
  // What nobody is there for is not loaded: most runs are the schedule's, and find nothing due.
  const dialogues = session.ask === null || dryRun ? null : await import('../dialogues/renew.ts');
  await dialogues?.prepareRenewal(openContext(session), names, { force }, session);
  const several = await concernsSeveral(names, session);
  const progress = followSteps(session, several);
  const { observe } = progress;
  const context = openContext(session, several ? await smallMemory(observe) : observe);
  const first = await renewAll(context, names, { force, dryRun });
  const results = (await dialogues?.useUnproven(context, first, session)) ?? first;
  if (!dryRun && results.length > 0) makeCompileCache();
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
      return single ? renderRenewal(only, session) : renderRenewals(results, session);
    },
    whenQuiet: '',
    failures: [...renewalFailures(results, progress), ...troubles],
  };
}

async function rehearsing(names: readonly string[], session: Session): Promise<Report> {
  const { out, text } = session;
  const progress = followSteps(session, await concernsSeveral(names, session));
  if (!out.json && !out.quiet) out.tell(text.running.rehearsing.begin);
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

async function smallMemory(observe: Observer): Promise<Observer> {
  return (await import('../small-memory.ts')).keepingMemorySmall(observe);
}

/** One certificate is shown step by step, also when it is the only one and was not named. */
async function concernsSeveral(names: readonly string[], session: Session): Promise<boolean> {
  if (names.length > 0) return names.length > 1;
  return (await configuration(openContext(session))).certificates.size > 1;
}
