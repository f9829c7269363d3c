import type { CertificateStatus } from '@weborca-cert/core';
import * as vscode from 'vscode';
import { dateText, daysText } from '../../model/dates.ts';
import { language, t } from '../l10n.ts';
import { pickCertificate } from '../pick.ts';
import type { Services } from '../services.ts';
import { withSteps } from './progress.ts';
import { leadToSite } from './site.ts';
import { tellResult } from './tell.ts';

/**
 * *Renew Client Certificate…*: asks first, shows every step, ends in a message that leads on.
 *
 * @param goOn true where a person has just said so to another question about this renewal
 */
export async function renewCommand(
  services: Services,
  asked: unknown,
  goOn: unknown = false,
): Promise<void> {
  const { certificates, core } = services;
  const placeholder = t('Which certificate is to be renewed?');
  const certificate = await pickCertificate(certificates, asked, placeholder);
  if (certificate === undefined) return;
  const service = (await core.services()).find(({ name }) => name === certificate.service);
  if (service?.hasApi === false) {
    await leadToSite(services, certificate.name);
    return;
  }
  if (goOn !== true && !(await confirmed(certificate))) return;
  const title = t('Renewing {0}', certificate.facts?.commonName ?? certificate.name);
  await renewNow(services, certificate, title);
}

/** Without asking again: after a question was answered, or what stood in the way was cleared. */
async function renewNow(
  services: Services,
  { name, state }: CertificateStatus,
  title: string,
): Promise<void> {
  const { certificates, core } = services;
  const result = await certificates.whileRenewing(name, () =>
    withSteps(services, { title, cancellable: true }, (options) =>
      core.renew(name, state === 'valid', options),
    ),
  );
  await tellResult(services, result);
}

async function confirmed({ facts, name, state }: CertificateStatus): Promise<boolean> {
  const yes = state === 'valid' ? t('Renew All the Same') : t('Renew');
  const question = t('Renew the client certificate {0}?', facts?.commonName ?? name);
  const answer = await vscode.window.showWarningMessage(
    question,
    { modal: true, detail: confirmationDetail(facts, state) },
    yes,
  );
  return answer === yes;
}

function confirmationDetail(
  facts: CertificateStatus['facts'],
  state: CertificateStatus['state'],
): string {
  if (facts === null) return t('The certificate in use cannot be read.');
  const date = dateText(facts.notAfter, language());
  const lines = [
    facts.daysLeft < 0
      ? t('It expired on {0}.', date)
      : t('It expires on {0}, in {1}.', date, daysText(facts.daysLeft, t)),
    ...(state === 'valid' ? [t('It is not yet time to renew it.')] : []),
    t('WebORCA issues a new certificate. The present one can be used until it expires.'),
  ];
  return lines.join('\n');
}
