import path from 'node:path';
import * as vscode from 'vscode';
import { expiryText } from '../../model/dates.ts';
import { withPassword } from '../ask-password.ts';
import { inBackground } from '../background.ts';
import { downloadsFolder } from '../downloads.ts';
import { language, t } from '../l10n.ts';
import type { CorePort } from '../core.ts';
import type { Services } from '../services.ts';
import { offerConsumers } from './find-consumers.ts';

/** *Add Certificate…*: file, service where there are several, in place or not, password. */
export async function addCommand(services: Services, given?: unknown): Promise<void> {
  const { core, certificates } = services;
  const file = pathOf(given) ?? (await askFile(t('Add Certificate'), ['p12', 'pfx', 'zip']));
  if (file === undefined) return;
  const service = await askService(services);
  if (service === undefined) return;
  const inPlace = await askInPlace(core, file);
  if (inPlace === undefined) return;
  const added = await withPassword(file, (password) =>
    core.add({ file, service, inPlace, password }),
  );
  await certificates.refresh();
  inBackground(services.log, 'settings', () => offerConsumers(services, added.name));
  const until = expiryText(added.facts.notAfter, language());
  const snapshot = certificates.snapshot();
  const all = snapshot.kind === 'ready' ? snapshot.certificates : [];
  const expired = all.find(({ name, state }) => name === added.name && state === 'expired');
  if (expired !== undefined) {
    const howOn = t('How to Renew…');
    const answer = await vscode.window.showWarningMessage(
      t('{0} has been registered, but it expired on {1}.', added.facts.commonName, until),
      howOn,
    );
    if (answer === howOn) await vscode.commands.executeCommand('weborcaCert.renew', added.name);
    return;
  }
  const verify = t('Verify Connection');
  const backup = t('Back Up…');
  const answer = await vscode.window.showInformationMessage(
    t('{0} has been registered (expires {1}).', added.facts.commonName, until),
    verify,
    backup,
  );
  if (answer === verify) await vscode.commands.executeCommand('weborcaCert.verify', added.name);
  if (answer === backup) await vscode.commands.executeCommand('weborcaCert.backup', added.name);
}

/** Named by a link or another command, or chosen in the Explorer. */
function pathOf(given: unknown): string | undefined {
  if (given instanceof vscode.Uri && given.scheme === 'file') return given.fsPath;
  return typeof given === 'string' ? given : undefined;
}

/** A file of this machine; undefined when called off. */
export async function askFile(
  title: string,
  extensions: readonly string[],
  folder?: string,
): Promise<string | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel: t('Select'),
    canSelectMany: false,
    filters: { [t('Certificates')]: [...extensions] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.file(folder) }),
  });
  return picked?.[0]?.fsPath;
}

async function askService({ core }: Services): Promise<string | null | undefined> {
  const services = await core.services();
  if (services.length <= 1) return null;
  const picked = await vscode.window.showQuickPick(
    services.map(({ name, site }) => ({
      label: serviceLabel(name),
      description: site,
      name,
    })),
    { placeHolder: t('Which environment is the certificate for?') },
  );
  return picked?.name;
}

function serviceLabel(name: string): string {
  if (name === 'production') return t('Production (production)');
  return name === 'demo' ? t('Demo (demo)') : name;
}

/** Never in place: a zip, and what lies where files do not stay. */
async function askInPlace(core: CorePort, file: string): Promise<boolean | undefined> {
  const downloaded = !path.relative(downloadsFolder(), file).startsWith('..');
  if (downloaded || !(await core.staysInPlace(file))) return false;
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: t('Also update this file in place'),
        detail: t('After a renewal it is replaced under the same name and password.'),
        inPlace: true,
      },
      {
        label: t('Only copy it into the store'),
        detail: t('The file itself is not changed.'),
        inPlace: false,
      },
    ],
    { placeHolder: path.basename(file) },
  );
  return picked?.inPlace;
}
