import path from 'node:path';
import * as vscode from 'vscode';
import { lineNode, rankOf } from '../../model/line-texts.ts';
import type { TreeNode } from '../../model/tree.ts';
import { language, t } from '../l10n.ts';
import { treeItem } from '../tree-view.ts';
import type { Finding } from './findings.ts';
import { mostFiles, type Project, type ProjectFile } from './project.ts';

type Row =
  | { readonly kind: 'file'; readonly of: ProjectFile }
  | {
      readonly kind: 'line';
      readonly uri: vscode.Uri;
      readonly finding: Finding;
      readonly node: TreeNode;
      readonly name: string;
    };

/**
 * The view *Used in Settings Files*: settings files, and in each the lines that name a certificate
 * file.
 */
export function showProject(project: Project): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const view = vscode.window.createTreeView<Row>('weborcaCert.project', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (row) => (row === undefined ? fileRows(project) : lineRows(row)),
      getTreeItem: itemOf,
    },
  });
  const draw = (): void => {
    const { kind, files, more } = project.state();
    view.message = message(kind, files.length, more);
    changed.fire(undefined);
  };
  draw();
  return vscode.Disposable.from(view, changed, project.onDidChange(draw));
}

function message(kind: string, count: number, more: boolean): string {
  if (kind === 'untrusted') return t('Files of an untrusted folder are not read.');
  if (kind === 'reading') return '';
  if (more) return t('Only the first {0} settings files were read.', mostFiles);
  return count === 0 ? t('No settings file of this folder names a certificate file.') : '';
}

/** The file with the most urgent line first. */
function fileRows(project: Project): Row[] {
  return project
    .state()
    .files.toSorted((a, b) => worst(a) - worst(b))
    .map((of) => ({ kind: 'file', of }));
}

function worst({ findings }: ProjectFile): number {
  return Math.min(...findings.map(({ verdict }) => rankOf(verdict)));
}

function lineRows(row: Row): Row[] {
  if (row.kind === 'line') return [];
  const { uri, findings } = row.of;
  const now = new Date();
  return findings.map((finding) => {
    const { reference, verdict } = finding;
    const { line, written } = reference;
    const node = lineNode({ file: uri.toString(), line, written, verdict }, now, language(), t);
    return { kind: 'line', uri, finding, node, name: node.name };
  });
}

function itemOf(row: Row): vscode.TreeItem {
  if (row.kind === 'file') {
    const { uri } = row.of;
    const item = new vscode.TreeItem(uri, vscode.TreeItemCollapsibleState.Expanded);
    const folder = path.posix.dirname(vscode.workspace.asRelativePath(uri));
    item.id = uri.toString();
    item.description = folder === '.' ? '' : folder;
    item.contextValue = 'file';
    return item;
  }
  const { uri, finding, node } = row;
  const item = treeItem(node);
  item.command = {
    command: 'vscode.open',
    title: t('Show'),
    arguments: [uri, { selection: finding.range } satisfies vscode.TextDocumentShowOptions],
  };
  return item;
}
