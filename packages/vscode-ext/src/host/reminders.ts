import { daysLeft } from '@weborca-cert/core/thresholds';
import type { Reminder } from '@weborca-cert/core';
import * as vscode from 'vscode';
import type { CorePort } from './core.ts';
import { daysText, expiryText } from '../model/dates.ts';
import { singleFlight } from '../model/single-flight.ts';
import { inBackground } from './background.ts';
import type { Certificates } from './certificates.ts';
import { language, t } from './l10n.ts';
import { isOn, switchOff } from './settings.ts';

/**
 * Reminds once per certificate and threshold, over all windows and the command line: core claims a
 * reminder under a lock before one window shows it. Looks whenever the certificates were read.
 */
export function remind(
  core: CorePort,
  certificates: Certificates,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const look = singleFlight(async () => {
    for (const reminder of await core.takeReminders()) {
      inBackground(log, 'reminder', () => say(reminder));
    }
  });
  return certificates.onDidChange((snapshot) => {
    if (snapshot.kind !== 'ready' || snapshot.certificates.length === 0) return;
    if (snapshot.renewing.length > 0 || !isOn('reminders')) return;
    look().catch(async (error: unknown) => {
      // A reminder that cannot be claimed comes with the next look; nobody is to be shouted at for it.
      log.warn(`reminders: ${(await core.explain(error)).sentence}`);
    });
  });
}

async function say({ name, commonName, notAfter }: Reminder): Promise<void> {
  const renew = t('Renew…');
  const never = t('Don’t Show Again');
  const days = daysLeft({ notAfter }, new Date());
  const answer = await vscode.window.showWarningMessage(
    t(
      'The WebORCA certificate {0} expires in {1}, on {2}.',
      commonName,
      daysText(days, t),
      expiryText(notAfter, language()),
    ),
    renew,
    t('Later'),
    never,
  );
  if (answer === renew) await vscode.commands.executeCommand('weborcaCert.renew', name);
  if (answer === never) await switchOff('reminders');
}
