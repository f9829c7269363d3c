import path from 'node:path';
import type { BackupResult } from '@weborca-cert/core';
import * as vscode from 'vscode';
import { achieved } from '../achieved.ts';
import { t } from '../l10n.ts';
import { pickCertificate, staysOpen } from '../pick.ts';
import type { Services } from '../services.ts';
import { shortPath } from '../short-path.ts';
import { importCommand } from './import.ts';

/** *Back Up Certificate…*: to the configured places, or to a folder chosen now. */
export async function backupCommand(services: Services, asked: unknown): Promise<void> {
  const placeholder = t('Which certificate do you want to back up?');
  const certificate = await pickCertificate(services.certificates, asked, placeholder);
  if (certificate !== undefined) await (await backUp(services, certificate.name))?.tell();
}

/** From a zip to a browser with a backup: five clicks, this one and the folder among them. */
export async function backUpAndImport(services: Services, name: string): Promise<void> {
  const done = await backUp(services, name);
  if (done === null) return;
  // Its message stays while the import goes on; one that failed goes first.
  const told = done.tell();
  if (!done.ok) await told;
  await importCommand(services, name);
  await told;
}

interface Done {
  readonly ok: boolean;
  /** Says what came of it; it is over when the message has been answered. */
  readonly tell: () => Promise<void>;
}

/** Null: called off. */
async function backUp(services: Services, name: string): Promise<Done | null> {
  const { core, certificates } = services;
  const places = await core.backupPlaces(name);
  const folder = await askFolder(places);
  if (folder === undefined) return null;
  const results = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: t('Backing up') },
    () => core.backup(name, folder),
  );
  await certificates.refresh();
  const isNew = folder !== null && !places.includes(folder);
  return {
    ok: results.every(({ ok }) => ok),
    tell: () => tell(services, name, results, isNew ? folder : null),
  };
}

/** Null: the configured places. Undefined: called off. */
async function askFolder(places: readonly string[]): Promise<string | null | undefined> {
  const elsewhere = { label: t('$(folder-opened) Choose a folder…'), configured: false };
  if (places.length > 0) {
    const picked = await vscode.window.showQuickPick(
      [
        {
          label: t('$(archive) To the configured places'),
          detail: places.join(', '),
          configured: true,
        },
        elsewhere,
      ],
      { placeHolder: t('Where to?'), ...staysOpen },
    );
    if (picked === undefined) return undefined;
    if (picked.configured) return null;
  }
  const picked = await vscode.window.showOpenDialog({
    title: t('Folder for the backup, for example on a USB drive'),
    openLabel: t('Back Up Here'),
    canSelectFiles: false,
    canSelectFolders: true,
  });
  return picked?.[0]?.fsPath;
}

/** @param newPlace a folder that is not among the configured places yet */
async function tell(
  services: Services,
  name: string,
  results: readonly BackupResult[],
  newPlace: string | null,
): Promise<void> {
  const failed = results.find(({ ok }) => !ok);
  if (failed !== undefined) {
    await services.showFailure(failed.error ?? new Error('backup-failed'));
    return;
  }
  if (results.length > 0) achieved('backedUp');
  const places = results.map((result) => result.path);
  const open = t('Open Folder');
  const always = t('Always Back Up Here');
  const answer = await vscode.window.showInformationMessage(
    t('Backed up, read back and opened: {0}', places.map(shortPath).join(', ')),
    ...(newPlace === null ? [] : [always]),
    ...(places.length === 0 ? [] : [open]),
  );
  const first = places[0];
  if (answer === open && first !== undefined) {
    const file = path.join(first, 'README.txt');
    await vscode.commands.executeCommand('weborcaCert.revealPath', file);
  }
  if (answer === always && newPlace !== null) await rememberPlace(services, name, newPlace);
}

async function rememberPlace(services: Services, name: string, place: string): Promise<void> {
  const { core, certificates } = services;
  await core.addBackupPlace(name, place);
  await certificates.refresh();
  await vscode.window.showInformationMessage(
    t('Every renewed certificate is backed up to {0} from now on.', shortPath(place)),
  );
}
