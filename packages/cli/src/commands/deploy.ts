import { deploy as deployAll, deployElevated } from '@weborca-cert/core';
import { flag, many } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { keyPasswordField, namedPasswords, passwordFields } from '../passwords.ts';
import { deployedJson, renderDeployed } from '../render/deployed.ts';
import { openContext } from '../session.ts';

export const deploy = command({
  name: 'deploy',
  takes: {
    names: many('N'),
    dryRun: flag('dry-run'),
    elevate: flag('elevate'),
    ...keyPasswordField,
    ...passwordFields,
  },
  async run({ names, dryRun, elevate, ...passwords }, session) {
    const present = namedPasswords(passwords, session);
    const context = openContext(session);
    const results =
      elevate && !dryRun
        ? await deployElevated(context, names, present.present)
        : await deployAll(context, names, { dryRun, ...present });
    const failed = results.some(({ error }) => error !== undefined);
    return {
      exitCode: failed ? exitCodes.failed : exitCodes.done,
      json: { results: results.map((result) => deployedJson(result, session)) },
      text: results.length === 0 ? null : renderDeployed(results, dryRun, session),
      ...(dryRun ? {} : { whenQuiet: '' }),
      failures: results.flatMap(({ name, error }) =>
        error === undefined ? [] : [{ name, error }],
      ),
    };
  },
});
