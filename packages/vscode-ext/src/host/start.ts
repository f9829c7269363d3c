import * as vscode from 'vscode';
import { watchCertificates } from './certificates.ts';
import { onClock } from './clock.ts';
import { registerCommands } from './commands.ts';
import { createCore } from './core.ts';
import { failuresShownBy } from './failures.ts';
import { renewCommand } from './renew.ts';
import type { Services } from './services.ts';
import { showStatusBar } from './status-bar.ts';

/** For the test suite: what the faces show. */
export interface Api {
  readonly statusBar: () => Pick<
    vscode.StatusBarItem,
    'text' | 'tooltip' | 'accessibilityInformation' | 'backgroundColor'
  >;
  readonly refresh: () => Promise<string>;
}

/** Puts the parts together. Nothing here reads a file: the first look at the certificates follows. */
export function start(context: vscode.ExtensionContext): Api {
  const log = vscode.window.createOutputChannel('WebORCA', { log: true });
  const core = createCore(context, log);
  const certificates = watchCertificates(core, log);
  const showFailure = failuresShownBy(core, log);
  const services: Services = { core, certificates, log, showFailure, context };
  const statusBar = showStatusBar(certificates);
  context.subscriptions.push(
    log,
    certificates,
    statusBar,
    registerCommands(
      {
        'weborcaCert.renew': (asked) => renewCommand(services, asked),
        'weborcaCert.checkNow': () => certificates.refresh(),
        'weborcaCert.showLog': () => {
          log.show();
        },
      },
      showFailure,
    ),
    onClock(() => void certificates.refresh()),
  );
  void certificates.refresh();
  return {
    statusBar: () => statusBar.item,
    refresh: async () => (await certificates.refresh()).kind,
  };
}
