import * as vscode from 'vscode';
import { sentences } from '../../model/sentences.ts';
import { wayOutText } from '../../model/way-out.ts';
import { achieved } from '../achieved.ts';
import { called } from '../../model/snapshot.ts';
import { language, t } from '../l10n.ts';
import { cancellably } from './cancellably.ts';
import { pickCertificate } from '../pick.ts';
import type { Services } from '../services.ts';

/** *Verify Connection*: one mutual-TLS handshake with WebORCA, with the certificate in use. */
export async function verifyCommand(services: Services, asked: unknown): Promise<void> {
  const { core, certificates, log } = services;
  const placeholder = t('Which certificate do you want to verify?');
  const certificate = await pickCertificate(certificates, asked, placeholder);
  if (certificate === undefined) return;
  const result = await cancellably(t('Connecting to WebORCA…'), (signal) =>
    core.verify(certificate.name, signal),
  );
  const { accepted, host, reason } = result;
  log.info(`${certificate.name}: ${host} ${String(accepted)} ${reason}`);
  const shown = called(certificate);
  if (accepted === true) {
    achieved('verified');
    await vscode.window.showInformationMessage(t('{0} accepts {1}.', host, shown));
    return;
  }
  const why = result.error === undefined ? null : await core.explain(result.error);
  const sentence =
    accepted === false
      ? t('{0} refuses {1}.', host, shown)
      : t('Whether {0} accepts {1} could not be verified.', host, shown);
  const findOut = t('Find Out Why');
  const answer = await vscode.window.showWarningMessage(
    sentences(
      language(),
      sentence,
      why?.sentence ?? reason,
      wayOutText(why?.wayOut ?? '', t),
      await core.whomToCall(),
    ),
    findOut,
  );
  if (answer === findOut) {
    await vscode.commands.executeCommand('weborcaCert.explainConnection', certificate.name);
  }
}
