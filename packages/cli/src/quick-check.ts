import { check } from './commands/check.ts';
import { runCommandLine } from './run-command-line.ts';

/**
 * `check` and nothing else, with no sentence but its own. This is built into a file of its own: to
 * find and read one file takes a third of the time of finding forty, and monitoring asks often.
 */
export async function runCheck(args: readonly string[]): Promise<void> {
  await runCommandLine(
    args,
    (voice) => voice,
    ([_name, ...rest]) => Promise.resolve({ command: check, args: rest }),
  );
}
