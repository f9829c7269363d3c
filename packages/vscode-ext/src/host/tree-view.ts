import type { CertificateStatus } from '@weborca-cert/core';
import * as vscode from 'vscode';
import type { CoreCalls } from './core.ts';
import { wanting } from '../model/due.ts';
import { byUrgency, type Snapshot } from '../model/snapshot.ts';
import {
  elsewhereNodes,
  filtered,
  machineId,
  machineNodes,
  machinesNode,
  type Machine,
  type Machines,
} from '../model/fleet.ts';
import { laidOut, serviceId, serviceNode, type Layout } from '../model/tree-layout.ts';
import { inBackground } from './background.ts';
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
import {
  failingNode,
  failureNode,
  pendingNode,
  unfinishedNode,
  unreadNodes,
} from '../model/tree-trouble.ts';
import { loadedCore } from './core-call.ts';
import { language, t } from './l10n.ts';
import type { Services } from './services.ts';
import { shortPath } from './short-path.ts';

const colours: Readonly<Record<TreeNode['tone'], string | undefined>> = {
  none: undefined,
  calm: 'charts.green',
  attention: 'charts.blue',
  warning: 'problemsWarningIcon.foreground',
  error: 'errorForeground',
};

export interface Tree extends vscode.Disposable {
  readonly group: (byService: boolean) => Promise<void>;
  readonly filter: () => Promise<void>;
  readonly clearFilter: () => Promise<void>;
}

const groupedKey = 'tree.groupedByService';

/**
 * The view behind our own icon in the activity bar: certificates → versions, backups, consumers,
 * history.
 */
export function showTree(services: Services): Tree {
  const { certificates, context, machines, schedule, showFailure } = services;
  const changed = new vscode.EventEmitter<undefined>();
  let layout: Layout = { grouped: context.globalState.get(groupedKey) === true, filter: '' };
  const view = vscode.window.createTreeView<TreeNode>('weborcaCert.certificates', {
    canSelectMany: true,
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: treeItem,
      getChildren: async (node) => {
        try {
          return [...(await childrenOf(services, layout, node))];
        } catch (error) {
          void showFailure(error);
          return [];
        }
      },
    },
  });
  const lay = async (next: Layout): Promise<void> => {
    layout = next;
    view.description = next.filter;
    changed.fire(undefined);
    await vscode.commands.executeCommand('setContext', 'weborcaCert.grouped', next.grouped);
    await vscode.commands.executeCommand('setContext', 'weborcaCert.filtered', next.filter !== '');
  };
  const draw = (snapshot: Snapshot): void => {
    const failed = snapshot.kind === 'failed';
    view.message = failed ? snapshot.explanation.sentence : '';
    const value = wanting(snapshot);
    view.badge =
      value === 0 ? undefined : { value, tooltip: t('{0} certificates need attention', value) };
    changed.fire(undefined);
  };
  inBackground(services.log, 'tree', () => lay(layout));
  const parts = vscode.Disposable.from(
    view,
    changed,
    schedule.onDidChange(() => {
      changed.fire(undefined);
    }),
    machines.onDidChange(() => {
      changed.fire(undefined);
    }),
    certificates.onDidChange(draw),
  );
  return {
    group: async (grouped) => {
      await context.globalState.update(groupedKey, grouped);
      await lay({ ...layout, grouped });
    },
    filter: async () => {
      const filter = await vscode.window.showInputBox({
        title: t('Filter Certificates'),
        value: layout.filter,
        prompt: t('Part of a name, a CN or a service'),
      });
      if (filter === undefined) return;
      await lay({ ...layout, filter: filter.trim() });
      // Asked for from the palette, it is to be seen.
      await vscode.commands.executeCommand('weborcaCert.certificates.focus');
    },
    clearFilter: () => lay({ ...layout, filter: '' }),
    dispose: () => {
      parts.dispose();
    },
  };
}

async function childrenOf(
  services: Services,
  layout: Layout,
  node: TreeNode | undefined,
): Promise<readonly TreeNode[]> {
  const { core, certificates, schedule } = services;
  const others = otherMachines(services, layout);
  if (node?.group === 'machines') return machineNodes(machinesIn(others), language(), t);
  if (node?.group === 'machine') {
    const machine = machinesIn(others).find(({ host }) => node.id === machineId(host));
    return machine === undefined ? [] : elsewhereNodes(machine, language(), t);
  }
  const snapshot = certificates.snapshot();
  if (snapshot.kind === 'failed') return unreadNodes(snapshot.explanation, t);
  if (snapshot.kind !== 'ready') return [];
  const all = byUrgency(snapshot.certificates);
  const rows = (of: readonly CertificateStatus[]): Promise<readonly TreeNode[]> =>
    Promise.all(of.map((certificate) => certificateRow(core, snapshot, certificate)));
  const shown = laidOut(all, layout);
  if (node === undefined) {
    const trouble = schedule.trouble();
    return [
      ...(trouble === null || all.length === 0 ? [] : [scheduleNode(trouble, t)]),
      ...(shown.kind === 'flat'
        ? await rows(shown.certificates)
        : shown.groups.map((group) => serviceNode(group, t))),
      ...(others === null ? [] : [machinesNode(others, t)]),
    ];
  }
  if (node.group === 'service') {
    const group =
      shown.kind === 'flat'
        ? undefined
        : shown.groups.find(({ service }) => node.id === serviceId(service));
    return rows(group?.certificates ?? []);
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
      return consumerNodes(certificate, core.consumerWord, language(), t);
    case 'history':
      return historyNodes(node.name, await core.history(node.name), language(), t);
  }
}

/** As the filter shows them. */
function otherMachines({ machines }: Services, { filter }: Layout): Machines | null {
  const seen = machines.seen();
  if (seen?.kind !== 'seen') return seen;
  return { ...seen, machines: filtered(seen.machines, filter) };
}

function machinesIn(seen: Machines | null): readonly Machine[] {
  return seen?.kind === 'seen' ? seen.machines : [];
}

async function certificateRow(
  core: CoreCalls,
  { renewing }: Extract<Snapshot, { kind: 'ready' }>,
  certificate: CertificateStatus,
): Promise<TreeNode> {
  const { lastFailure, name, pending } = certificate;
  const plain = certificateNode(certificate, language(), t);
  const works = renewing.includes(name);
  const row = pending !== null || works ? unfinishedNode(plain, works, t) : plain;
  if (lastFailure === null) return row;
  return failingNode(row, await core.explainFailure(lastFailure), t);
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
  core: CoreCalls,
  certificate: CertificateStatus,
): Promise<readonly TreeNode[]> {
  const { lastFailure } = certificate;
  if (lastFailure === null) return [];
  const failure = await core.explainFailure(lastFailure);
  return [failureNode(certificate, { at: lastFailure.at, failure }, language(), t)];
}

export function treeItem(node: TreeNode): vscode.TreeItem {
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
  if (node.does !== undefined) item.command = { command: node.does, title: node.label };
  if (node.contextValue === 'backup') {
    item.command = {
      command: 'weborcaCert.revealPath',
      title: t('Open Folder'),
      arguments: [node],
    };
  }
  return item;
}
