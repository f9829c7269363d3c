import type { CertificateStatus } from '@weborca-cert/core';
import * as vscode from 'vscode';
import type { CorePort } from './core.ts';
import { byUrgency } from '../model/snapshot.ts';
import {
  backupNodes,
  certificateNode,
  consumerNodes,
  groupNodes,
  historyNodes,
  scheduleNode,
  spokenRow,
  versionNodes,
  type TreeNode,
} from '../model/tree.ts';
import { failingNode, failureNode, pendingNode, unfinishedNode } from '../model/tree-trouble.ts';
import type { Certificates } from './certificates.ts';
import { loadedCore } from './core-call.ts';
import type { ShowFailure } from './failures.ts';
import { language, t } from './l10n.ts';
import type { Schedule } from './schedule.ts';
import { shortPath } from './short-path.ts';

const colours: Readonly<Record<TreeNode['tone'], string | undefined>> = {
  none: undefined,
  calm: 'charts.green',
  attention: 'charts.blue',
  warning: 'problemsWarningIcon.foreground',
  error: 'errorForeground',
};

/** The view behind our own icon in the activity bar: certificates → versions, backups, consumers, history. */
export function showTree(
  core: CorePort,
  certificates: Certificates,
  schedule: Schedule,
  showFailure: ShowFailure,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const view = vscode.window.createTreeView<TreeNode>('weborcaCert.certificates', {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: treeItem,
      getChildren: async (node) => {
        try {
          return [...(await childrenOf(core, certificates, schedule, node))];
        } catch (error) {
          void showFailure(error);
          return [];
        }
      },
    },
  });
  return vscode.Disposable.from(
    view,
    changed,
    schedule.onDidChange(() => {
      changed.fire(undefined);
    }),
    certificates.onDidChange((snapshot) => {
      view.message = snapshot.kind === 'failed' ? snapshot.explanation.sentence : '';
      changed.fire(undefined);
    }),
  );
}

async function childrenOf(
  core: CorePort,
  certificates: Certificates,
  schedule: Schedule,
  node: TreeNode | undefined,
): Promise<readonly TreeNode[]> {
  const snapshot = certificates.snapshot();
  if (snapshot.kind !== 'ready') return [];
  const all = byUrgency(snapshot.certificates);
  if (node === undefined) {
    const trouble = schedule.trouble();
    return [
      ...(trouble === null || all.length === 0 ? [] : [scheduleNode(trouble, t)]),
      ...(await Promise.all(
        all.map(async (certificate) => {
          const { lastFailure, name, pending } = certificate;
          const plain = certificateNode(certificate, language(), t);
          const renewing = snapshot.renewing.includes(name);
          const shown = pending !== null || renewing ? unfinishedNode(plain, renewing, t) : plain;
          if (lastFailure === null) return shown;
          return failingNode(shown, await core.explainFailure(lastFailure), t);
        }),
      )),
    ];
  }
  const certificate = all.find(({ name }) => name === node.name);
  if (certificate === undefined) return [];
  switch (node.group) {
    case null:
      return [
        ...pendingOf(certificate, snapshot.renewing),
        ...(await failureOf(core, certificate)),
        ...groupNodes(certificate, t),
      ];
    case 'versions':
      return versionNodes(node.name, await core.versions(node.name), language(), t);
    case 'backups':
      return backupNodes(node.name, await core.backups(node.name), shortPath, t);
    case 'consumers':
      return consumerNodes(certificate, core.consumerWord, t);
    case 'history':
      return historyNodes(node.name, await core.history(node.name), language(), t);
  }
}

function pendingOf(
  certificate: CertificateStatus,
  renewing: readonly string[],
): readonly TreeNode[] {
  const { name, pending } = certificate;
  if (pending === null) return [];
  const word = loadedCore()?.word(language(), 'pending', pending.step) ?? '';
  const options = { renewing: renewing.includes(name), word, language: language() };
  return [pendingNode(certificate, pending, options, t)];
}

async function failureOf(
  core: CorePort,
  certificate: CertificateStatus,
): Promise<readonly TreeNode[]> {
  const { lastFailure } = certificate;
  if (lastFailure === null) return [];
  const failure = await core.explainFailure(lastFailure);
  return [failureNode(certificate, { at: lastFailure.at, failure }, language(), t)];
}

function treeItem(node: TreeNode): vscode.TreeItem {
  const state = node.expandable
    ? vscode.TreeItemCollapsibleState.Collapsed
    : vscode.TreeItemCollapsibleState.None;
  const item = new vscode.TreeItem(node.label, state);
  item.id = node.id;
  item.description = node.description;
  item.tooltip = node.tooltip;
  item.contextValue = node.contextValue;
  const colour = colours[node.tone];
  item.iconPath = new vscode.ThemeIcon(
    node.icon,
    colour === undefined ? undefined : new vscode.ThemeColor(colour),
  );
  item.accessibilityInformation = { label: spokenRow(node) };
  if (node.contextValue === 'pending') {
    item.command = { command: 'weborcaCert.renew', title: t('Renew'), arguments: [node] };
  }
  if (node.contextValue.startsWith('version.')) {
    item.command = { command: 'weborcaCert.show', title: t('Show'), arguments: [node] };
  }
  if (node.contextValue === 'schedule' || node.contextValue === 'failure') {
    item.command = { command: 'weborcaCert.doctor', title: t('Run Doctor') };
  }
  if (node.contextValue === 'backup') {
    item.command = {
      command: 'weborcaCert.revealPath',
      title: t('Open Folder'),
      arguments: [node],
    };
  }
  return item;
}
