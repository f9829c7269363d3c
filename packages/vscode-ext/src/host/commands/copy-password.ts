import * as vscode from 'vscode';
import { sentences } from '../../model/sentences.ts';
import { called } from '../../model/snapshot.ts';
import { language, t } from '../l10n.ts';
import { pickCertificate } from '../pick.ts';
import type { Services } from '../services.ts';
import { clearClipboardAfter } from '../settings.ts';

/** *Copy Certificate Password*: for the import wizard; cleared after a while if it is still ours. */
export async function copyPasswordCommand(services: Services, asked: unknown): Promise<void> {
  const { core, certificates, copied } = services;
  const placeholder = t('Which certificate’s password?');
  const certificate = await pickCertificate(certificates, asked, placeholder);
  if (certificate === undefined) return;
  const seconds = clearClipboardAfter();
  await copied.copy(await core.password(certificate.name), seconds);
  const shown = called(certificate);
  const told = sentences(
    language(),
    t('The password of {0} is on the clipboard.', shown),
    seconds > 0 ? t('It is cleared after {0} seconds.', seconds) : '',
    t('The clipboard history of Windows (Windows key + V) keeps its own copy.'),
  );
  await vscode.window.showInformationMessage(told);
}
