import * as vscode from 'vscode';
import { start, type Api } from './host/start.ts';

let started: Api | undefined;

/** VS Code shows nothing by itself when this throws, so it is said here. */
export function activate(context: vscode.ExtensionContext): Api | undefined {
  try {
    started = start(context);
    return started;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(
      vscode.l10n.t('WebORCA certificates could not start: {0}', reason),
    );
    return undefined;
  }
}

export async function deactivate(): Promise<void> {
  await started?.stop();
}
