import * as vscode from 'vscode';
import type { TextLink } from '../model/connection-document.ts';
import { commandUri } from '../model/html.ts';

const scheme = 'weborca-report';

/** A text to read and to copy from, which VS Code does not ask to save. */
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
  let shown = 0;
  const registration = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
    }),
    vscode.languages.registerDocumentLinkProvider(
      { scheme },
      {
        provideDocumentLinks: (document) =>
          (linked.get(document.uri.toString()) ?? []).map((link) => documentLink(document, link)),
      },
    ),
  );
  const open = async (file: string, content: string, links: readonly TextLink[]): Promise<void> => {
    // Over a new text VS Code leaves the links of the one before for seconds, where a click would run
    // another one's command: what has links is another document each time.
    const query = links.length === 0 ? '' : String(++shown);
    // A name may have a slash in it.
    const uri = vscode.Uri.from({ scheme, path: file.replaceAll('/', '-'), query });
    texts.set(uri.toString(), content);
    linked.set(uri.toString(), links);
    changed.fire(uri);
    let document = await vscode.workspace.openTextDocument(uri);
    // Lines of a report are as long as a path: the language's settings in package.json wrap them.
    if (file.endsWith('.txt'))
      document = await vscode.languages.setTextDocumentLanguage(document, 'weborca-report');
    // What a link opens comes beside it.
    await vscode.window.showTextDocument(document, { preview: links.length === 0 });
    for (const tab of earlierTabs(uri)) {
      texts.delete(tab.uri.toString());
      linked.delete(tab.uri.toString());
      await vscode.window.tabGroups.close(tab.tab);
    }
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

interface ShownTab {
  readonly tab: vscode.Tab;
  readonly uri: vscode.Uri;
}

/** Those of the same title that were shown before. */
function earlierTabs({ path, query }: vscode.Uri): readonly ShownTab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.flatMap((tab) => {
    if (!(tab.input instanceof vscode.TabInputText)) return [];
    const { uri } = tab.input;
    const isEarlier = uri.scheme === scheme && uri.path === path && uri.query !== query;
    return isEarlier ? [{ tab, uri }] : [];
  });
}

function documentLink(
  document: vscode.TextDocument,
  { start, end, command, args }: TextLink,
): vscode.DocumentLink {
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  return new vscode.DocumentLink(range, vscode.Uri.parse(commandUri(command, args), true));
}
