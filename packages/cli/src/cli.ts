import { asWeborcaError, type WeborcaError } from '@weborca-cert/core';
import { checkCommon, splitCommon } from './arguments/common.ts';
import { usageError } from './arguments/usage.ts';
import type { Report } from './command.ts';
import { commands } from './commands/index.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { errorJson, tellFailure } from './failures.ts';
import type { CommandName } from './help/types.ts';
import { createSpeech } from './language.ts';
import { createOutput } from './output.ts';
import { createAsk } from './prompt.ts';
import { resolveCommand } from './resolve.ts';
import type { Session } from './session.ts';
import { listenForStop } from './stop.ts';

/** Everything a command line does, from its words to the process's exit code. Never rejects. */
export async function runCli(args: readonly string[], version: string): Promise<void> {
  const split = splitCommon(args);
  const { common, rest } = split;
  const out = createOutput(common, process.stdout, process.stderr);
  const speech = await createSpeech(common.lang);
  const stop = listenForStop(() => out.isLive && out.tell(speech.text.said.stopping));
  const speaking = { out, ...speech };
  let name: CommandName | null = null;
  try {
    checkCommon(split);
    if (common.version) return tellVersion(version, out);
    const [first, ...others] = rest;
    const resolved = resolveCommand(first === 'help' ? others : rest);
    if (common.help || first === 'help' || resolved.kind === 'group') {
      const { tellHelp } = await import('./help/tell.ts');
      return await tellHelp(resolved, speaking);
    }
    if (resolved.kind === 'none') throw usageError('command-missing');
    ({ name } = resolved);
    const command = await commands[name]?.();
    if (command === undefined) throw usageError('command-unknown', name);
    const ask = createAsk(process.stdin, process.stderr, { json: out.json, signal: stop.signal });
    const session: Session = { ...speaking, command: name, common, ask, signal: stop.signal };
    const report = await command.start(resolved.args, session);
    if (report !== null) tellReport(report, session);
    process.exitCode = stop.signal.aborted ? exitCodes.interrupted : (report?.exitCode ?? 0);
  } catch (thrown) {
    const error = asWeborcaError(thrown);
    const teller = { ...speaking, command: name };
    if (out.json) out.document(name ?? 'weborca-cert', { error: errorJson(error, teller) });
    else tellFailure({ error }, teller);
    process.exitCode = stop.signal.aborted ? exitCodes.interrupted : exitCodeOf(error);
  } finally {
    stop.end();
  }
}

/** What an error that ends the whole command means for the process. */
export function exitCodeOf({ code }: Pick<WeborcaError, 'code'>): ExitCode {
  if (code === 'usage-invalid' || code === 'config-invalid') return exitCodes.usage;
  return code === 'interrupted' ? exitCodes.interrupted : exitCodes.failed;
}

function tellReport(report: Report, session: Session): void {
  const { out } = session;
  if (out.json) {
    out.document(session.command, report.json);
    return;
  }
  // A failed step's own line comes right below the steps before it.
  const [first, ...others] = report.failures ?? [];
  const text = out.quiet ? (report.whenQuiet ?? report.text) : report.text;
  if (text !== '') {
    out.pause();
    out.answer(text);
  }
  if (first === undefined) return;
  if (text !== '') out.tell('');
  tellFailure(first, session);
  for (const failure of others) {
    out.tell('');
    tellFailure(failure, session);
  }
}

function tellVersion(version: string, out: Session['out']): void {
  if (out.json) out.document('version', { version, node: process.version });
  else out.answer(version);
}
