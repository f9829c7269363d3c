import * as vscode from 'vscode';
import { samePath } from '../../model/paths.ts';
import { t } from '../l10n.ts';
import { withPassword } from '../ask-password.ts';
import { pickCertificate } from '../pick.ts';
import type { Services } from '../services.ts';
import { shortPath } from '../short-path.ts';

/** *Update the Places That Use It*: without renewing. */
export async function deployCommand(services: Services, asked: unknown): Promise<void> {
  const placeholder = t('Which certificate’s consumers do you want to update?');
  const certificate = await pickCertificate(services.certificates, asked, placeholder);
  if (certificate === undefined) return;
  if (certificate.consumers.length > 0) await bringUpToDate(services, certificate.name);
  else await vscode.commands.executeCommand('weborcaCert.findConsumers', certificate.name);
}

/** Brings the certificate's consumers up to date, and says how that went. */
export async function bringUpToDate(services: Services, name: string): Promise<void> {
  const { core, certificates } = services;
  const { consumers, error } = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: t('Updating consumers'),
    },
    () => core.deploy(name),
  );
  await certificates.refresh();
  if (error !== undefined) {
    await services.showFailure(error);
    return;
  }
  const byHand = consumers.filter(({ state }) => state === 'manual').length;
  await vscode.window.showInformationMessage(
    byHand === 0
      ? t('All consumers of {0} are up to date.', name)
      : t('The consumers of {0} were updated. {1} more have to be updated by hand.', name, byHand),
  );
}

/** A tree row of a consumer that somebody has seen to by hand. */
export async function consumerDoneCommand(services: Services, asked: unknown): Promise<void> {
  if (typeof asked !== 'object' || asked === null) return;
  if (!('name' in asked) || !('place' in asked)) return;
  const { name, place } = asked;
  if (typeof name !== 'string' || typeof place !== 'string') return;
  await services.core.tick(name, place);
  await services.certificates.refresh();
}

/**
 * The quick fix on a line that names an earlier .p12: the file is replaced where it lies, now and
 * after every renewal, under the password that it has.
 */
export async function keepUpToDateCommand(
  services: Services,
  name: unknown,
  file: unknown,
): Promise<void> {
  if (typeof name !== 'string' || typeof file !== 'string') return;
  const { core, certificates } = services;
  const yes = t('Update File');
  const answer = await vscode.window.showWarningMessage(
    t('Replace {0} with the current certificate?', shortPath(file)),
    {
      modal: true,
      detail: t(
        'It is replaced with the certificate in use, now and after every renewal. File name and password stay the same. The old file is kept in the same folder under another name.',
      ),
    },
    yes,
  );
  if (answer !== yes) return;
  const snapshot = certificates.snapshot();
  const all = snapshot.kind === 'ready' ? snapshot.certificates : [];
  const entered = all.find((one) => one.name === name)?.consumers ?? [];
  if (!entered.some(({ kind, path }) => kind === 'pkcs12' && samePath(path, file))) {
    const entry = { kind: 'pkcs12', path: file, password: 'keep', format: 'same' } as const;
    await withPassword(file, (ask) => core.addConsumer(name, entry, ask));
  }
  await bringUpToDate(services, name);
}
