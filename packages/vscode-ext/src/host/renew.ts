import type { CertificateStatus, ProgressEvent, RenewalResult } from '@weborca-cert/core';
import * as vscode from 'vscode';
import { dateText, daysText } from '../model/dates.ts';
import { isCancellable, stepText } from '../model/renewal-texts.ts';
import { pickCertificate } from './pick.ts';
import { language, t } from './l10n.ts';
import type { Services } from './services.ts';

/** *Renew Client Certificate…*: asks first, shows every step, ends in a message that leads on. */
export async function renewCommand(services: Services, asked: unknown): Promise<void> {
  const certificate = await pickCertificate(
    services.certificates,
    asked,
    t('Which certificate is to be renewed?'),
  );
  if (certificate === undefined) return;
  const force = certificate.state === 'valid';
  if (!(await confirmed(certificate))) return;
  const result = await services.certificates.whileRenewing(certificate.name, () =>
    renewWithProgress(services, certificate, force),
  );
  if (result !== undefined) await tell(services, result);
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

async function renewWithProgress(
  services: Services,
  certificate: CertificateStatus,
  force: boolean,
): Promise<RenewalResult> {
  const { core, log } = services;
  const title = t('Renewing {0}', certificate.facts?.commonName ?? certificate.name);
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      let cancellable = true;
      token.onCancellationRequested(() => {
        if (cancellable) abort.abort();
        else progress.report({ message: t('already requested, it is seen through') });
      });
      const observe = (event: ProgressEvent): void => {
        log.info(logLine(event));
        cancellable &&= isCancellable(event);
        if (event.kind === 'started') progress.report({ message: stepText(event.step, t) });
      };
      return core.renew(certificate.name, force, { observe, signal: abort.signal });
    },
  );
}

function logLine(event: ProgressEvent): string {
  const what = event.kind === 'notice' ? event.notice : event.step;
  const facts = 'facts' in event ? ` ${JSON.stringify(event.facts)}` : '';
  return `${event.name}: ${what} ${event.kind}${facts}`;
}

async function tell(services: Services, result: RenewalResult): Promise<void> {
  const { core, showFailure } = services;
  if (result.outcome === 'failed') {
    await showFailure(result.error ?? new Error(result.outcome));
    return;
  }
  const trouble = result.error === undefined ? '' : (await core.explain(result.error)).sentence;
  const sentence = [successText(result), trouble].filter((text) => text !== '').join(' ');
  const show = t('Show log');
  const answer = await (trouble === ''
    ? vscode.window.showInformationMessage(sentence, show)
    : vscode.window.showWarningMessage(sentence, show));
  if (answer === show) services.log.show(true);
}

function successText({ outcome, old, new: renewed, name }: RenewalResult): string {
  const commonName = renewed?.commonName ?? old?.commonName ?? name;
  if (outcome === 'not-due' || renewed === null) {
    return t('{0} need not be renewed yet.', commonName);
  }
  const until = dateText(renewed.notAfter, language());
  const done =
    outcome === 'adopted'
      ? t(
          '{0} had been renewed by another program. The new certificate is in use, until {1}.',
          commonName,
          until,
        )
      : t('{0} has been renewed, until {1}.', commonName, until);
  if (old === null || old.daysLeft < 0) return done;
  return `${done} ${t('The old one can be used until {0}.', dateText(old.notAfter, language()))}`;
}
