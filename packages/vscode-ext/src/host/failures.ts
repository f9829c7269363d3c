import * as vscode from 'vscode';
import type { CoreCalls } from './core.ts';
import { hasCode } from '@weborca-cert/core/errors';
import { about, sentences } from '../model/sentences.ts';
import { wayOutOf } from '../model/way-out.ts';
import { language, t } from './l10n.ts';

/** Shows a failure as a plain sentence with the way out and the log; the log gets the causes. */
export type ShowFailure = (error: unknown, of?: Certificate) => Promise<void>;

/** The certificate that something failed for. */
interface Certificate {
  readonly name: string;
  readonly shown: string;
}

export function failuresShownBy(core: CoreCalls, log: vscode.LogOutputChannel): ShowFailure {
  return async (error, of) => {
    // The person who called something off knows it.
    if (error instanceof vscode.CancellationError || hasCode(error, 'interrupted')) return;
    const explanation = await core.explain(error);
    const { code, sentence } = explanation;
    logCauses(log, code, error);
    const { text, buttons } = wayOutOf(explanation, t);
    const showLog = t('Show log');
    const answer = await vscode.window.showErrorMessage(
      sentences(language(), about(sentence, of), text, await core.whomToCall()),
      ...buttons.map(({ label }) => label),
      showLog,
    );
    if (answer === showLog) log.show(true);
    const next = buttons.find(({ label }) => label === answer);
    if (next !== undefined)
      await vscode.commands.executeCommand(next.command, ...nameIn(error, of));
  };
}

/** The certificate that it failed for, or that the error names. */
function nameIn(error: unknown, of: Certificate | undefined): readonly string[] {
  if (of !== undefined) return [of.name];
  if (!(error instanceof Error) || !('details' in error)) return [];
  const { details } = error;
  if (typeof details !== 'object' || details === null || !('name' in details)) return [];
  return typeof details.name === 'string' ? [details.name] : [];
}

/** Code, type and place only: the text of a foreign error may hold anything. */
function logCauses(log: vscode.LogOutputChannel, code: string, error: unknown): void {
  log.error(`[${code}]`);
  for (let at = error; at instanceof Error; at = at.cause) {
    log.error(`${at.name}: ${at.stack?.split('\n').slice(1).join('\n') ?? ''}`);
  }
}
