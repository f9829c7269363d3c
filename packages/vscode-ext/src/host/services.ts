import type * as vscode from 'vscode';
import type { CopiedSecret } from '../model/copied-secret.ts';
import type { CoreCalls } from './core.ts';
import type { Certificates } from './certificates.ts';
import type { Downloads } from './downloads.ts';
import type { ShowFailure } from './failures.ts';
import type { Project } from './files/project.ts';
import type { Reminders } from './reminders.ts';
import type { OtherMachines } from './machines.ts';
import type { ReportDocument } from './report-document.ts';
import type { Renewals } from './renewals.ts';
import type { Schedule } from './schedule.ts';

/** What every command is given. */
export interface Services {
  readonly core: CoreCalls;
  readonly certificates: Certificates;
  readonly renewals: Renewals;
  readonly schedule: Schedule;
  readonly machines: OtherMachines;
  readonly downloads: Downloads;
  readonly copied: CopiedSecret;
  readonly project: Project;
  readonly reminders: Reminders;
  readonly report: ReportDocument;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly context: vscode.ExtensionContext;
}
