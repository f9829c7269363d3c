import type { Reminder } from '@weborca-cert/core';
import * as vscode from 'vscode';
import type { CoreCalls } from './core.ts';
import { reminderText } from '../model/reminder-text.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { singleFlight } from '../model/single-flight.ts';
import { inBackground } from './background.ts';
import type { Certificates } from './certificates.ts';
import { language, t } from './l10n.ts';
import { isOn, switchOff } from './settings.ts';

export interface Reminders extends vscode.Disposable {
  /** What this brings in one after the other is reminded of afterwards, in one message. */
  readonly after: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * Reminds once per certificate and threshold, over all windows and the command line: core claims a
 * reminder under a lock before one window shows it. Looks whenever the certificates were read.
 */
export function remind(
  core: CoreCalls,
  certificates: Certificates,
  log: vscode.LogOutputChannel,
): Reminders {
  let held = 0;
  const look = singleFlight(async () => {
    const reminders = await core.takeReminders();
    inBackground(log, 'reminder', () => say(reminders));
  });
  const consider = (snapshot: Snapshot): void => {
    if (held > 0 || snapshot.kind !== 'ready' || snapshot.certificates.length === 0) return;
    if (snapshot.renewing.length > 0 || !isOn('reminders')) return;
    look().catch(async (error: unknown) => {
      // A reminder that cannot be claimed comes with the next look; no error message for that.
      log.warn(`reminders: ${(await core.explain(error)).sentence}`);
    });
  };
  const listening = certificates.onDidChange(consider);
  return {
    after: async (work) => {
      held += 1;
      try {
        return await work();
      } finally {
        held -= 1;
        consider(certificates.snapshot());
      }
    },
    dispose: () => {
      listening.dispose();
    },
  };
}

async function say(reminders: readonly Reminder[]): Promise<void> {
  const text = reminderText(reminders, new Date(), language(), t);
  if (text === null) return;
  const [only] = reminders.length === 1 ? reminders : [];
  const renew = only === undefined ? t('Renew All Due…') : t('Renew…');
  const list = t('Show List');
  const never = t('Don’t Show Again');
  const others = only === undefined ? [list] : [t('Later')];
  const answer = await vscode.window.showWarningMessage(text, renew, ...others, never);
  if (answer === renew) {
    await (only === undefined
      ? vscode.commands.executeCommand('weborcaCert.renewDue')
      : vscode.commands.executeCommand('weborcaCert.renew', only.name));
  }
  if (answer === list) await vscode.commands.executeCommand('weborcaCert.certificates.focus');
  if (answer === never) await switchOff('reminders');
}
