import { configuration, renew as renewAll } from '@weborca-cert/core';
import { flag, many } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command } from '../command.ts';
import { followSteps } from '../render/progress.ts';
import {
  renderRenewal,
  renderRenewals,
  renewalExitCode,
  renewalFailures,
  renewalJson,
} from '../render/renewals.ts';
import { openContext, type Session } from '../session.ts';

export const renew = command({
  name: 'renew',
  takes: {
    names: many('N'),
    all: flag('all'),
    force: flag('force'),
    dryRun: flag('dry-run'),
    exitCode: flag('exit-code'),
  },
  async run({ names, all, force, dryRun, exitCode }, session) {
    if (all && names.length > 0) throw usageError('names-and-all');
    const progress = followSteps(session, await concernsSeveral(names, session));
    const context = openContext(session, progress.observe);
    const results = await renewAll(context, names, { force, dryRun });
    const [only] = results;
    const single = results.length === 1 && only !== undefined;
    return {
      exitCode: renewalExitCode(results, exitCode),
      json: { results: results.map((result) => renewalJson(result, session)) },
      text: single ? renderRenewal(only, session) : renderRenewals(results, session),
      whenQuiet: '',
      failures: renewalFailures(results, progress),
    };
  },
});

/** One certificate is shown step by step, also when it is the only one and was not named. */
async function concernsSeveral(names: readonly string[], session: Session): Promise<boolean> {
  if (names.length > 0) return names.length > 1;
  return (await configuration(openContext(session))).certificates.size > 1;
}
