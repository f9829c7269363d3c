import * as vscode from 'vscode';
import { t } from '../l10n.ts';
import { pickCertificate } from '../pick.ts';
import type { Services } from '../services.ts';
import { shortPath } from '../short-path.ts';
import { viewerTypeOf } from '../viewer.ts';

/** *Show Certificate*: the one in use, or the version of a tree row, in the viewer. */
export async function showCommand(services: Services, asked: unknown): Promise<void> {
  const { core, certificates } = services;
  const given = pathOf(asked);
  if (asked instanceof vscode.Uri || given !== undefined) {
    await openInViewer(asked instanceof vscode.Uri ? asked : vscode.Uri.file(given ?? ''));
    return;
  }
  const certificate = await pickCertificate(
    certificates,
    asked,
    t('Which certificate do you want to show?'),
  );
  if (certificate === undefined) return;
  const current = (await core.versions(certificate.name)).find(({ inUse }) => inUse);
  if (current === undefined) {
    await vscode.window.showWarningMessage(
      t('The store has no certificate for {0}.', certificate.name),
    );
    return;
  }
  await openInViewer(vscode.Uri.file(current.file));
}

async function openInViewer(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', uri, viewerTypeOf(uri));
}

/** As `openssl` prints it, which is what people compare it with. */
export async function copyFingerprintCommand(fingerprint: unknown): Promise<void> {
  if (typeof fingerprint !== 'string') return;
  const pairs = fingerprint.toUpperCase().match(/[0-9A-F]{2}/g) ?? [];
  await vscode.env.clipboard.writeText(pairs.join(':'));
  vscode.window.setStatusBarMessage(t('$(check) Fingerprint copied'), 5000);
}

/** *Open Configuration*: written first where there is none, readable by its owner only. */
export async function openConfigurationCommand({ core }: Services): Promise<void> {
  const file = await core.configurationToEdit();
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  await vscode.languages.setTextDocumentLanguage(document, 'jsonc');
  await vscode.window.showTextDocument(document);
}

/** *Check Now*, with an answer: silence would look as if nothing had happened. */
export async function checkNowCommand({
  certificates,
  machines,
  schedule,
}: Services): Promise<void> {
  const snapshot = await certificates.refresh();
  if (snapshot.kind === 'failed') throw snapshot.error;
  await vscode.commands.executeCommand('weborcaCert.certificates.focus');
  await Promise.all([machines.lookNow(), schedule.lookNow()]);
}

const reveal = 'revealFileInOS';

/** Shows a file or folder in the file manager of this machine. */
export async function revealPathCommand(asked: unknown): Promise<void> {
  const file = typeof asked === 'string' ? asked : pathOf(asked);
  if (file === undefined) return;
  // VS Code in a browser has no file manager to ask.
  if ((await vscode.commands.getCommands(true)).includes(reveal)) {
    await vscode.commands.executeCommand(reveal, vscode.Uri.file(file));
    return;
  }
  const copy = t('Copy Path');
  const answer = await vscode.window.showInformationMessage(
    t('VS Code in a browser cannot open folders. It is here: {0}', shortPath(file)),
    copy,
  );
  if (answer === copy) await vscode.env.clipboard.writeText(file);
}

/** The file of a tree row that stands for a version or a backup. */
function pathOf(asked: unknown): string | undefined {
  if (typeof asked !== 'object' || asked === null || !('path' in asked)) return undefined;
  return typeof asked.path === 'string' ? asked.path : undefined;
}
