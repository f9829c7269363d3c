import type { Detected } from '@weborca-cert/core';
import * as vscode from 'vscode';
import { isCertificateVerdict } from '../../model/file-verdict.ts';
import { basenameOf, keyBeside } from '../../model/paths.ts';
import type { Project } from '../files/project.ts';
import { t } from '../l10n.ts';
import { withPassword } from '../ask-password.ts';
import { pickCertificate, staysOpen } from '../pick.ts';
import type { Services } from '../services.ts';
import { shortPath } from '../short-path.ts';
import { bringUpToDate } from './deploy.ts';

/** *Find Settings That Use a Certificate…*: what is found can be kept up to date from now on. */
export async function findConsumersCommand(services: Services, asked: unknown): Promise<void> {
  const placeholder = t('Which certificate’s settings do you want to find?');
  const certificate = await pickCertificate(services.certificates, asked, placeholder);
  if (certificate === undefined) return;
  const found = await unentered(services, certificate.name);
  if (found.length === 0) {
    await vscode.window.showInformationMessage(
      t('No other settings that use this certificate were found on this computer.'),
    );
    return;
  }
  await choose(services, certificate.name, found);
}

/** After a certificate was added, or by the doctor: says it only when there is something. */
export async function offerConsumers(services: Services, name: string): Promise<void> {
  const found = await unentered(services, name);
  const [first] = found;
  if (first === undefined) return;
  const review = t('Choose…');
  const places = shortPath(placeOf(first));
  const answer = await vscode.window.showInformationMessage(
    found.length === 1
      ? t('{0} uses this certificate. It can be updated after every renewal.', places)
      : t(
          '{0} and {1} more use this certificate. They can be updated after every renewal.',
          places,
          found.length - 1,
        ),
    review,
    t('Not Now'),
  );
  if (answer === review) await choose(services, name, found);
}

/** Those that are not among its consumers yet. */
async function unentered({ core, project }: Services, name: string): Promise<readonly Detected[]> {
  return core.detect(name, await projectFiles(project, name));
}

/**
 * What the project view shows, as paths of this machine: settings that name certificate files, those
 * files, and the keys beside them; without what is another certificate's. None in an untrusted
 * workspace, and none of the SSH or WSL side: core could not read them by path.
 */
async function projectFiles(project: Project, name: string): Promise<readonly string[]> {
  const { files } = await project.listed();
  const paths = new Set<string>();
  for (const { uri, findings } of files) {
    if (uri.scheme !== 'file' || uri.authority !== '') continue;
    for (const { verdict, file } of findings) {
      const of = isCertificateVerdict(verdict) ? verdict.name : null;
      if (of !== null && of !== name) continue;
      paths.add(uri.fsPath);
      for (const path of file === null ? [] : [file, ...keyBeside(file)]) paths.add(path);
    }
  }
  return [...paths];
}

function placeOf({ entry, names }: Detected): string {
  return typeof entry['path'] === 'string' ? entry['path'] : names;
}

async function choose(services: Services, name: string, found: readonly Detected[]): Promise<void> {
  const { core } = services;
  const picked = await vscode.window.showQuickPick(
    found.map((one) => ({
      label: core.consumerWord(one.entry.kind),
      description: shortPath(placeOf(one)),
      detail:
        one.because === 'content'
          ? t('Uses {0}, which is this certificate.', basenameOf(one.names))
          : t('Uses {0}, a file with this name.', basenameOf(one.names)),
      picked: one.because === 'content',
      one,
    })),
    {
      canPickMany: true,
      placeHolder: t('Which should be updated after every renewal?'),
      ...staysOpen,
    },
  );
  if (picked === undefined || picked.length === 0) return;
  for (const { one } of picked) {
    try {
      await withPassword(placeOf(one), (ask) => core.addConsumer(name, one.entry, ask));
    } catch (error) {
      // One that cannot be kept up to date says why; the others are.
      void services.showFailure(error);
    }
  }
  await bringUpToDate(services, name);
}
