import { connectionDocument } from '../../model/connection-document.ts';
import { called } from '../../model/snapshot.ts';
import { language, t } from '../l10n.ts';
import { cancellably } from './cancellably.ts';
import { pickCertificate } from '../pick.ts';
import type { Services } from '../services.ts';

/** *Why Does My Mutual TLS Fail?*: a document that can be pasted, with links that do the next step. */
export async function explainConnectionCommand(services: Services, asked: unknown): Promise<void> {
  const { core, certificates, report } = services;
  const certificate = await pickCertificate(certificates, asked, t('Which certificate?'));
  if (certificate === undefined) return;
  const told = await cancellably(t('Connecting to WebORCA…'), (signal) =>
    core.connectionReport(certificate.name, signal),
  );
  const { text, links } = connectionDocument(told, called(certificate), {
    language: language(),
    t,
  });
  await report.showMarkdown(t('Mutual TLS with {0}', certificate.name), text, links);
}
