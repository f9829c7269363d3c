import path from 'node:path';
import * as vscode from 'vscode';
import { hasCode } from '@weborca-cert/core/errors';
import type { AskPassword } from '../model/told.ts';
import { t } from './l10n.ts';

/**
 * Runs `work` with a way to ask for a file's password, again and again while it is wrong.
 *
 * @throws CancellationError when the person closes the box
 */
export async function withPassword<T>(
  file: string,
  work: (ask: AskPassword) => Promise<T>,
): Promise<T> {
  for (let wrong = false; ; wrong = true) {
    const ask = async (): Promise<string> => askOnce(file, wrong);
    try {
      return await work(ask);
    } catch (error) {
      if (!hasCode(error, 'password-wrong')) throw error;
    }
  }
}

async function askOnce(file: string, wrong: boolean): Promise<string> {
  const box = vscode.window.createInputBox();
  box.title = t('Password of {0}', path.basename(file));
  box.prompt = wrong
    ? t('That password does not open the file. Please enter it again.')
    : t('The password that was issued with the certificate (WebORCA shows it once).');
  box.password = true;
  box.ignoreFocusOut = true;
  try {
    return await new Promise((resolve, reject) => {
      box.onDidHide(() => {
        reject(new vscode.CancellationError());
      });
      box.onDidAccept(() => {
        resolve(box.value);
        // VS Code keeps a hidden box with what was typed until another one opens: showInputBox
        // would leave the password in the page.
        box.value = '';
        box.hide();
      });
      box.show();
    });
  } finally {
    box.dispose();
  }
}
