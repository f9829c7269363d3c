import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { foldersUpTo, judgePath } from '../../model/named-path.ts';

/** Files of this machine and of the SSH, WSL or container side; nothing else is looked at. */
export function isOrdinaryFile(uri: vscode.Uri): boolean {
  if (uri.scheme === 'file') return uri.authority === '';
  return uri.scheme === 'vscode-remote';
}

/** Where a path in a document may lie, best first. */
export interface Place {
  readonly candidates: readonly vscode.Uri[];
  /** Wherever the document lies. */
  readonly absolute: boolean;
}

/**
 * Null when it is left alone. A path in a remote document is taken on the remote side, where only
 * POSIX paths are understood.
 */
export function placeFor(document: vscode.Uri, raw: string): Place | null {
  if (!isOrdinaryFile(document)) return null;
  const remote = document.scheme !== 'file';
  const windows = remote ? /^\/[a-z]:/i.test(document.path) : process.platform === 'win32';
  if (remote && windows) return null;
  const judged = judgePath(raw, windows);
  switch (judged.kind) {
    case 'refused':
      return null;
    case 'absolute':
      return at(remote ? document.with({ path: judged.path }) : vscode.Uri.file(judged.path));
    case 'home':
      return remote ? null : at(vscode.Uri.joinPath(vscode.Uri.file(homedir()), judged.path));
    case 'relative': {
      const top = vscode.workspace.getWorkspaceFolder(document)?.uri.path;
      const folder = vscode.Uri.joinPath(document, '..');
      const candidates = foldersUpTo(folder.path, top).map((path) =>
        vscode.Uri.joinPath(folder.with({ path }), judged.path),
      );
      return { candidates, absolute: false };
    }
  }
}

function at(candidate: vscode.Uri): Place {
  return { candidates: [candidate], absolute: true };
}
