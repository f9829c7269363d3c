import type { EndedApart, RenewalResult } from '@weborca-cert/core';
import { formatLastDay } from '@weborca-cert/core/dates';
import * as vscode from 'vscode';
import { hasCode } from '@weborca-cert/core/errors';
import { sentences } from '../../model/sentences.ts';
import { calledBy } from '../../model/snapshot.ts';
import { wayOutText } from '../../model/way-out.ts';
import { achieved } from '../achieved.ts';
import { inBackground } from '../background.ts';
import { language, t } from '../l10n.ts';
import type { Services } from '../services.ts';
import { offerToAllowHost } from './foreign-host.ts';
import { enteringUrl, leadToSite } from './site.ts';

/** How long a message has to stand there to be taken for read. */
const readMs = 8000;

/** A result that may be told by another window if this one goes before anybody can have read it. */
export async function tellEnded(services: Services, ended: EndedApart): Promise<void> {
  const { result } = ended;
  const [behind] = result.new === null ? [] : await services.core.behindInBrowser([result.name]);
  const read = setTimeout(() => {
    inBackground(services.log, 'ended', () => services.renewals.forgetEnded(ended));
  }, readMs);
  try {
    await tellResult(services, result, behind !== undefined);
  } finally {
    clearTimeout(read);
    await services.renewals.forgetEnded(ended);
  }
}

/** The message in which a renewal or a taken-in certificate ends, and what it offers next. */
async function tellResult(
  services: Services,
  result: RenewalResult,
  behind: boolean,
): Promise<void> {
  const { core } = services;
  if (result.outcome === 'failed') {
    await tellFailure(services, result);
    return;
  }
  if (result.new !== null) achieved('renewed');
  const trouble = result.error === undefined ? null : await core.explain(result.error);
  const sentence = sentences(
    language(),
    successText(result),
    behind ? t('A browser of this computer still uses the previous one.') : '',
  );
  const offers: Readonly<Record<string, string>> =
    result.new === null
      ? { [t('Show')]: 'weborcaCert.show' }
      : {
          [t('Open Import Wizard')]: 'weborcaCert.importWizard',
          [t('Back Up…')]: 'weborcaCert.backup',
          [t('Show')]: 'weborcaCert.show',
        };
  const answer = await (trouble === null
    ? vscode.window.showInformationMessage(sentence, ...Object.keys(offers))
    : vscode.window.showWarningMessage(
        sentences(
          language(),
          sentence,
          trouble.sentence,
          wayOutText(trouble.wayOut, t),
          await core.whomToCall(),
        ),
        ...Object.keys(offers),
      ));
  const command = answer === undefined ? undefined : offers[answer];
  if (command !== undefined) await vscode.commands.executeCommand(command, result.name);
}

async function tellFailure(services: Services, { name, error, old }: RenewalResult): Promise<void> {
  const snapshot = services.certificates.snapshot();
  const all = snapshot.kind === 'ready' ? snapshot.certificates : [];
  const certificate = all.find((one) => one.name === name);
  if (hasCode(error, 'interrupted')) {
    await vscode.window.showInformationMessage(
      t('The renewal was cancelled. Nothing was requested.'),
    );
  } else if (certificate !== undefined && hasCode(error, 'service-not-configured')) {
    // Without an API address (its document is for members only) the other road is the common one.
    await leadToSite(services, certificate, enteringUrl(services, name));
  } else if (certificate?.state === 'expired' && hasCode(error, 'certificate-expired')) {
    await leadToSite(services, certificate, null);
  } else if (hasCode(error, 'download-foreign-host')) {
    await offerToAllowHost(services, name, error);
  } else {
    const shown = calledBy(name, (certificate?.facts ?? old)?.commonName);
    await services.showFailure(error ?? new Error('failed'), { name, shown });
  }
}

function successText({ outcome, old, new: renewed, name, verified }: RenewalResult): string {
  const shown = calledBy(name, renewed?.commonName ?? old?.commonName);
  if (outcome === 'not-due' || renewed === null) {
    return t('{0} is not due for renewal yet.', shown);
  }
  const until = formatLastDay(renewed.notAfter, language());
  return sentences(
    language(),
    outcome === 'adopted'
      ? t(
          '{0} was renewed by another program. Its new certificate is now in use (expires {1}).',
          shown,
          until,
        )
      : t('{0} has been renewed (expires {1}).', shown, until),
    ...(verified === true ? [t('WebORCA accepts it.')] : []),
    ...(verified === null
      ? [t('The connection to WebORCA could not be verified. It is checked again next time.')]
      : []),
    ...(old === null || old.daysLeft < 0
      ? []
      : [t('The old one stays valid until {0}.', formatLastDay(old.notAfter, language()))]),
  );
}
