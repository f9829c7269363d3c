import type { CertificateStatus, RenewalResult } from '@weborca-cert/core';
import { formatLastDay } from '@weborca-cert/core/dates';
import * as vscode from 'vscode';
import { dueNow } from '../../model/due.ts';
import { fewOf, type OneResult } from '../../model/many-results.ts';
import { called } from '../../model/snapshot.ts';
import { loadedCore } from '../core-call.ts';
import { noteNotBegun } from '../cut-short.ts';
import { language, t } from '../l10n.ts';
import type { Services } from '../services.ts';
import { tellMany, type More } from './many.ts';

/** *Renew All Due…*: asked once, one after the other, told once. */
export async function renewDueCommand(services: Services): Promise<void> {
  const due = dueNow(await services.certificates.catchUp());
  if (due.length === 0) {
    await vscode.window.showInformationMessage(t('No certificate is due for renewal.'));
    return;
  }
  // Without any address of the renewal API all of them go by the management site.
  const withApi = (await services.core.services()).filter(({ hasApi }) => hasApi);
  if (!due.some(({ service }) => withApi.some(({ name }) => name === service))) {
    await vscode.commands.executeCommand('weborcaCert.worklist');
    return;
  }
  await renewMany(services, due);
}

/** Of those that are selected in the tree, the ones that are due: the others keep their wait. */
export async function renewSelectedCommand(
  services: Services,
  names: readonly string[],
): Promise<void> {
  const due = dueNow(await services.certificates.catchUp());
  const selected = due.filter(({ name }) => names.includes(name));
  if (selected.length === 0) {
    await vscode.window.showInformationMessage(t('No certificate is due for renewal.'));
    return;
  }
  await renewMany(services, selected);
}

async function renewMany(
  services: Services,
  certificates: readonly CertificateStatus[],
): Promise<void> {
  const yes = t('Renew');
  const answer = await vscode.window.showWarningMessage(
    t('Renew {0} client certificates?', certificates.length),
    {
      modal: true,
      detail: [
        ...fewOf(certificates.map(called), t),
        t(
          'WebORCA issues a new certificate for each. The current ones stay valid until they expire.',
        ),
      ].join('\n'),
    },
    yes,
  );
  if (answer !== yes) return;
  const title = t('Renewal of client certificates');
  const results: OneResult[] = [];
  const renewed: string[] = [];
  const notBegun = (rest: readonly CertificateStatus[]): Promise<void> =>
    noteNotBegun(
      services.context.workspaceState,
      rest.map(({ name }) => name),
    );
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => {
        abort.abort();
      });
      for (const [index, certificate] of certificates.entries()) {
        if (token.isCancellationRequested) break;
        const shown = called(certificate);
        await notBegun(certificates.slice(index + 1));
        progress.report({ message: `${index + 1}/${certificates.length} ${shown}` });
        const result = await renewOne(services, certificate, abort.signal);
        results.push(result);
        if (result.isNew) renewed.push(certificate.name);
      }
    },
  );
  await notBegun([]);
  await tellMany(services, title, results, await importOf(services, renewed));
}

/** Those that a browser of this computer still has as they were, one wizard after the other. */
async function importOf({ core }: Services, renewed: readonly string[]): Promise<More | null> {
  const behind = await core.behindInBrowser(renewed);
  if (behind.length === 0) return null;
  return {
    text: t(
      'A browser of this computer still uses the previous one of: {0}',
      fewOf(behind, t).join(', '),
    ),
    label: t('Open Import Wizard'),
    go: async () => {
      for (const name of behind) {
        await vscode.commands.executeCommand('weborcaCert.importWizard', name);
      }
    },
  };
}

async function renewOne(
  { certificates, core, log, renewals }: Services,
  certificate: CertificateStatus,
  signal: AbortSignal,
): Promise<OneResult & { readonly isNew: boolean }> {
  const { name } = certificate;
  const shown = called(certificate);
  try {
    const ended = await certificates.whileRenewing(name, () =>
      renewals.renew(name, false, { observe: nothing, signal }),
    );
    await renewals.forgetEnded(ended);
    const { result } = ended;
    log.info(`${name}: ${result.outcome}`);
    const done = doneText(result);
    // Also where a backup or a consumer failed: the browsers wait for it all the same.
    const isNew = result.new !== null;
    if (result.outcome === 'by-hand') {
      return { called: shown, done: '', trouble: { sentence: done, wayOut: '' }, isNew };
    }
    const trouble = result.error === undefined ? null : await core.explain(result.error);
    return { called: shown, done, trouble, isNew };
  } catch (error) {
    return { called: shown, done: '', trouble: await core.explain(error), isNew: false };
  }
}

/** Thirty times every step would be no sign any more. */
function nothing(): void {}

function doneText({ new: renewed, outcome }: RenewalResult): string {
  return renewed === null
    ? (loadedCore()?.word(language(), 'outcome', outcome) ?? outcome)
    : t('until {0}', formatLastDay(renewed.notAfter, language()));
}
