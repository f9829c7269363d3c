import { configuration, renew as renewAll, type Context } from '@weborca-cert/core';
import { afterRun } from '../after-run.ts';
import { flag, many } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command, type Report } from '../command.ts';
import { prepareRenewal } from '../dialogues/renew.ts';
import { followSteps, type Progress } from '../render/progress.ts';
import { rehearsalJson, renderRehearsal } from '../render/rehearsal.ts';
import {
  renderRenewal,
  renderRenewals,
  renewalExitCode,
  renewalFailures,
  renewalJson,
} from '../render/renewals.ts';
import { openContext, type Session } from '../session.ts';
import { keepYoungMemorySmall } from '../young-memory.ts';

export const renew = command({
  name: 'renew',
  takes: {
    names: many('N'),
    all: flag('all'),
    force: flag('force'),
    dryRun: flag('dry-run'),
    rehearse: flag('rehearse'),
    exitCode: flag('exit-code'),
  },
  async run({ names, all, force, dryRun, rehearse: practice, exitCode }, session) {
    if (all && names.length > 0) throw usageError('names-and-all');
    if (practice && (dryRun || force))
      throw usageError('options-conflict', '--rehearse, --dry-run, --force');
    if (!dryRun && !practice) {
      const answered = await prepareRenewal(openContext(session), names, { force }, session);
      if (answered !== null) return answered;
    }
    const several = await concernsSeveral(names, session);
    if (several) keepYoungMemorySmall();
    const progress = followSteps(session, several);
    const context = openContext(session, progress.observe);
    if (practice) return rehearsing(context, names, session, progress);
    const results = await renewAll(context, names, { force, dryRun });
    const [only] = results;
    const single = results.length === 1 && only !== undefined;
    const troubles = dryRun
      ? []
      : await afterRun(context, results, { all: names.length === 0 }, session);
    return {
      exitCode: renewalExitCode(results, exitCode),
      json: { results: results.map((result) => renewalJson(result, session)) },
      text: single ? renderRenewal(only, session) : renderRenewals(results, session),
      whenQuiet: '',
      failures: [...renewalFailures(results, progress), ...troubles],
    };
  },
});

async function rehearsing(
  context: Context,
  names: readonly string[],
  session: Session,
  progress: Progress,
): Promise<Report> {
  const { out, text } = session;
  if (!out.json && !out.quiet) out.tell(text.running.rehearsing.begin);
  const { rehearse } = await import('../rehearse.ts');
  const rehearsed = await rehearse(context, names);
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
