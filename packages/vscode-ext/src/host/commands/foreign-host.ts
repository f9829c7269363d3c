import type { WeborcaError } from '@weborca-cert/core';
import * as vscode from 'vscode';
import { t } from '../l10n.ts';
import type { Services } from '../services.ts';

/**
 * The service names a host for the download that nobody has written down: a person who knows it can
 * allow it here, after having seen it in full. The issued certificate waits, the next run fetches it.
 */
export async function offerToAllowHost(
  services: Services,
  name: string,
  error: WeborcaError<'download-foreign-host'>,
): Promise<void> {
  const { core, certificates } = services;
  const { host, expected } = error.details;
  const allow = t('Allow This Host');
  const answer = await vscode.window.showWarningMessage(
    t('The new certificate was issued, but would be downloaded from another host: {0}', host),
    {
      modal: true,
      detail: [
        t('The renewal service is {0}. Nothing has been downloaded yet.', expected),
        t('Allow it only if the API council’s document names exactly this host, or ask support.'),
      ].join('\n'),
    },
    allow,
  );
  const snapshot = certificates.snapshot();
  const all = snapshot.kind === 'ready' ? snapshot.certificates : [];
  const service = all.find((one) => one.name === name)?.service;
  if (answer !== allow || service === undefined) {
    await services.showFailure(error);
    return;
  }
  await core.allowDownloadHost(service, host);
  await vscode.commands.executeCommand('weborcaCert.renew', name, true);
}
