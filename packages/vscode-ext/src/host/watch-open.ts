import { formatTime } from '@weborca-cert/core/dates';
import * as vscode from 'vscode';
import { toFinish, unknownOutcomes, type Tried } from '../model/open-renewals.ts';
import { isTellable } from '../model/ended.ts';
import { called } from '../model/snapshot.ts';
import { sentences } from '../model/sentences.ts';
import { singleFlight } from '../model/single-flight.ts';
import { inBackground } from './background.ts';
import { tellEnded } from './commands/tell.ts';
import { language, t } from './l10n.ts';
import type { Services } from './services.ts';

const lookAgainMs = 5000;

/**
 * Renewals that nobody has seen to their end: tells how those ended whose window is gone, finishes by
 * itself whatever needs no request, and says where the outcome of a request is not known.
 */
export function watchOpenRenewals(services: Services): vscode.Disposable {
  const { certificates, renewals, log } = services;
  const tried = new Map<string, Tried>();
  const told = new Set<string>();
  let later: NodeJS.Timeout | null = null;

  const tellOthers = singleFlight(async () => {
    const { ours, others } = await renewals.takeEnded();
    for (const ended of ours) {
      inBackground(log, 'ended', () =>
        isTellable(ended) ? tellEnded(services, ended) : renewals.forgetEnded(ended),
      );
    }
    if (!others || later !== null) return;
    // The one who is to tell may be a window that is just closing.
    later = setTimeout(() => {
      later = null;
      inBackground(log, 'ended', tellOthers);
    }, lookAgainMs);
  });

  const finish = async (name: string): Promise<void> => {
    const ended = await certificates.whileRenewing(name, () =>
      renewals.finish(name, {
        observe: () => undefined,
        signal: new AbortController().signal,
      }),
    );
    if (isTellable(ended)) await tellEnded(services, ended);
    else await renewals.forgetEnded(ended);
  };

  const look = (): void => {
    const snapshot = certificates.snapshot();
    if (snapshot.kind !== 'ready') return;
    inBackground(log, 'ended', tellOthers);
    const now = new Date();
    // The process that works at it tells how that ended.
    for (const name of snapshot.renewing) tried.set(name, { at: now });
    for (const { name } of toFinish(snapshot, tried, now)) {
      tried.set(name, { at: now });
      inBackground(log, 'finish', () => finish(name));
    }
    for (const unknown of unknownOutcomes(snapshot, now)) {
      if (told.has(unknown.key)) continue;
      told.add(unknown.key);
      inBackground(log, 'unknown', () => tellUnknown(unknown));
    }
  };

  const listening = certificates.onDidChange(look);
  return {
    dispose: () => {
      listening.dispose();
      if (later !== null) clearTimeout(later);
    },
  };
}

/** The answer to a request never came: it is not known whether a certificate was issued. */
async function tellUnknown({
  certificate,
  since,
  askAgainAt,
  mayAsk,
}: ReturnType<typeof unknownOutcomes>[number]): Promise<void> {
  const again = t('Request Again');
  const site = t('Management site');
  const answer = await vscode.window.showWarningMessage(
    sentences(
      language(),
      t(
        'There was no answer to the renewal request for {0} of {1}. It is not known whether a certificate was issued.',
        called(certificate),
        formatTime(since, language()),
      ),
      mayAsk ? '' : t('It can be requested again from {0}.', formatTime(askAgainAt, language())),
    ),
    ...(mayAsk ? [again] : []),
    site,
  );
  const { name } = certificate;
  if (answer === again) await vscode.commands.executeCommand('weborcaCert.renew', name);
  if (answer === site) await vscode.commands.executeCommand('weborcaCert.openSite', name);
}
