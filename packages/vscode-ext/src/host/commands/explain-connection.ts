import * as vscode from 'vscode';
import { connectionDocument } from '../../model/connection-document.ts';
import { called } from '../../model/snapshot.ts';
import { language, t } from '../l10n.ts';
import { pickCertificate } from '../pick.ts';
import type { Services } from '../services.ts';

/** *Why Does My Mutual TLS Fail?*: a document that can be pasted, with links that do the next step. */
export async function explainConnectionCommand(services: Services, asked: unknown): Promise<void> {
  const { core, certificates, report } = services;
  const certificate = await pickCertificate(certificates, asked, t('Which certificate?'));
  if (certificate === undefined) return;
  const told = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: t('Connecting to WebORCA…'),
      cancellable: true,
    },
    async (_progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => {
        abort.abort();
      });
      return core.connectionReport(certificate.name, abort.signal);
    },
  );
  const { text, links } = connectionDocument(told, called(certificate), {
    language: language(),
    t,
  });
  await report.showMarkdown(t('Mutual TLS with {0}', certificate.name), text, links);
}
