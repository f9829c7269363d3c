import * as vscode from 'vscode';
import type { TextLink } from '../model/connection-document.ts';

const scheme = 'weborca-report';

/** A text to read and to copy from, which nobody is asked to save. */
export interface ReportDocument extends vscode.Disposable {
  /** One document a title: shown again, it has the new text. */
  readonly show: (title: string, content: string) => Promise<void>;
  /** The same as Markdown, with links that run commands. */
  readonly showMarkdown: (
    title: string,
    content: string,
    links: readonly TextLink[],
  ) => Promise<void>;
}

export function provideReportDocument(): ReportDocument {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const texts = new Map<string, string>();
  const linked = new Map<string, readonly TextLink[]>();
  const registration = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: ({ path }) => texts.get(path) ?? '',
    }),
    vscode.languages.registerDocumentLinkProvider(
      { scheme },
      {
        provideDocumentLinks: (document) =>
          (linked.get(document.uri.path) ?? []).map((link) => documentLink(document, link)),
      },
    ),
  );
  const open = async (file: string, content: string, links: readonly TextLink[]): Promise<void> => {
    // A name may have a slash in it.
    const uri = vscode.Uri.from({ scheme, path: file.replaceAll('/', '-') });
    texts.set(uri.path, content);
    linked.set(uri.path, links);
    changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  };
  return {
    show: (title, content) => open(`${title}.txt`, content, []),
    showMarkdown: (title, content, links) => open(`${title}.md`, content, links),
    dispose: () => {
      registration.dispose();
      changed.dispose();
    },
  };
}

function documentLink(
  document: vscode.TextDocument,
  { start, end, command, args }: TextLink,
): vscode.DocumentLink {
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  const query = encodeURIComponent(JSON.stringify(args));
  return new vscode.DocumentLink(range, vscode.Uri.parse(`command:${command}?${query}`, true));
}
