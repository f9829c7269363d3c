import * as vscode from 'vscode';

/** The language-model tool `weborca_get_certificate_status`: read-only. */
export function provideStatusTool(answer: () => Promise<string>): vscode.Disposable {
  return vscode.lm.registerTool('weborca_get_certificate_status', {
    prepareInvocation: () => ({
      invocationMessage: vscode.l10n.t('Reading the state of the WebORCA certificates'),
    }),
    invoke: async () =>
      new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(await answer())]),
  });
}
