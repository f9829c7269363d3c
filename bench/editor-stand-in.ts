// Stands in for `vscode` where the extension runs outside an editor: events, files, the faces that
// the bench looks at; everything else does nothing and answers nothing.
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export class EventEmitter<T> {
  readonly #listeners = new Set<(value: T) => void>();
  readonly event = (listener: (value: T) => void) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

const focus = new EventEmitter<{ focused: boolean }>();
const opened = new EventEmitter<unknown>();
/** What the bench does and looks at. */
export const bench = {
  handlers: new Map<string, (...args: unknown[]) => unknown>(),
  focus: () => focus.fire({ focused: true }),
  open: (document: unknown) => opened.fire(document),
  rows: 0,
  /** Of the project, below its files. */
  lines: 0,
  drawn: 0,
  problems: 0,
  timeline: 0,
};

const event = new EventEmitter<never>().event;
const disposable = { dispose: () => undefined };
export const Disposable = { from: () => disposable };
const file = (fsPath: string) => ({
  scheme: 'file',
  authority: '',
  fsPath,
  path: fsPath,
  toString: () => pathToFileURL(fsPath).href,
  with: ({ path: other }: { path: string }) => file(other),
});
export const Uri = {
  file,
  joinPath: (base: { fsPath: string }, ...parts: string[]) =>
    file(path.join(base.fsPath, ...parts)),
  from: () => file('/report'),
};
/** What is only made and handed on. */
function Plain(): void {}
export {
  Plain as Diagnostic,
  Plain as MarkdownString,
  Plain as ThemeIcon,
  Plain as ThemeColor,
  Plain as TreeItem,
  Plain as FileDecoration,
  Plain as RelativePattern,
  Plain as Range,
  Plain as Hover,
  Plain as CodeLens,
  Plain as CodeAction,
  Plain as WorkspaceEdit,
  Plain as LanguageModelToolResult,
  Plain as LanguageModelTextPart,
};
export class CancellationError extends Error {}
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export const StatusBarAlignment = { Left: 1 };
export class CancellationTokenSource {
  token = { isCancellationRequested: false };
  cancel(): void {
    this.token.isCancellationRequested = true;
  }
  dispose(): void {
    this.cancel();
  }
}
export const FileType = { File: 1 };
export const CodeActionKind = { QuickFix: 'quickfix' };
export const CodeActionTriggerKind = { Automatic: 2 };
export const ConfigurationTarget = { Global: 1 };
export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 };
export const ViewColumn = { Active: -1 };
export const ProgressLocation = { Notification: 15 };
export const QuickPickItemKind = { Separator: -1 };
export const version = '1.105.0';
export const env = { language: 'ja', appName: 'bench', clipboard: {} };
export const l10n = {
  t: (text: string, ...args: readonly unknown[]) =>
    text.replaceAll(/\{(\d)\}/g, (_all, index: string) => String(args[Number(index)])),
};
export const lm = { registerTool: () => disposable };
export const extensions = { getExtension: () => undefined };
export const commands = {
  registerCommand: (id: string, handler: (...args: unknown[]) => unknown) => {
    bench.handlers.set(id, handler);
    return disposable;
  },
  executeCommand: async () => undefined,
};
export const languages = {
  createDiagnosticCollection: () => ({
    set: (_uri: unknown, found: readonly unknown[] | undefined) => {
      bench.problems += found?.length ?? 0;
    },
    delete: () => undefined,
    dispose: () => undefined,
  }),
  registerHoverProvider: () => disposable,
  registerCodeActionsProvider: () => disposable,
  registerCodeLensProvider: () => disposable,
  registerDocumentLinkProvider: () => disposable,
};
interface Rows {
  readonly onDidChangeTreeData: (listener: () => void) => unknown;
  readonly getChildren: (row?: unknown) => Promise<readonly unknown[]>;
  readonly getTreeItem: (row: unknown) => unknown;
}

export const window = {
  createOutputChannel: () => ({
    info: () => undefined,
    warn: (text: string) => console.error(text),
    error: (text: string) => console.error(text),
    dispose: () => undefined,
  }),
  createStatusBarItem: () => ({ show: () => undefined, dispose: () => undefined }),
  createTreeView: (id: string, { treeDataProvider }: { readonly treeDataProvider: Rows }) => {
    treeDataProvider.onDidChangeTreeData(async () => {
      const rows = await treeDataProvider.getChildren();
      if (id.endsWith('.project')) {
        bench.lines = 0;
        for (const row of rows) {
          bench.lines += (await treeDataProvider.getChildren(row)).length;
          treeDataProvider.getTreeItem(row);
        }
        return;
      }
      bench.rows = rows.length;
      bench.drawn += 1;
      for (const row of rows) treeDataProvider.getTreeItem(row);
    });
    return { dispose: () => undefined, onDidExpandElement: event, selection: [] };
  },
  createWebviewPanel: () => ({
    webview: {
      set html(text: string) {
        bench.timeline = text.length;
      },
    },
    onDidDispose: event,
    reveal: () => undefined,
    dispose: () => undefined,
  }),
  onDidChangeWindowState: focus.event,
  state: { focused: true },
  registerCustomEditorProvider: () => disposable,
  registerFileDecorationProvider: () => disposable,
  registerWebviewPanelSerializer: () => disposable,
  showWarningMessage: async () => undefined,
  showInformationMessage: async () => undefined,
  showErrorMessage: async (text: string) => console.error(text),
  setStatusBarMessage: () => disposable,
  visibleTextEditors: [],
};
const settings: Readonly<Record<string, boolean>> = {
  reminders: true,
  'files.problems': true,
  'files.hover': true,
  'files.badges': true,
  'files.codeLens': true,
};
/** Hundreds of settings files, made by the bench. */
async function settingsFiles() {
  const folder = process.env['BENCH_FOLDER'] ?? '';
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => file(path.join(folder, name)));
}

export const workspace = {
  isTrusted: true,
  findFiles: settingsFiles,
  asRelativePath: ({ path: whole }: { path: string }) => whole,
  workspaceFolders: undefined,
  getWorkspaceFolder: () => undefined,
  textDocuments: [],
  getConfiguration: () => ({
    get: (name: string) => settings[name],
    inspect: (name: string) => ({ defaultValue: settings[name] }),
  }),
  onDidChangeConfiguration: event,
  onDidOpenTextDocument: opened.event,
  onDidSaveTextDocument: event,
  onDidChangeTextDocument: event,
  onDidCloseTextDocument: event,
  onDidGrantWorkspaceTrust: event,
  onDidChangeWorkspaceFolders: event,
  registerTextDocumentContentProvider: () => disposable,
  createFileSystemWatcher: () => ({
    onDidCreate: event,
    onDidChange: event,
    onDidDelete: event,
    dispose: () => undefined,
  }),
  fs: {
    stat: async ({ fsPath }: { fsPath: string }) => {
      const { mtimeMs, size } = await stat(fsPath);
      return { mtime: mtimeMs, size, type: 1 };
    },
    readFile: ({ fsPath }: { fsPath: string }) => readFile(fsPath),
  },
};
