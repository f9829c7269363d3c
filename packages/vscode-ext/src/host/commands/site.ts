import * as vscode from 'vscode';
import { t } from '../l10n.ts';
import { pickCertificate } from '../pick.ts';
import type { Services } from '../services.ts';
import { enterApiUrl } from './api-url.ts';

/** *Open System Management Site*: opens it, then offers to take in the zip that is downloaded. */
export async function openSiteCommand(services: Services, asked: unknown): Promise<void> {
  const { core, certificates, downloads } = services;
  const all = await core.services();
  const snapshot = certificates.snapshot();
  const some = snapshot.kind === 'ready' && snapshot.certificates.length > 0;
  const certificate = some
    ? await pickCertificate(certificates, asked, t('Which certificate is it about?'))
    : undefined;
  if (some && certificate === undefined) return;
  const service =
    certificate === undefined
      ? await pickSite(all)
      : all.find(({ name }) => name === certificate.service);
  if (service === undefined) return;
  downloads.watch(certificate?.name ?? null);
  await vscode.env.openExternal(vscode.Uri.parse(service.site, true));
}

async function pickSite(
  services: Awaited<ReturnType<Services['core']['services']>>,
): Promise<(typeof services)[number] | undefined> {
  if (services.length <= 1) return services[0];
  const picked = await vscode.window.showQuickPick(
    services.map((service) => ({ label: service.name, description: service.site, service })),
    { placeHolder: t('Which system management site?') },
  );
  return picked?.service;
}

/**
 * The road without the renewal API, step by step in the words of the site (guide, システム管理サイト):
 * renew there as tenant administrator, download the zip, take it in here.
 */
export async function leadToSite(services: Services, name: string): Promise<void> {
  const snapshot = services.certificates.snapshot();
  const all = snapshot.kind === 'ready' ? snapshot.certificates : [];
  const commonName = all.find((one) => one.name === name)?.facts?.commonName ?? name;
  const openSite = t('Open Site');
  const receive = t('Take In Zip…');
  const configure = t('Enter URL…');
  const answer = await vscode.window.showInformationMessage(
    t('Renew {0} on the system management site', commonName),
    {
      modal: true,
      detail: [
        t(
          'The URL of the renewal API is not configured (it is in the API council’s document for members). It goes without it:',
        ),
        '',
        t('1. Log in to the system management site as tenant administrator.'),
        t('2. Click 証明書管理 (certificates), then {0}.', commonName),
        t('3. Click 証明書更新 (renew), then OK.'),
        t(
          '4. Click ダウンロード(zip形式). As soon as the zip is there, you are asked whether to take it in.',
        ),
      ].join('\n'),
    },
    openSite,
    receive,
    configure,
  );
  if (answer === openSite) await openSiteCommand(services, name);
  if (answer === receive) await vscode.commands.executeCommand('weborcaCert.receive', name);
  if (answer === configure) await enterApiUrl(services, name);
}
