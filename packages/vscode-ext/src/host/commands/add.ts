import path from 'node:path';
import type { Added } from '@weborca-cert/core';
import { formatLastDay } from '@weborca-cert/core/dates';
import { nameFromFile } from '@weborca-cert/core/name-from-file';
import * as vscode from 'vscode';
import type { OneResult } from '../../model/many-results.ts';
import { calledBy } from '../../model/snapshot.ts';
import { withPassword } from '../ask-password.ts';
import { inBackground } from '../background.ts';
import { language, t } from '../l10n.ts';
import type { CoreCalls } from '../core.ts';
import { askName, staysOpen } from '../pick.ts';
import type { Services } from '../services.ts';
import { backUpAndImport } from './backup.ts';
import { offerConsumers } from './find-consumers.ts';
import { tellMany } from './many.ts';

/** *Add Certificate…*: files, service where there are several, in place or not, name, password. */
export async function addCommand(services: Services, given?: unknown): Promise<void> {
  const files = pathsOf(given) ?? (await askFiles(t('Add Certificate'), ['p12', 'pfx', 'zip']));
  const [first, ...others] = files;
  if (first === undefined) return;
  const service = await askService(services);
  if (service === undefined) return;
  if (others.length > 0) {
    await addSeveral(services, files, service);
    return;
  }
  const inPlace = await askInPlace(services.core, [first]);
  if (inPlace === undefined) return;
  await tellAdded(services, await addOne(services, { file: first, service, inPlace }));
}

interface Chosen {
  readonly file: string;
  readonly service: string | null;
  readonly inPlace: boolean;
}

async function addOne(services: Services, { file, service, inPlace }: Chosen): Promise<Added> {
  const { core, certificates } = services;
  const name = await askName(services, {
    title: t('Name of {0}', path.basename(file)),
    value: nameFromFile(file),
  });
  if (name === undefined) throw new vscode.CancellationError();
  const added = await withPassword(file, (password) =>
    core.add({ file, name, service, inPlace, password }),
  );
  await certificates.refresh();
  return added;
}

/** Ten at once: asked for each is only what differs, its name and its password. */
async function addSeveral(
  services: Services,
  files: readonly string[],
  service: string | null,
): Promise<void> {
  const inPlace = await askInPlace(services.core, files);
  if (inPlace === undefined) return;
  const results = await services.reminders.after(() =>
    addEach(services, files, { service, inPlace }),
  );
  await tellMany(services, t('Certificates registered'), results);
}

async function addEach(
  services: Services,
  files: readonly string[],
  chosen: Omit<Chosen, 'file'>,
): Promise<readonly OneResult[]> {
  const results: OneResult[] = [];
  for (const file of files) {
    try {
      const { name, facts } = await addOne(services, { file, ...chosen });
      const done = t('until {0}', formatLastDay(facts.notAfter, language()));
      results.push({ called: calledBy(name, facts.commonName), done, trouble: null });
    } catch (error) {
      // Called off: those that are in stay in, the others can be added another time.
      if (error instanceof vscode.CancellationError) break;
      const trouble = await services.core.explain(error);
      results.push({ called: path.basename(file), done: '', trouble });
    }
  }
  return results;
}

async function tellAdded(services: Services, added: Added): Promise<void> {
  const { certificates } = services;
  const shown = calledBy(added.name, added.facts.commonName);
  inBackground(services.log, 'settings', () => offerConsumers(services, added.name));
  const until = formatLastDay(added.facts.notAfter, language());
  const snapshot = certificates.snapshot();
  const all = snapshot.kind === 'ready' ? snapshot.certificates : [];
  const expired = all.find(({ name, state }) => name === added.name && state === 'expired');
  if (expired !== undefined) {
    const howOn = t('How to Renew…');
    const answer = await vscode.window.showWarningMessage(
      t('{0} has been registered, but it expired on {1}.', shown, until),
      howOn,
    );
    if (answer === howOn) await vscode.commands.executeCommand('weborcaCert.renew', added.name);
    return;
  }
  const both = t('Back Up and Import…');
  const verify = t('Verify Connection');
  const backup = t('Back Up…');
  const answer = await vscode.window.showInformationMessage(
    t('{0} has been registered (expires {1}).', shown, until),
    both,
    verify,
    backup,
  );
  if (answer === both) await backUpAndImport(services, added.name);
  if (answer === verify) await vscode.commands.executeCommand('weborcaCert.verify', added.name);
  if (answer === backup) await vscode.commands.executeCommand('weborcaCert.backup', added.name);
}

/** Named by a link or another command, or chosen in the Explorer; undefined: not named. */
function pathsOf(given: unknown): readonly string[] | undefined {
  if (Array.isArray(given)) return given.flatMap((one: unknown) => pathsOf(one) ?? []);
  if (given instanceof vscode.Uri && given.scheme === 'file') return [given.fsPath];
  return typeof given === 'string' ? [given] : undefined;
}

/** Files of this machine, as many as one likes; none when called off. */
async function askFiles(title: string, extensions: readonly string[]): Promise<readonly string[]> {
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel: t('Select'),
    canSelectMany: true,
    filters: { [t('Certificates')]: [...extensions] },
  });
  return picked?.map(({ fsPath }) => fsPath) ?? [];
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

/** As the command line does: only where a person has set up several; null: the only one, or production. */
async function askService({ core }: Services): Promise<string | null | undefined> {
  const services = (await core.services()).filter(({ isOwn }) => isOwn);
  if (services.length <= 1) return null;
  const picked = await vscode.window.showQuickPick(
    services.map(({ name, site }) => ({
      label: serviceLabel(name),
      description: site,
      name,
    })),
    { placeHolder: t('Which environment is the certificate for?'), ...staysOpen },
  );
  return picked?.name;
}

function serviceLabel(name: string): string {
  if (name === 'production') return t('Production (production)');
  return name === 'demo' ? t('Demo (demo)') : name;
}

/** Never in place: a zip, and what lies where files do not stay. */
async function askInPlace(core: CoreCalls, files: readonly string[]): Promise<boolean | undefined> {
  const downloads = await core.downloadsFolder();
  for (const file of files) {
    const downloaded = !path.relative(downloads, file).startsWith('..');
    if (downloaded || !(await core.staysInPlace(file))) return false;
  }
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
    { placeHolder: files.map((file) => path.basename(file)).join(', '), ...staysOpen },
  );
  return picked?.inPlace;
}
