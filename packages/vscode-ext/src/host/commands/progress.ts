import type { ProgressEvent } from '@weborca-cert/core';
import * as vscode from 'vscode';
import type { CallOptions } from '../../model/told.ts';
import { isCancellable, progressText } from '../../model/renewal-texts.ts';
import { t } from '../l10n.ts';
import type { Services } from '../services.ts';

export interface Steps {
  readonly title: string;
  /**
   * Until the request is sent; from then on the service may have issued, the run is seen through, and
   * there is no button to call it off any more.
   */
  readonly cancellable: boolean;
}

/** Shows every step of `work` in a notification. */
export async function withSteps<T>(
  { log }: Pick<Services, 'log'>,
  { title, cancellable }: Steps,
  work: (options: CallOptions) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const final = Promise.withResolvers<'final'>();
  const shown: { message: string; report: ((message: string) => void) | null } = {
    message: '',
    report: null,
  };
  const observe = (event: ProgressEvent): void => {
    log.info(logLine(event));
    shown.message = progressText(event, t) ?? shown.message;
    shown.report?.(shown.message);
    if (!isCancellable(event)) final.resolve('final');
  };
  const working = work({ observe, signal: abort.signal });
  const ended = settled(working);
  const notify = (withCancel: boolean, until: Promise<'final' | 'ended'>) =>
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: withCancel },
      (progress, token) => {
        token.onCancellationRequested(() => {
          abort.abort();
        });
        shown.report = (message) => {
          progress.report({ message });
        };
        shown.report(shown.message);
        return until;
      },
    );
  const first = cancellable ? await notify(true, Promise.race([final.promise, ended])) : 'final';
  if (first === 'final') await notify(false, ended);
  return working;
}

async function settled(work: Promise<unknown>): Promise<'ended'> {
  await Promise.allSettled([work]);
  return 'ended';
}

function logLine(event: ProgressEvent): string {
  const what = event.kind === 'notice' ? event.notice : event.step;
  const facts = 'facts' in event ? ` ${JSON.stringify(event.facts)}` : '';
  return `${event.name}: ${what} ${event.kind}${facts}`;
}
