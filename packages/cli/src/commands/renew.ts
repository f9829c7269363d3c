import { renew as renewAll } from '@weborca-cert/core';
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
import { openContext } from '../session.ts';

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
    const progress = followSteps(session, names.length !== 1);
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
