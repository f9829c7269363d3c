import type { CertificateStatus, EndedApart } from '@weborca-cert/core';
import * as vscode from 'vscode';
import type { CallOptions } from '../../model/told.ts';
import { renewalQuestion, type RenewalQuestion } from '../../model/renewal-question.ts';
import { called } from '../../model/snapshot.ts';
import { language, t } from '../l10n.ts';
import { pickCertificate } from '../pick.ts';
import type { Services } from '../services.ts';
import { withSteps } from './progress.ts';
import { enteringUrl, leadToSite } from './site.ts';
import { tellEnded } from './tell.ts';

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
  const { certificates, core, renewals } = services;
  const placeholder = t('Which certificate do you want to renew?');
  const certificate = await pickCertificate(certificates, asked, placeholder);
  if (certificate === undefined) return;
  const question = questionAbout(services, certificate);
  if (question.kind === 'under-way') {
    await vscode.window.showInformationMessage(question.text);
    return;
  }
  const service = (await core.services()).find(({ name }) => name === certificate.service);
  const needsNoRequest = question.kind === 'finish';
  if (service?.hasApi === false && !needsNoRequest) {
    await leadToSite(services, certificate, enteringUrl(services, certificate.name));
    return;
  }
  if (question.kind === 'by-site' && goOn !== true) {
    // The clock of this computer may be wrong: then the service says so.
    const go = (): Promise<void> => renewCommand(services, certificate.name, true);
    await leadToSite(services, certificate, { label: t('Try Anyway'), go });
    return;
  }
  if (question.kind !== 'by-site' && goOn !== true && !(await confirmed(question))) return;
  const title = t('Renewing {0}', called(certificate));
  const { name } = certificate;
  // Who was not asked has not said that a wait is to be overridden.
  const force = question.kind === 'ask' && question.overrides && goOn !== true;
  const work = (options: CallOptions): Promise<EndedApart> =>
    needsNoRequest ? renewals.finish(name, options) : renewals.renew(name, force, options);
  const ended = await certificates.whileRenewing(name, () =>
    withSteps(services, { title, cancellable: true }, work),
  );
  await tellEnded(services, ended);
}

function questionAbout(
  { certificates }: Services,
  certificate: CertificateStatus,
): RenewalQuestion {
  const snapshot = certificates.snapshot();
  const open =
    snapshot.kind === 'ready'
      ? snapshot.open.find(({ name }) => name === certificate.name)
      : undefined;
  return renewalQuestion({ certificate, open: open ?? null, now: new Date() }, language(), t);
}

async function confirmed({
  text,
  detail,
  yes,
}: Extract<RenewalQuestion, { kind: 'ask' | 'finish' }>): Promise<boolean> {
  const answer = await vscode.window.showWarningMessage(text, { modal: true, detail }, yes);
  return answer === yes;
}
