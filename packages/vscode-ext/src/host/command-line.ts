import { execFile } from 'node:child_process';
import * as vscode from 'vscode';
import { sentences } from '../model/sentences.ts';
import { environment } from './environment.ts';
import { findProgram, type Found } from './find-program.ts';
import { language, t } from './l10n.ts';
import { textSetting } from './settings.ts';

export interface Said {
  readonly ok: boolean;
  readonly text: string;
}

/**
 * The command weborca-cert, which has what an editor has not: a program that a scheduler can start, and
 * the stand-in service of a rehearsal. Null: it is not on this computer, and that is said.
 */
export async function commandLine(): Promise<CommandLine | null> {
  const found = await findProgram(process.env, process.platform);
  if (found !== null) return (args, signal) => run(found, args, signal);
  const how = t('How to Install');
  const zip = t('On Windows a vendor hands it out as a zip; no Node.js is needed.');
  const missing = t('This needs the command weborca-cert, which was not found on this computer.');
  const message = process.platform === 'win32' ? sentences(language(), missing, zip) : missing;
  const answer = await vscode.window.showWarningMessage(message, how);
  if (answer === how) await vscode.env.openExternal(vscode.Uri.parse(page));
  return null;
}

type CommandLine = (args: readonly string[], signal: AbortSignal) => Promise<Said>;

function run(
  [program, ...words]: Found,
  args: readonly string[],
  signal: AbortSignal,
): Promise<Said> {
  const config = textSetting('configurationFile');
  const all = [
    ...words,
    ...args,
    '--lang',
    language(),
    ...(config === undefined ? [] : ['--config', config]),
  ];
  return new Promise((resolve) => {
    const options = { env: environment(), signal, windowsHide: true, maxBuffer: 4 << 20 };
    let said = '';
    const child = execFile(program, all, options, (error) => {
      // One that does not start (kept back by a virus scanner, say) tells nothing by itself.
      resolve({ ok: error === null, text: said === '' ? (error?.message ?? '') : said });
    });
    // As a terminal shows it: the steps stand in one stream, and what came of them in the other.
    const hear = (text: unknown): void => void (said += String(text));
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
  });
}

const page = 'https://github.com/weborca-cert/weborca-cert#readme';
