import * as vscode from 'vscode';
import { judgeApiUrl } from '../../model/api-url.ts';
import { t } from '../l10n.ts';
import type { Services } from '../services.ts';

/** Asks for the renewal API's URL, writes it into the configuration, and goes on to renew. */
export async function enterApiUrl(services: Services, name: string): Promise<void> {
  const { core, certificates } = services;
  const snapshot = certificates.snapshot();
  const all = snapshot.kind === 'ready' ? snapshot.certificates : [];
  const service = all.find((one) => one.name === name)?.service;
  if (service === undefined) return;
  const text = await vscode.window.showInputBox({
    title: t('URL of the renewal API ({0})', service),
    prompt: t('See the API council’s document for members.'),
    placeHolder: 'https://',
    ignoreFocusOut: true,
    validateInput: (value) => (value === '' ? null : judgeApiUrl(value, t).problem),
  });
  if (text === undefined) return;
  const { url } = judgeApiUrl(text, t);
  if (url === null) return;
  await core.setRenewalApi(service, url);
  await certificates.refresh();
  await vscode.commands.executeCommand('weborcaCert.renew', name);
}
