import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { judgePath } from '../../model/references.ts';

/** Files of this machine and of the SSH, WSL or container side; nothing else is looked at. */
export function isOrdinaryFile(uri: vscode.Uri): boolean {
  if (uri.scheme === 'file') return uri.authority === '';
  return uri.scheme === 'vscode-remote';
}

/**
 * Where a path in a document may lie, best first; empty when it is left alone. A path in a remote
 * document is taken on the remote side, where only POSIX paths are understood.
 */
export function candidatesFor(document: vscode.Uri, raw: string): readonly vscode.Uri[] {
  if (!isOrdinaryFile(document)) return [];
  const remote = document.scheme !== 'file';
  const windows = remote ? /^\/[a-z]:/i.test(document.path) : process.platform === 'win32';
  if (remote && windows) return [];
  const judged = judgePath(raw, windows);
  switch (judged.kind) {
    case 'refused':
      return [];
    case 'absolute':
      return [remote ? document.with({ path: judged.path }) : vscode.Uri.file(judged.path)];
    case 'home':
      return remote ? [] : [vscode.Uri.joinPath(vscode.Uri.file(homedir()), judged.path)];
    case 'relative': {
      const folder = vscode.workspace.getWorkspaceFolder(document)?.uri;
      const roots = [
        vscode.Uri.joinPath(document, '..'),
        ...(folder === undefined ? [] : [folder]),
      ];
      return roots.map((root) => vscode.Uri.joinPath(root, judged.path));
    }
  }
}
