import { renew } from './commands/renew.ts';
import { speechOf } from './language.ts';
import { runCommandLine } from './run-command-line.ts';

/**
 * `renew` and what it needs to see that nothing is due, in a file of its own like `check`: the
 * schedule asks every day, and on most days that is all.
 */
export async function runRenew(args: readonly string[]): Promise<void> {
  await runCommandLine(args, speechOf, ([_name, ...rest]) =>
    Promise.resolve({ command: renew, args: rest }),
  );
}
