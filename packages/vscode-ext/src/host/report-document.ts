import * as vscode from 'vscode';

const scheme = 'weborca-report';

/** A text to read and to copy from, which nobody is asked to save. */
export interface ReportDocument extends vscode.Disposable {
  /** One document a title: shown again, it has the new text. */
  readonly show: (title: string, content: string) => Promise<void>;
}

export function provideReportDocument(): ReportDocument {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const texts = new Map<string, string>();
  const registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ path }) => texts.get(path) ?? '',
  });
  return {
    show: async (title, content) => {
      const uri = vscode.Uri.from({ scheme, path: `${title}.txt` });
      texts.set(uri.path, content);
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
