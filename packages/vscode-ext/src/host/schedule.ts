import * as vscode from 'vscode';
import type { CoreCalls } from './core.ts';
import type { ScheduleTrouble } from '../model/schedule-trouble.ts';
import { scheduleWatch } from '../model/schedule-watch.ts';
import { sentences } from '../model/sentences.ts';
import { inBackground } from './background.ts';
import type { Certificates } from './certificates.ts';
import { language, t } from './l10n.ts';
import { claimDay } from './once-a-day.ts';
import { isOn } from './settings.ts';

/** What status bar and tree ask about the daily run. */
export interface Schedule extends vscode.Disposable {
  readonly trouble: () => ScheduleTrouble | null;
  readonly onDidChange: vscode.Event<void>;
  /** Looks at once. */
  readonly lookNow: () => Promise<void>;
}

/** Notices a schedule that does not run, and says so: in three years it is forgotten. */
export function watchSchedule(
  core: CoreCalls,
  certificates: Certificates,
  storage: vscode.Uri,
  log: vscode.LogOutputChannel,
): Schedule {
  const changed = new vscode.EventEmitter<void>();
  const watch = scheduleWatch({
    look: () => core.scheduleTrouble(),
    now: () => Date.now(),
    changed: () => {
      changed.fire();
    },
    mayCall: () => isOn('reminders'),
    claimToday: () => claimDay(storage.fsPath, 'schedule-told', new Date()),
    call: (trouble) => {
      inBackground(log, 'schedule', () => callPerson(trouble));
    },
  });
  const listening = certificates.onDidChange((snapshot) => {
    inBackground(log, 'schedule', () => watch.afterReading(snapshot));
  });
  return {
    trouble: watch.trouble,
    onDidChange: changed.event,
    lookNow: () => watch.afterReading(certificates.snapshot(), true),
    dispose: () => {
      listening.dispose();
      changed.dispose();
    },
  };
}

async function callPerson({ sentences: [worst] }: ScheduleTrouble): Promise<void> {
  const doctor = t('Run Doctor');
  const answer = await vscode.window.showWarningMessage(
    sentences(language(), t('There is a problem with the scheduled renewal.'), worst),
    doctor,
    t('Later'),
  );
  if (answer === doctor) await vscode.commands.executeCommand('weborcaCert.doctor');
}
