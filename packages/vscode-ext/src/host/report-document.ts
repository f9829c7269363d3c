import * as vscode from 'vscode';

const scheme = 'weborca-report';

/** A text to read and to copy from, which nobody is asked to save. */
export interface ReportDocument extends vscode.Disposable {
  readonly show: (content: string) => Promise<void>;
}

export function provideReportDocument(title: string): ReportDocument {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const uri = vscode.Uri.from({ scheme, path: `${title}.txt` });
  let text = '';
  const registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: () => text,
  });
  return {
    show: async (content) => {
      text = content;
      changed.fire(uri);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document, { preview: true });
    },
    dispose: () => {
      registration.dispose();
      changed.dispose();
    },
  };
}
