import * as vscode from 'vscode';
import { called } from '../../model/snapshot.ts';
import { scheduleTextHere } from '../../model/way-out.ts';
import { commandLine, type Said } from '../command-line.ts';
import { t } from '../l10n.ts';
import { pickCertificate } from '../pick.ts';
import type { Services } from '../services.ts';

/** *Rehearse Renewal…*: the whole renewal against a stand-in; nothing of it reaches anybody. */
export async function rehearseCommand(services: Services, asked: unknown): Promise<void> {
  const placeholder = t('Which certificate’s renewal do you want to rehearse?');
  const certificate = await pickCertificate(services.certificates, asked, placeholder);
  if (certificate === undefined) return;
  const title = t('Rehearsing the renewal of {0}', called(certificate));
  const said = await withNotification(title, ['renew', '--rehearse', certificate.name]);
  if (said !== null) await services.report.show(title, said.text);
}

/** *Install Daily Schedule*: the system's scheduler renews every day, also while no editor is open. */
export async function installDailyRunCommand(services: Services): Promise<void> {
  const said = await withNotification(t('Installing the daily schedule…'), ['schedule', 'install']);
  if (said === null) return;
  await services.schedule.lookNow();
  const show = t('Show');
  const answer = said.ok
    ? await vscode.window.showInformationMessage(
        t(
          'The daily schedule is installed. Certificates are renewed in time, even while VS Code is closed.',
        ),
        show,
      )
    : await vscode.window.showWarningMessage(t('The schedule is not running yet.'), show);
  if (answer === show) await services.report.show(t('Schedule'), scheduleTextHere(said.text, t));
}

/** *Show Schedule*: what the scheduler has, when it last ran, and what is in its way. */
export async function showDailyRunCommand(services: Services): Promise<void> {
  const said = await withNotification(t('Checking the schedule…'), ['schedule', 'status']);
  if (said !== null) await services.report.show(t('Schedule'), scheduleTextHere(said.text, t));
}

async function withNotification(title: string, args: readonly string[]): Promise<Said | null> {
  // Before anything turns: what is missing is told beside nothing that seems to go on.
  const run = await commandLine();
  if (run === null) return null;
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (_progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => {
        abort.abort();
      });
      return run(args, abort.signal);
    },
  );
}
