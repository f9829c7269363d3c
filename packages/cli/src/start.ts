import { standardStreams } from './standard-streams.ts';

/** It cannot be told any more: see `outliving` in standard-streams.ts. */
const lost = (): void => undefined;

/**
 * The command on a Node that is new enough. `--version`, `check` and `renew` load nothing but
 * themselves. Never rejects.
 */
export async function start(args: readonly string[], version: string): Promise<void> {
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    standardStreams(process, lost).write(`${version}\n`);
    return;
  }
  const [first] = args.some((arg) => /^(?:--help|-h|--version|-V)$/.test(arg)) ? [] : args;
  if (first === 'check') await (await import('./quick-check.ts')).runCheck(args);
  else if (first === 'renew') await (await import('./quick-renew.ts')).runRenew(args);
  else await (await import('./cli.ts')).runCli(args, version);
}
