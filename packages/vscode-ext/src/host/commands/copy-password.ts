import * as vscode from 'vscode';
import { sentences } from '../../model/sentences.ts';
import { language, t } from '../l10n.ts';
import { pickCertificate } from '../pick.ts';
import type { Services } from '../services.ts';
import { clearClipboardAfter } from '../settings.ts';

/** *Copy Certificate Password*: for the import wizard; cleared after a while if it is still ours. */
export async function copyPasswordCommand(services: Services, asked: unknown): Promise<void> {
  const { core, certificates, context } = services;
  const placeholder = t('The password of which certificate?');
  const certificate = await pickCertificate(certificates, asked, placeholder);
  if (certificate === undefined) return;
  const password = await core.password(certificate.name);
  await vscode.env.clipboard.writeText(password.reveal());
  const seconds = clearClipboardAfter();
  const parts = [
    t(
      'The password of {0} is on the clipboard.',
      certificate.facts?.commonName ?? certificate.name,
    ),
  ];
  if (seconds > 0) {
    context.subscriptions.push(clearLater(() => password.reveal(), seconds));
    parts.push(t('It is cleared after {0} seconds.', seconds));
  }
  parts.push(t('The clipboard history of Windows (Windows key + V) keeps its own copy.'));
  await vscode.window.showInformationMessage(sentences(language(), ...parts));
}

function clearLater(reveal: () => string, seconds: number): vscode.Disposable {
  const timer = setTimeout(() => {
    void clearIfOurs(reveal);
  }, seconds * 1000);
  return {
    dispose: () => {
      clearTimeout(timer);
    },
  };
}

async function clearIfOurs(reveal: () => string): Promise<void> {
  if ((await vscode.env.clipboard.readText()) === reveal()) {
    await vscode.env.clipboard.writeText('');
  }
}
