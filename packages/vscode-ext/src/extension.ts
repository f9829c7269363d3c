import * as vscode from 'vscode';
import { start, type Started } from './host/start.ts';

let started: Started | undefined;

/** VS Code shows nothing by itself when this throws, so it is said here. */
export function activate(context: vscode.ExtensionContext): Started | undefined {
  try {
    started = start(context);
    started.opened.catch(tell);
    return started;
  } catch (error) {
    tell(error);
    return undefined;
  }
}

export async function deactivate(): Promise<void> {
  const [opened] = await Promise.allSettled([started?.opened]);
  if (opened.status === 'fulfilled') await opened.value?.stop();
}

function tell(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  void vscode.window.showErrorMessage(
    vscode.l10n.t('WebORCA certificates could not start: {0}', reason),
  );
}
