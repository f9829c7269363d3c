import type { ProgressEvent } from '@weborca-cert/core';
import * as vscode from 'vscode';
import type { CallOptions } from '../../model/core-port.ts';
import { isCancellable, stepText } from '../../model/renewal-texts.ts';
import { t } from '../l10n.ts';
import type { Services } from '../services.ts';

/**
 * Shows every step of `work` in a notification. It can be called off until the request is sent:
 * from then on the service may have issued, and the run is seen through.
 */
export async function withSteps<T>(
  { log }: Pick<Services, 'log'>,
  title: string,
  work: (options: CallOptions) => Promise<T>,
): Promise<T> {
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
      return work({ observe, signal: abort.signal });
    },
  );
}

function logLine(event: ProgressEvent): string {
  const what = event.kind === 'notice' ? event.notice : event.step;
  const facts = 'facts' in event ? ` ${JSON.stringify(event.facts)}` : '';
  return `${event.name}: ${what} ${event.kind}${facts}`;
}
