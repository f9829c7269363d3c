import { usageError } from './arguments/usage.ts';
import { commands } from './commands/index.ts';
import { speechOf } from './language.ts';
import { resolveCommand, type Resolved } from './resolve.ts';
import { runCommandLine, type Found, type Opening } from './run-command-line.ts';

/** Runs any command line; sets the process's exit code. */
export async function runCli(args: readonly string[], version: string): Promise<void> {
  await runCommandLine(args, speechOf, (rest, opening) => findCommand(rest, version, opening));
}

async function findCommand(
  rest: readonly string[],
  version: string,
  opening: Opening,
): Promise<Found | null> {
  const { common, out } = opening;
  if (common.version) {
    tellVersion(version, out);
    return null;
  }
  const [first, ...others] = rest;
  const wantsAll = first === 'help' && others.join(' ') === '--all';
  const resolved: Resolved = wantsAll
    ? { kind: 'all' }
    : resolveCommand(first === 'help' ? others : rest);
  // Somebody at a terminal who types nothing but the name wants to see what there is.
  const curious = resolved.kind === 'none' && process.stdout.isTTY && !common.json;
  if (common.help || first === 'help' || resolved.kind === 'group' || curious) {
    const { tellHelp } = await import('./help/tell.ts');
    await tellHelp(resolved, opening);
    return null;
  }
  if (resolved.kind === 'none' || resolved.kind === 'all') throw usageError('command-missing');
  return { command: await commands[resolved.name](), args: resolved.args };
}

function tellVersion(version: string, out: Opening['out']): void {
  if (out.json) out.document('version', { version, node: process.version });
  else out.answer(version);
}
