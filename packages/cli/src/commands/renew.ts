import { configuration, renew as renewAll } from '@weborca-cert/core';
import { afterRun, afterStop } from '../after-run.ts';
import { flag, many, type Values } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command, type Report } from '../command.ts';
import { prepareRenewal, useUnproven } from '../dialogues/renew.ts';
import { followSteps } from '../render/progress.ts';
import { rehearsalJson, renderRehearsal } from '../render/rehearsal.ts';
import {
  renderRenewal,
  renderRenewals,
  renewalExitCode,
  renewalFailures,
  renewalJson,
} from '../render/renewals.ts';
import { openContext, type Session } from '../session.ts';
import { keepingMemorySmall } from '../small-memory.ts';

const takes = {
  names: many('N'),
  all: flag('all'),
  force: flag('force'),
  dryRun: flag('dry-run'),
  rehearse: flag('rehearse'),
  exitCode: flag('exit-code'),
};

export const renew = command({
  name: 'renew',
  takes,
  async run(values, session) {
    const { names, all, force, dryRun, rehearse } = values;
    if (all && names.length > 0) throw usageError('names-and-all');
    if (rehearse && (dryRun || force))
      throw usageError('options-conflict', '--rehearse, --dry-run, --force');
    if (rehearse) return rehearsing(names, session);
    try {
      return await renewing(values, session);
    } catch (error) {
      if (names.length === 0 && !dryRun) await afterStop(openContext(session), error, session);
      throw error;
    }
  },
});

async function renewing(
  { names, force, dryRun, exitCode }: Values<typeof takes>,
  session: Session,
): Promise<Report> {
  if (!dryRun) {
    const answered = await prepareRenewal(openContext(session), names, { force }, session);
    if (answered !== null) return answered;
  }
  const several = await concernsSeveral(names, session);
  const progress = followSteps(session, several);
  const { observe } = progress;
  const context = openContext(session, several ? keepingMemorySmall(observe) : observe);
  const first = await renewAll(context, names, { force, dryRun });
  const results = dryRun ? first : await useUnproven(context, first, session);
  const [only] = results;
  const single = results.length === 1 && only !== undefined;
  const troubles = dryRun
    ? []
    : await afterRun(context, results, { all: names.length === 0 }, session);
  return {
    exitCode: renewalExitCode(results, exitCode),
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
  const rehearsed = await rehearse(openContext(session, progress.observe), names);
  return {
    exitCode: renewalExitCode(rehearsed.results, false),
    json: rehearsalJson(rehearsed, session),
    text: renderRehearsal(rehearsed, session),
    failures: renewalFailures(rehearsed.results, progress),
  };
}

/** One certificate is shown step by step, also when it is the only one and was not named. */
async function concernsSeveral(names: readonly string[], session: Session): Promise<boolean> {
  if (names.length > 0) return names.length > 1;
  return (await configuration(openContext(session))).certificates.size > 1;
}
