import { randomBytes } from 'node:crypto';
import type { CertificateStatus, VersionsUnderCare } from '@weborca-cert/core';
import * as vscode from 'vscode';
import { byUrgency } from '../model/snapshot.ts';
import { timelineEntry } from '../model/timeline-entry.ts';
import { timelinePage, type TimelineEntry } from '../model/timeline-page.ts';
import { inBackground } from './background.ts';
import type { Certificates } from './certificates.ts';
import { language, t } from './l10n.ts';

export interface Timeline extends vscode.Disposable {
  readonly show: () => Promise<void>;
}

/** One panel with all certificates on a time axis; drawn anew whenever they change. */
export function provideTimeline(
  certificates: Certificates,
  log: vscode.LogOutputChannel,
): Timeline {
  let panel: vscode.WebviewPanel | null = null;

  const draw = async (): Promise<void> => {
    const snapshot = certificates.snapshot();
    if (panel === null || snapshot.kind !== 'ready') return;
    const entries = entriesOf(snapshot.certificates, await certificates.held());
    panel.webview.html = timelinePage(entries, {
      language: language(),
      nonce: randomBytes(16).toString('base64'),
      now: new Date(),
      t,
    });
  };

  const listening = certificates.onDidChange(() => {
    inBackground(log, 'timeline', draw);
  });
  return {
    show: async () => {
      if (panel === null) {
        panel = vscode.window.createWebviewPanel(
          'weborcaCert.timeline',
          t('Expiry Timeline'),
          vscode.ViewColumn.Active,
          {
            enableScripts: false,
            localResourceRoots: [],
            enableCommandUris: ['weborcaCert.renew', 'weborcaCert.show', 'weborcaCert.add'],
          },
        );
        panel.onDidDispose(() => {
          panel = null;
        });
      } else {
        panel.reveal();
      }
      await draw();
    },
    dispose: () => {
      listening.dispose();
      panel?.dispose();
    },
  };
}

function entriesOf(
  all: readonly CertificateStatus[],
  held: ReadonlyMap<string, VersionsUnderCare>,
): readonly TimelineEntry[] {
  return byUrgency(all).flatMap((certificate) => {
    const { versions, thresholds } = held.get(certificate.name) ?? {};
    // Taken under care a moment ago: it comes with the next drawing.
    if (versions === undefined || thresholds === undefined) return [];
    return timelineEntry({ certificate, versions, thresholds }, language(), t) ?? [];
  });
}
