import type { CertificateStatus } from '@weborca-cert/core';
import * as vscode from 'vscode';
import { roadText, siteRoad } from '../../model/site-steps.ts';
import { language, t } from '../l10n.ts';
import { inBackground } from '../background.ts';
import { pickCertificate } from '../pick.ts';
import type { Services } from '../services.ts';
import { showSiteSteps } from '../site-steps.ts';
import { enterApiUrl } from './api-url.ts';

/** *Open System Management Site*: opens it, then offers to take in the zip that is downloaded. */
export async function openSiteCommand(services: Services, asked: unknown): Promise<void> {
  const { core, certificates, downloads, log } = services;
  const all = await core.services();
  const snapshot = certificates.snapshot();
  const some = snapshot.kind === 'ready' && snapshot.certificates.length > 0;
  const certificate = some
    ? await pickCertificate(certificates, asked, t('Which certificate?'))
    : undefined;
  if (some && certificate === undefined) return;
  const service =
    certificate === undefined
      ? await pickSite(all)
      : all.find(({ name }) => name === certificate.service);
  if (service === undefined) return;
  // Whatever becomes of that, the site opens.
  inBackground(log, 'downloads', () => downloads.watch(certificate?.name ?? null));
  await vscode.env.openExternal(vscode.Uri.parse(service.site, true));
}

async function pickSite(
  services: Awaited<ReturnType<Services['core']['services']>>,
): Promise<(typeof services)[number] | undefined> {
  if (services.length <= 1) return services[0];
  const picked = await vscode.window.showQuickPick(
    services.map((service) => ({ label: service.name, description: service.site, service })),
    { placeHolder: t('Which system management site do you want to open?') },
  );
  return picked?.service;
}

/** What else the dialog offers than the road by the site. */
export interface OtherWay {
  readonly label: string;
  readonly go: () => Promise<void>;
}

/** The road without the renewal API. Its steps stay in a tab while somebody works in the browser. */
export async function leadToSite(
  services: Services,
  certificate: CertificateStatus,
  other: OtherWay | null,
): Promise<void> {
  const { name } = certificate;
  const road = siteRoad(certificate, language(), t);
  const openSite = t('Open Site');
  const receive = t('Receive Zip…');
  const answer = await vscode.window.showInformationMessage(
    road.title,
    { modal: true, detail: roadText(road) },
    openSite,
    receive,
    ...(other === null ? [] : [other.label]),
  );
  if (answer === openSite) {
    showSiteSteps(services.certificates, certificate);
    await openSiteCommand(services, name);
  }
  if (answer === receive) await vscode.commands.executeCommand('weborcaCert.receive', name);
  if (answer !== undefined && answer === other?.label) await other.go();
}

/** For those who have the API council's document. */
export function enteringUrl(services: Services, name: string): OtherWay {
  return { label: t('Enter URL…'), go: () => enterApiUrl(services, name) };
}
