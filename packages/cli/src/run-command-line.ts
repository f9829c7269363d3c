import {
  asWeborcaError,
  reasonOf,
  systemReasons,
  type Support,
  type WeborcaError,
} from '@weborca-cert/core';
import { checkCommon, splitCommon } from './arguments/common.ts';
import type { Command, Report } from './command.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import type { CommandName } from './help/types.ts';
import type { Speech } from './language.ts';
import type { Running } from './looking.ts';
import { createOutput } from './output.ts';
import { createAsk, type Ask } from './prompt.ts';
import { listenForStop } from './stop.ts';
import { outlookOf } from './outlook.ts';
import { processTexts } from './text/process.ts';
import { createVoice, wordIn, type Voice } from './voice.ts';

/** A command and the words that are left for it. */
export interface Found<V = Speech> {
  readonly command: Command<V & Running>;
  readonly args: readonly string[];
}

/** What is known before a command is found. */
export type Opening = Pick<Running, 'common' | 'out'> & Pick<Voice, 'language'>;

/**
 * Everything a command line does, from its words to the process's exit code. Never rejects.
 *
 * @param speak adds the texts that the command needs besides its own
 * @param find the command that the words ask for; null when it was answered already (help)
 */
export async function runCommandLine<V extends Voice>(
  args: readonly string[],
  speak: (voice: Voice) => V,
  find: (rest: readonly string[], opening: Opening) => Promise<Found<V> | null>,
): Promise<void> {
  const split = splitCommon(args);
  const { common, rest } = split;
  const voice = createVoice(common.lang);
  const said = voice.say(processTexts);
  const out = await createOutput(common, process, (error) =>
    said.answerLost(wordIn(voice.say(systemReasons), reasonOf(error))),
  );
  const stop = listenForStop(() => out.isLive && out.tell(said.stopping));
  let name: CommandName | null = null;
  try {
    checkCommon(split);
    const found = await find(rest, { common, out, language: voice.language });
    if (found === null) return;
    const { command } = found;
    ({ name } = command);
    const { signal } = stop;
    let ask: Ask | null | undefined;
    const session = {
      ...speak({ ...voice, outlook: await outlookOf(name, common) }),
      out,
      command: name,
      common,
      signal,
      passSignals: stop.end,
      get ask() {
        if (ask === undefined) ask = createAsk(process, { json: out.json, signal });
        return ask;
      },
    };
    const report = await command.start(found.args, session);
    if (report !== null && 'endedWith' in report) {
      process.exitCode = report.endedWith;
      return;
    }
    if (report !== null) await tellReport(report, session);
    process.exitCode = stop.signal.aborted ? exitCodes.interrupted : (report?.exitCode ?? 0);
  } catch (thrown) {
    const error = asWeborcaError(thrown);
    const { errorJson, tellFailure } = await import('./failures.ts');
    const { speechOf } = await import('./language.ts');
    const { supportFor, tellSupport } = await import('./support.ts');
    const outlook = await outlookOf(name, common);
    const teller = { ...speechOf({ ...voice, outlook }), out, command: name };
    const support = await supportFor([error], { common });
    if (out.json) {
      out.document(name ?? 'weborca-cert', {
        error: errorJson(error, teller),
        ...(support === null ? {} : { support }),
      });
    } else {
      tellFailure({ error }, teller);
      tellSupport(support, teller);
    }
    process.exitCode = stop.signal.aborted ? exitCodes.interrupted : exitCodeOf(error);
  } finally {
    stop.end();
  }
}

/** What an error that ends the whole command means for the process. */
export function exitCodeOf({ code }: Pick<WeborcaError, 'code'>): ExitCode {
  // An unknown name is a wrong argument: nothing was done, and nothing of a certificate failed.
  const usage = ['usage-invalid', 'config-invalid', 'name-unknown', 'nothing-under-care'];
  if (usage.includes(code)) return exitCodes.usage;
  return code === 'interrupted' ? exitCodes.interrupted : exitCodes.failed;
}

async function tellReport(report: Report<object>, session: Voice & Running): Promise<void> {
  const { out, command } = session;
  if (out.json) {
    const support = await supportOf(report, session);
    out.document(command, { ...report.json, ...(support === null ? {} : { support }) });
    return;
  }
  // A failed step's own line comes right below the steps before it.
  const [first, ...others] = report.failures ?? [];
  const whole = report.text ?? (await (await import('./nothing.ts')).sayNothingUnderCare(session));
  const text = out.quiet ? (report.whenQuiet ?? whole) : whole;
  if (text !== '') {
    out.pause();
    out.answer(text, { verbatim: report.verbatim === true });
  }
  for (const piece of report.pieces ?? []) out.answer(piece, { verbatim: true });
  if (first !== undefined) {
    const { tellFailure } = await import('./failures.ts');
    const { speechOf } = await import('./language.ts');
    const teller = { ...speechOf(session), out, command };
    if (text !== '') out.tell('');
    tellFailure(first, teller);
    for (const failure of others) {
      out.tell('');
      tellFailure(failure, teller);
    }
  }
  const support = await supportOf(report, session);
  if (support === null) return;
  const { tellSupport } = await import('./support.ts');
  tellSupport(support, session);
}

/** Below what failed, also where the command's own text has told it; null: nothing did. */
async function supportOf(
  { exitCode, failures = [], saysWhomToCall = false }: Report<object>,
  running: Running,
): Promise<Support | null> {
  if (saysWhomToCall || (failures.length === 0 && exitCode !== exitCodes.failed)) return null;
  const { supportFor } = await import('./support.ts');
  return supportFor(
    failures.map(({ error }) => error),
    running,
  );
}
