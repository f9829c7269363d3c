import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { programPlaces } from '../model/program-places.ts';
import { environment } from './environment.ts';
import { language, t } from './l10n.ts';
import { textSetting } from './settings.ts';

export interface Said {
  readonly ok: boolean;
  readonly text: string;
}

/**
 * Runs the command weborca-cert, which has what an editor has not: a program that a scheduler can
 * start, and the stand-in service of a rehearsal. Null: it is not on this computer, and that is said.
 */
export async function commandLine(
  args: readonly string[],
  signal: AbortSignal,
): Promise<Said | null> {
  const program = await find();
  if (program === null) {
    const how = t('How to Install');
    const answer = await vscode.window.showWarningMessage(
      t('This needs the command weborca-cert, which was not found on this computer.'),
      how,
    );
    if (answer === how) await vscode.env.openExternal(vscode.Uri.parse(page));
    return null;
  }
  const config = textSetting('configurationFile');
  const all = [
    ...args,
    '--lang',
    language(),
    ...(config === undefined ? [] : ['--config', config]),
  ];
  return new Promise((resolve) => {
    const options = { env: environment(), signal, windowsHide: true, maxBuffer: 4 << 20 };
    execFile(program, all, options, (error, stdout, stderr) => {
      resolve({ ok: error === null, text: `${stdout}${stderr}` });
    });
  });
}

const page = 'https://github.com/weborca-cert/weborca-cert#readme';

async function find(): Promise<string | null> {
  for (const file of programPlaces(process.env['PATH'] ?? '', process.platform, path.delimiter)) {
    try {
      if ((await stat(file)).isFile()) return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}
