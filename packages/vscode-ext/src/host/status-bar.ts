import * as vscode from 'vscode';
import { statusBarView } from '../model/status-bar.ts';
import { tooltipMarkdown, type TooltipLink } from '../model/tooltip.ts';
import type { Certificates } from './certificates.ts';
import { language, t } from './l10n.ts';
import type { Schedule } from './schedule.ts';

export interface StatusBar extends vscode.Disposable {
  readonly item: vscode.StatusBarItem;
}

/** One item, left, that stays put: the certificate that expires first. */
export function showStatusBar(certificates: Certificates, schedule: Schedule): StatusBar {
  const item = vscode.window.createStatusBarItem(
    'weborcaCert.expiry',
    vscode.StatusBarAlignment.Left,
    50,
  );
  item.name = t('WebORCA certificates');
  const draw = (): void => {
    const snapshot = certificates.snapshot();
    const view = statusBarView(snapshot, schedule.trouble(), language(), t);
    item.text = view.text;
    item.accessibilityInformation = { label: view.accessibleLabel, role: 'button' };
    item.backgroundColor =
      view.background === 'none'
        ? undefined
        : new vscode.ThemeColor(`statusBarItem.${view.background}Background`);
    const markdown = new vscode.MarkdownString(
      tooltipMarkdown(
        { snapshot, schedule: schedule.trouble(), links: tooltipLinks() },
        language(),
        t,
      ),
      true,
    );
    const linked = tooltipLinks().map(({ command }) => command);
    markdown.isTrusted = {
      enabledCommands: [
        ...linked,
        'weborcaCert.doctor',
        'weborcaCert.openConfiguration',
        'weborcaCert.certificates.focus',
      ],
    };
    item.tooltip = markdown;
    item.command = view.command;
  };
  draw();
  item.show();
  const listening = vscode.Disposable.from(
    certificates.onDidChange(draw),
    schedule.onDidChange(draw),
  );
  return {
    item,
    dispose: () => {
      listening.dispose();
      item.dispose();
    },
  };
}

function tooltipLinks(): readonly TooltipLink[] {
  return [
    { command: 'weborcaCert.renew', icon: 'sync', title: t('Renew…') },
    { command: 'weborcaCert.timeline', icon: 'graph-line', title: t('Timeline') },
    { command: 'weborcaCert.openSite', icon: 'globe', title: t('Management site') },
    { command: 'weborcaCert.checkNow', icon: 'refresh', title: t('Check now') },
  ];
}
