import * as vscode from 'vscode';
import {
  toFinish,
  toldByWindow,
  unknownOutcomes,
  unknownText,
  type Tried,
  type UnknownOutcome,
} from '../model/open-renewals.ts';
import { isTellable } from '../model/ended.ts';
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
  let ending: readonly string[] = [];
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
    const untold = unknownOutcomes(snapshot, now).filter(({ key }) => !told.has(key));
    for (const { key } of untold) told.add(key);
    const unseen = untold.filter(({ certificate: { name } }) => !ending.includes(name));
    ending = toldByWindow(snapshot);
    for (const together of [unseen.filter(mayAsk), unseen.filter((one) => !mayAsk(one))]) {
      if (together.length > 0) inBackground(log, 'unknown', () => tellUnknown(together));
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

function mayAsk(unknown: UnknownOutcome): boolean {
  return unknown.mayAsk;
}

/** The answers to requests never came: it is not known whether certificates were issued. */
async function tellUnknown(together: readonly UnknownOutcome[]): Promise<void> {
  const text = unknownText(together, language(), t);
  if (text === null) return;
  const [only] = together.length === 1 ? together : [];
  const list = t('Show List');
  if (only === undefined) {
    const answer = await vscode.window.showWarningMessage(text, list);
    if (answer === list) await vscode.commands.executeCommand('weborcaCert.certificates.focus');
    return;
  }
  const again = t('Request Again');
  const site = t('Management site');
  const answer = await vscode.window.showWarningMessage(
    text,
    ...(only.mayAsk ? [again] : []),
    site,
  );
  const { name } = only.certificate;
  if (answer === again) await vscode.commands.executeCommand('weborcaCert.renew', name);
  if (answer === site) await vscode.commands.executeCommand('weborcaCert.openSite', name);
}
