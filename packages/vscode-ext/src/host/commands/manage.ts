import * as vscode from 'vscode';
import { called } from '../../model/snapshot.ts';
import { t } from '../l10n.ts';
import { askName, pickCertificate } from '../pick.ts';
import type { Services } from '../services.ts';
import { shortPath } from '../short-path.ts';

/** *Rename…*: the name that people see; versions, history and backups go with it. */
export async function renameCommand(services: Services, asked: unknown): Promise<void> {
  const { core, certificates } = services;
  const placeholder = t('Which certificate do you want to rename?');
  const certificate = await pickCertificate(certificates, asked, placeholder);
  if (certificate === undefined) return;
  const { name } = certificate;
  const title = t('Rename {0}', called(certificate));
  const to = await askName(services, { title, value: name, own: name });
  if (to === undefined || to === name) return;
  await core.rename(name, to);
  await certificates.refresh();
  vscode.window.setStatusBarMessage(t('$(check) {0} was renamed to {1}', name, to), 5000);
}

/** *Remove…*: out of care; nothing of it is destroyed, and the answer says where it lies. */
export async function removeCommand(services: Services, asked: unknown): Promise<void> {
  const { core, certificates } = services;
  const placeholder = t('Which certificate do you want to remove?');
  const certificate = await pickCertificate(certificates, asked, placeholder);
  if (certificate === undefined) return;
  const shown = called(certificate);
  const { backup, keptIn, unfinished } = await core.removalPlan(certificate.name);
  const yes = t('Remove');
  const answer = await vscode.window.showWarningMessage(
    t('Remove {0}?', shown),
    {
      modal: true,
      detail: [
        t(
          'It will no longer be renewed. Nothing is deleted: all of its files are moved to {0}.',
          shortPath(keptIn),
        ),
        ...(backup === null ? [t('There is no backup of it.')] : []),
        ...(unfinished ? [t('Its renewal is unfinished and will not be continued.')] : []),
      ].join('\n'),
    },
    yes,
  );
  if (answer !== yes) return;
  const folder = await core.remove(certificate.name);
  await certificates.refresh();
  const open = t('Open Folder');
  const next = await vscode.window.showInformationMessage(
    t('{0} was removed.', shown),
    ...(folder === null ? [] : [open]),
  );
  if (next === open) await vscode.commands.executeCommand('weborcaCert.revealPath', folder);
}
