import { randomBytes } from 'node:crypto';
import type { CertificateStatus } from '@weborca-cert/core';
import * as vscode from 'vscode';
import { roadPage, siteRoad } from '../model/site-steps.ts';
import type { Certificates } from './certificates.ts';
import { language, t } from './l10n.ts';

/** The steps on the site in a tab of their own, until another certificate is in use or it is closed. */
export function showSiteSteps(certificates: Certificates, certificate: CertificateStatus): void {
  const road = siteRoad(certificate, language(), t);
  const { name } = certificate;
  const panel = vscode.window.createWebviewPanel(
    'weborcaCert.siteSteps',
    road.title,
    { viewColumn: vscode.ViewColumn.Active, preserveFocus: true },
    {
      enableScripts: false,
      localResourceRoots: [],
      enableCommandUris: ['weborcaCert.openSite', 'weborcaCert.receive'],
    },
  );
  const nonce = randomBytes(16).toString('base64');
  panel.webview.html = roadPage(road, name, { language: language(), nonce, t });
  const before = certificate.facts?.fingerprintSha256;
  const listening = certificates.onDidChange((snapshot) => {
    if (snapshot.kind !== 'ready') return;
    const now = snapshot.certificates.find((one) => one.name === name);
    if (now?.facts?.fingerprintSha256 !== before) panel.dispose();
  });
  panel.onDidDispose(() => {
    listening.dispose();
  });
}
