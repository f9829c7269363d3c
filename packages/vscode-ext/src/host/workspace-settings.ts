import * as vscode from 'vscode';

/** More settings files than that are no project's own. */
const most = 100;

/**
 * The `.env` files of the workspace, as paths of this machine. None in an untrusted workspace, and
 * none of the SSH or WSL side: core could not read them by path.
 */
export async function workspaceSettingsFiles(): Promise<readonly string[]> {
  if (!vscode.workspace.isTrusted) return [];
  const found = await vscode.workspace.findFiles(
    '**/{.env,.env.*,*.env}',
    '**/{node_modules,.git}/**',
    most,
  );
  return found
    .filter(({ scheme, authority }) => scheme === 'file' && authority === '')
    .map(({ fsPath }) => fsPath);
}
