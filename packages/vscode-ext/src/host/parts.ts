import type { Reminder, Verification } from '@weborca-cert/core';
import * as vscode from 'vscode';
import { copiedSecret } from '../model/copied-secret.ts';
import { watchCertificates } from './certificates.ts';
import { onClock } from './clock.ts';
import { createCore } from './core.ts';
import { watchDownloads } from './downloads.ts';
import { failuresShownBy } from './failures.ts';
import { provideBadges } from './files/badges.ts';
import { warnOfCommits } from './files/git-warning.ts';
import { provideHelp } from './files/help.ts';
import { provideLenses } from './files/lenses.ts';
import { createLooker } from './files/looker.ts';
import { showProblems } from './files/problems.ts';
import { showProject } from './files/project-view.ts';
import { watchProject } from './files/project.ts';
import { watchMachines } from './machines.ts';
import type { CommandId } from '../model/command-ids.ts';
import type { Handlers } from './registry.ts';
import { remind } from './reminders.ts';
import { createRenewals } from './renewals.ts';
import { provideReportDocument } from './report-document.ts';
import { watchSchedule } from './schedule.ts';
import type { Services } from './services.ts';
import { affects } from './settings.ts';
import { showStatusBar } from './status-bar.ts';
import { statusAnswer } from './status-answer.ts';
import { provideTimeline } from './timeline.ts';
import { showTree } from './tree-view.ts';
import { provideViewer } from './viewer.ts';
import { tellCutShort } from './cut-short.ts';
import { watchOpenRenewals } from './watch-open.ts';
import { watchStore } from './watch-store.ts';
import { provideWorklist } from './worklist.ts';

/** What the window's parts do for others. */
export interface Parts {
  /** What a command does; what it throws is shown with its way out, never swallowed. */
  readonly run: (id: CommandId, args: readonly unknown[]) => Promise<unknown>;
  /** Of the language-model tool. */
  readonly toolAnswer: () => Promise<string>;
  /** What is to be done before the window closes. */
  readonly stop: () => Promise<void>;
  // For the test suite: what the faces show.
  readonly statusBar: () => Pick<
    vscode.StatusBarItem,
    'text' | 'tooltip' | 'accessibilityInformation' | 'backgroundColor'
  >;
  readonly refresh: () => Promise<string>;
  readonly verify: (name: string) => Promise<Verification>;
  readonly takeReminders: () => Promise<readonly Reminder[]>;
}

/** Puts the parts together. Nothing here reads a file: the first look at the certificates follows. */
export function openParts(context: vscode.ExtensionContext): Parts {
  const log = vscode.window.createOutputChannel('WebORCA', { log: true });
  const core = createCore();
  const renewals = createRenewals();
  const certificates = watchCertificates(core, log);
  const schedule = watchSchedule(core, certificates, context.globalStorageUri, log);
  const machines = watchMachines(core, certificates, log);
  const showFailure = failuresShownBy(core, log);
  const downloads = watchDownloads(core, log);
  const copied = copiedSecret(
    {
      read: async () => vscode.env.clipboard.readText(),
      write: async (text) => vscode.env.clipboard.writeText(text),
    },
    () => {
      log.warn('the clipboard could not be cleared');
    },
  );
  const report = provideReportDocument();
  const looker = createLooker(core, certificates);
  const project = watchProject(looker, certificates, log);
  const reminders = remind(core, certificates, log);
  const services: Services = {
    core,
    certificates,
    renewals,
    schedule,
    machines,
    downloads,
    copied,
    project,
    reminders,
    report,
    log,
    showFailure,
    context,
  };
  const statusBar = showStatusBar(certificates, schedule);
  const viewer = provideViewer(core, certificates);
  const timeline = provideTimeline(certificates, log);
  const tree = showTree(services);
  const worklist = provideWorklist(services);
  const problems = showProblems(looker, project, log);
  const store = watchStore(certificates.refresh, log);
  let handlers: Handlers | undefined;
  const loadHandlers = async (): Promise<Handlers> => {
    const module = await import('./commands/handlers.ts');
    handlers ??= module.handlers(services, { viewer, timeline, tree, worklist });
    return handlers;
  };
  context.subscriptions.push(
    log,
    certificates,
    schedule,
    machines,
    downloads,
    report,
    statusBar,
    viewer,
    timeline,
    looker,
    tree,
    worklist,
    problems,
    project,
    showProject(project),
    provideHelp(looker, problems),
    provideLenses(looker, problems),
    provideBadges(looker),
    warnOfCommits(context.globalState, log),
    reminders,
    onClock(() => void certificates.catchUp()),
    watchOpenRenewals(services),
    tellCutShort(services),
    store,
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!affects(event, 'configurationFile')) return;
      store.again();
      void certificates.refresh();
    }),
  );
  void certificates.refresh();
  return {
    run: async (id, args) => {
      try {
        const all = await loadHandlers();
        return await all[id](...args);
      } catch (error) {
        await showFailure(error);
        return undefined;
      }
    },
    toolAnswer: () => statusAnswer(certificates),
    statusBar: () => statusBar.item,
    refresh: async () => (await certificates.refresh()).kind,
    takeReminders: () => core.takeReminders(),
    stop: async () => {
      await Promise.all([copied.clearNow(), renewals.settled()]);
    },
    verify: (name) => core.verify(name, new AbortController().signal),
  };
}
