import * as vscode from 'vscode';
import { start, type Api } from './host/start.ts';

/** VS Code shows nothing by itself when this throws, so it is said here. */
export function activate(context: vscode.ExtensionContext): Api | undefined {
  try {
    return start(context);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(
      vscode.l10n.t('WebORCA certificates could not start: {0}', reason),
    );
    return undefined;
  }
}
