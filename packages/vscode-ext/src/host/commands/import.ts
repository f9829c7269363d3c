import * as vscode from 'vscode';
import { importTexts, type ImportTexts } from '../../model/import-texts.ts';
import { sentences } from '../../model/sentences.ts';
import { called } from '../../model/snapshot.ts';
import { language, t } from '../l10n.ts';
import { pickCertificate } from '../pick.ts';
import type { Services } from '../services.ts';
import { shortPath } from '../short-path.ts';

/**
 * *Open Import Wizard…*: says beforehand which password the wizard asks for, looks afterwards
 * whether the certificate is there. On Linux the browser's database is filled without a wizard.
 */
export async function importCommand(services: Services, asked: unknown): Promise<void> {
  const { core, certificates } = services;
  const placeholder = t('Which certificate do you want to import?');
  const certificate = await pickCertificate(certificates, asked, placeholder);
  if (certificate === undefined) return;
  const { name } = certificate;
  const shown = called(certificate);
  const fromWsl = process.env['WSL_DISTRO_NAME'] !== undefined;
  const texts = importTexts(process.platform, fromWsl, shown, t);
  if (texts !== null && !(await readyForWizard(name, texts))) return;
  const { asksForPassword, path } = await core.beginImport(name);
  if (asksForPassword) await whenWizardIsDone(services, { name, shown }, texts?.open);
  else await tellImported(services, { name, shown }, shortPath(path));
}

async function readyForWizard(name: string, { title, detail }: ImportTexts): Promise<boolean> {
  const copy = t('Copy Password and Open');
  const open = t('Open');
  const answer = await vscode.window.showInformationMessage(
    title,
    { modal: true, detail },
    copy,
    open,
  );
  if (answer === copy) await vscode.commands.executeCommand('weborcaCert.copyPassword', name);
  return answer !== undefined;
}

/** Its name, and how a person is told of it. */
interface Called {
  readonly name: string;
  readonly shown: string;
}

async function whenWizardIsDone(
  services: Services,
  { name, shown }: Called,
  opened = t('The import wizard is open.'),
): Promise<void> {
  const { core } = services;
  const done = t('It Is Finished');
  for (let question = opened; ;) {
    const answer = await vscode.window.showInformationMessage(question, done, t('Later'));
    if (answer !== done) return;
    if ((await core.imported(name)) !== false) break;
    question = t('{0} is not among the certificates of this computer yet.', shown);
  }
  await core.endImport(name);
  await tellImported(services, { name, shown }, t('the certificates of this computer'));
}

async function tellImported(
  { core }: Services,
  { name, shown }: Called,
  target: string,
): Promise<void> {
  const remove = t('Remove the Old One…');
  const several = (await core.versions(name)).length > 1;
  const answer = await vscode.window.showInformationMessage(
    sentences(
      language(),
      t('{0} was imported into {1}.', shown, target),
      several
        ? t('Old and new are listed under the same name. Either works until the old one expires.')
        : '',
      t('Please log in to WebORCA once to check that it works.'),
    ),
    ...(several ? [remove] : []),
  );
  if (answer !== remove || !(await agreed(shown))) return;
  const removed = await core.removeOldImports(name);
  await vscode.window.showInformationMessage(
    removed.length === 0
      ? t('No previous certificate was found.')
      : t('Previous certificates removed: {0}', removed.length),
  );
}

async function agreed(shown: string): Promise<boolean> {
  const yes = t('Remove');
  const answer = await vscode.window.showWarningMessage(
    t('Remove the earlier certificates of {0} from this computer’s certificates?', shown),
    { modal: true, detail: t('They are kept in the store and in the backups.') },
    yes,
  );
  return answer === yes;
}
