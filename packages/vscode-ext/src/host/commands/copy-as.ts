import * as vscode from 'vscode';
import { nginxSnippet, snippets } from '../../model/code-snippets.ts';
import { t } from '../l10n.ts';
import { pickCertificate } from '../pick.ts';
import type { Services } from '../services.ts';

const kinds = [
  { label: 'curl', description: 'sh', language: 'curl' },
  { label: 'Node', description: '.mjs', language: 'node' },
  { label: 'Python', description: 'cryptography', language: 'python' },
  { label: 'Java', description: 'Orca.java', language: 'java' },
  { label: 'nginx', description: 'PEM', language: 'nginx' },
] as const;

/** *Copy as Code…*: a call with this certificate, to be pasted; paths of files, never a password. */
export async function copyAsCommand(services: Services, asked: unknown): Promise<void> {
  const { core, certificates } = services;
  const placeholder = t('Which certificate do you want to use?');
  const certificate = await pickCertificate(certificates, asked, placeholder);
  if (certificate === undefined) return;
  const { name } = certificate;
  const picked = await vscode.window.showQuickPick(kinds, {
    placeHolder: t('For which program?'),
  });
  if (picked === undefined) return;
  const service = (await core.services()).find((one) => one.name === certificate.service);
  const url = service?.weborca ?? 'https://weborca.cloud.orcamo.jp/';
  if (picked.language === 'nginx') {
    const files = await core.pemFiles(name);
    if (files === null) {
      await askForPem(name);
      return;
    }
    await copied(nginxSnippet(files, url));
    return;
  }
  await copied(snippets[picked.language]({ ...(await core.filesInUse(name)), url }));
}

async function copied(code: string): Promise<void> {
  await vscode.env.clipboard.writeText(code);
  vscode.window.setStatusBarMessage(t('$(check) Copied. The password is not in it.'), 5000);
}

async function askForPem(name: string): Promise<void> {
  const find = t('Find Settings…');
  const answer = await vscode.window.showInformationMessage(
    t('nginx needs PEM files, and {0} has none among its consumers yet.', name),
    find,
  );
  if (answer === find) await vscode.commands.executeCommand('weborcaCert.findConsumers', name);
}

/** For `${command:…}` in launch.json and tasks; `args` of an input of kind `command` may name one. */
export async function fileVariable(
  { core, certificates }: Services,
  asked: unknown,
  which: 'p12File' | 'passwordFile',
): Promise<string | undefined> {
  const placeholder = t('Which certificate do you want to use?');
  const certificate = await pickCertificate(certificates, asked, placeholder);
  if (certificate === undefined) return undefined;
  return (await core.filesInUse(certificate.name))[which];
}
